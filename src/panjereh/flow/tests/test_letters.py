from __future__ import annotations

from panjereh.flow.letters import pieces_of, places_in
from panjereh.flow.model import Letter, Place, Source, Text


def letter(fa: str, en: str = "") -> Letter:
    where = {"fa": Place("letters/x.fa.md", 5), "en": Place("letters/x.en.md", 5)}
    return Letter("x", Text("ن", "X"), Text(fa, en), "message", where["fa"], where)


def test_text_and_places_come_in_order() -> None:
    made = pieces_of(letter("سلام {{ applicant.name }}،\nشماره {{case.ref}}."), "fa")
    assert [p.text if isinstance(p, Source) else p for p in made] == [
        "سلام ", "applicant.name", "،\nشماره ", "case.ref", ".",
    ]  # fmt: skip


def test_places_know_their_line_and_column() -> None:
    places = [p.place for p in places_in(letter("a {{ x }}\n{{y}}", "\n\n  {{ z }}"))]
    assert places == [
        Place("letters/x.fa.md", 5, 6),
        Place("letters/x.fa.md", 6, 3),
        Place("letters/x.en.md", 7, 6),
    ]


def test_a_letter_without_places_is_one_piece() -> None:
    assert pieces_of(letter("سلام"), "fa") == ("سلام",)
    assert pieces_of(letter("سلام"), "en") == ()
