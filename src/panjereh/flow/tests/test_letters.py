from __future__ import annotations

from panjereh.flow.letters import places_in
from panjereh.flow.model import Letter, Place, Text


def letter(fa: str, en: str = "") -> Letter:
    where = {"fa": Place("letters/x.fa.md", 5), "en": Place("letters/x.en.md", 5)}
    return Letter("x", Text("ن", "X"), Text(fa, en), "message", where["fa"], where)


def test_places_know_their_line_and_column() -> None:
    places = [p.place for p in places_in(letter("a {{ x }}\n{{y}}", "\n\n  {{ z }}"))]
    assert places == [
        Place("letters/x.fa.md", 5, 6),
        Place("letters/x.fa.md", 6, 3),
        Place("letters/x.en.md", 7, 6),
    ]


def test_signs_inside_an_expression_do_not_end_its_place() -> None:
    sources = [p.text for p in places_in(letter('{{ {a: {b: 1}}.a.b }} {{ "}}" }}'))]
    assert sources == ["{a: {b: 1}}.a.b", '"}}"']


def test_a_letter_without_places_has_none() -> None:
    assert list(places_in(letter("سلام"))) == []
