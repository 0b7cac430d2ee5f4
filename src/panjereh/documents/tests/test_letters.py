"""Letters: what is read, what is refused and where, and what filling can't do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.documents.letters import as_text, fill
from panjereh.flow.letters import ReadLetter, parse_letter
from panjereh.flow.letters.markup import Block
from panjereh.flow.letters.places import MOST_PLACES, Place
from panjereh.kernel.glyphs import REPLACEMENT

LETTER = """\
## نتیجه

درخواست **{{ applicant.name }}** به شمارهٔ {{ case.number }} پذیرفته شد.
سطر دوم\\
سطر سوم

- یک
- دو {{ answers.trade }}
  1. درون

3. سوم
4. چهارم

| مشخصه | مقدار |
|---|---|
| نام | {{ applicant.name }} |
| شبا | **{{ answers.sheba }}** |
"""


def plain(text: str, *, strong: bool = False, way: str = "") -> dict[str, object]:
    return {"text": text, "strong": strong, "dir": way}


def keys(letter: ReadLetter) -> list[tuple[str, int]]:
    return [(finding.key, finding.place.line) for finding in letter.findings]


def values(**by_source: str) -> dict[str, str]:
    return {name.replace("__", "."): value for name, value in by_source.items()}


VALUES = values(
    applicant__name="مریم", case__number="1405-0000123-5", answers__trade="Bakery", answers__sheba="IR74"
)


def test_letter_is_read_and_filled() -> None:
    letter = parse_letter(LETTER)
    assert letter.findings == ()
    blocks = fill(letter, VALUES.__getitem__)
    assert blocks == [
        {"kind": "heading", "level": 2, "spans": [plain("نتیجه")]},
        {
            "kind": "paragraph",
            "spans": [
                plain("درخواست "),
                plain("مریم", strong=True, way="rtl"),
                plain(" به شمارهٔ "),
                plain("1405-0000123-5", way="ltr"),
                plain(" پذیرفته شد. سطر دوم"),
                {"break": True},
                plain("سطر سوم"),
            ],
        },
        {
            "kind": "list",
            "ordered": False,
            "start": 1,
            "items": [
                [{"kind": "paragraph", "spans": [plain("یک")]}],
                [
                    {"kind": "paragraph", "spans": [plain("دو "), plain("Bakery", way="ltr")]},
                    {
                        "kind": "list",
                        "ordered": True,
                        "start": 1,
                        "items": [[{"kind": "paragraph", "spans": [plain("درون")]}]],
                    },
                ],
            ],
        },
        {
            "kind": "list",
            "ordered": True,
            "start": 3,
            "items": [
                [{"kind": "paragraph", "spans": [plain("سوم")]}],
                [{"kind": "paragraph", "spans": [plain("چهارم")]}],
            ],
        },
        {
            "kind": "rows",
            "head": [[plain("مشخصه")], [plain("مقدار")]],
            "rows": [
                {"label": [plain("نام")], "value": [plain("مریم", way="rtl")]},
                {"label": [plain("شبا")], "value": [plain("IR74", strong=True, way="ltr")]},
            ],
        },
    ]
    assert json.loads(json.dumps(blocks)) == blocks
    # Filling again starts from the letter, not from what was filled in.
    assert fill(letter, VALUES.__getitem__) == blocks


def test_places_stand_where_their_source_begins() -> None:
    letter = parse_letter(LETTER)
    assert letter.places == (
        Place("applicant.name", 3, 14),
        Place("case.number", 3, 47),
        Place("answers.trade", 8, 9),
        Place("applicant.name", 16, 12),
        Place("answers.sheba", 17, 14),
    )
    lines = LETTER.split("\n")
    for place in letter.places:
        assert lines[place.line - 1][place.column - 1 :].startswith(place.source)


@pytest.mark.parametrize(
    "source",
    [
        'if a = "}}" then "x | y" else `z`',
        '"{{" + "\\"}}"',
        "{a: {b: 1}}.a.b",
        "a * b * c ** d",
        "[1..3][item > 2]",
        "a < b and c > d",
        "a_b_c",
        "",
    ],
)
def test_expressions_hold_any_sign(source: str) -> None:
    letter = parse_letter(f"متن {{{{ {source} }}}} پایان {{{{x}}}}")
    if not source:
        assert keys(letter) == [("letter_place", 1)]
        return
    assert letter.findings == ()
    assert [place.source for place in letter.places] == [source, "x"]
    table = parse_letter(f"| نام | مقدار |\n|---|---|\n| الف | {{{{ {source} }}}} |")
    assert table.findings == ()
    assert table.places[0].source == source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# عنوان", [("letter_heading", 1)]),
        ("متن\n\n#### عنوان", [("letter_heading", 3)]),
        ("عنوان\n===", [("letter_heading", 1)]),
        ("متن\n\n> نقل", [("letter_blockquote", 3)]),
        ("    کد", [("letter_code_block", 1)]),
        ("```\nکد\n```", [("letter_fence", 1)]),
        ("یک\nدو `کد`", [("letter_code_inline", 2)]),
        ("یک\\\nدو\nسه *کج*", [("letter_em", 3)]),
        ("متن\n\n---\n", [("letter_hr", 3)]),
        ("[نام](https://example.org)", [("letter_link", 1)]),
        ("<https://example.org>", [("letter_link", 1)]),
        ("متن\n\n[x]: https://example.org", [("letter_link", 3)]),
        ("![تصویر](a.png)", [("letter_image", 1)]),
        ("متن <b>پررنگ</b>", [("letter_html", 1)]),
        ("<script>alert(1)</script>", [("letter_html", 1)]),
        ("<!-- پنهان -->", [("letter_html", 1)]),
        ("| الف | ب | ج |\n|---|---|---|\n| ۱ | ۲ | ۳ |", [("letter_columns", 1)]),
        ("متن\n\n| الف | ب |\n|---|---|\n| ۱ | ۲ | گم |", [("letter_columns", 3)]),
        ("- ۱\n  - ۲\n    - ۳\n      - ۴", [("letter_list_depth", 4)]),
        ("متن {{ باز", [("letter_place", 1)]),
        ("متن\nبسته }} شد", [("letter_place", 2)]),
        ("{{ a\n}}", [("letter_place", 1), ("letter_place", 2)]),
        ("متن\nپنهان\u202e", [("letter_character", 2)]),
        ("نشان \U000f0000", [("letter_character", 1)]),
        ("", [("letter_empty", 1)]),
        (" \n\n", [("letter_empty", 1)]),
        ("x" * 70_000, [("letter_size", 1)]),
        ("{{a}} " * (MOST_PLACES + 1), [("letter_places", 1)]),
    ],
)
def test_what_letters_do_not_have(text: str, found: list[tuple[str, int]]) -> None:
    letter = parse_letter(text)
    assert keys(letter) == found
    for finding in letter.findings:
        assert finding.get("fa") == finding.fa
        assert finding.get("en") == finding.en
    with pytest.raises(ValueError, match="findings"):
        fill(letter, str)


def test_finding_tells_the_column_of_a_place() -> None:
    assert parse_letter("متن {{ باز").findings[0].place.column == 5


def test_windows_line_ends_are_fine() -> None:
    letter = parse_letter("یک\r\n\r\nدو {{ x }}\r\n")
    assert letter.findings == ()
    assert letter.places == (Place("x", 3, 7),)


def test_table_without_head_and_escaped_bar() -> None:
    letter = parse_letter("| | |\n|---|---|\n| الف \\| ب | ج |")
    assert letter.findings == ()
    (block,) = fill(letter, str)
    assert block["head"] is None
    assert block["rows"][0]["label"] == [plain("الف | ب")]


@given(st.text(max_size=60))
def test_value_is_never_markup(value: str) -> None:
    letter = parse_letter("الف {{ v }} ب\n\n| نام | مقدار |\n|---|---|\n| الف | {{ v }} |\n\n- {{ v }}.")
    blocks = fill(letter, lambda _: value)
    assert [block["kind"] for block in blocks] == ["paragraph", "rows", "list"]
    assert len(blocks[1]["rows"]) == len(blocks[2]["items"]) == 1
    spans = blocks[0]["spans"]
    assert spans[0] == plain("الف ")
    assert spans[-1] == plain(" ب")
    assert not any(span.get("strong") for span in spans)
    kept = "".join(span.get("text", "") for span in spans[1:-1])
    assert set(kept) <= set(value) | {" ", "%", "\u2010", REPLACEMENT}


@pytest.mark.parametrize("value", ["**x** ## y | z", "<b>", "{{ a }}", "](http://x)", "#panic()", "a\\b"])
def test_signs_in_values_are_letters(value: str) -> None:
    (block,) = fill(parse_letter("{{ v }}"), lambda _: value)
    assert block["spans"] == [plain(value, way="ltr")]


def test_value_of_several_lines() -> None:
    (block,) = fill(parse_letter("نشانی: {{ v }}"), lambda _: "تهران\nپلاک ۱")
    assert block["spans"] == [
        plain("نشانی: "),
        plain("تهران", way="rtl"),
        {"break": True},
        plain("پلاک ۱", way="rtl"),
    ]


def test_what_is_left_empty() -> None:
    letter = parse_letter(
        "{{ v }}\n\n## {{ v }}\n\n- {{ v }}\n\nمتن {{ v }}\n\n| نام | مقدار |\n|-|-|\n| الف | {{ v }} |"
    )
    blocks = fill(letter, lambda _: " ")
    assert [block["kind"] for block in blocks] == ["paragraph", "rows"]
    assert blocks[1]["rows"][0]["value"] == [plain("—")]


def test_evaluation_errors_reach_the_caller() -> None:
    def fail(source: str) -> str:
        raise LookupError(source)

    with pytest.raises(LookupError, match="v"):
        fill(parse_letter("{{ v }}"), fail)


def test_letter_as_plain_text() -> None:
    text = as_text(fill(parse_letter(LETTER), VALUES.__getitem__))
    assert text == (
        "نتیجه\n\n"
        "درخواست مریم به شمارهٔ \u20661405-0000123-5\u2069 پذیرفته شد. سطر دوم\nسطر سوم\n\n"
        "- یک\n- دو \u2066Bakery\u2069\n  1. درون\n\n"
        "3. سوم\n4. چهارم\n\n"
        "نام: مریم\nشبا: IR74"
    )


@given(st.text(st.sampled_from('ab \n#*-|>`[](){}!<&;1.\\"=_~+:'), max_size=80))
def test_any_text_is_answered(text: str) -> None:
    letter = parse_letter(text)
    if not letter.findings:
        blocks: list[Block] = fill(letter, lambda source: source)
        assert as_text(blocks) or not blocks
    for finding in letter.findings:
        assert 1 <= finding.place.line <= text.count("\n") + 1
