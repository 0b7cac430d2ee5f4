"""Every type of question: what is said of an empty answer, of a wrong form and of a wrong sense, with an example."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.catalogue.fields import FIELD_TYPES, Reading
from panjereh.flow.model import Field, Text
from panjereh.kernel.text_fa import digits_fa

TODAY = date(2026, 11, 25)
LABEL = Text("برچسب", "Label")
CHOICES = {"a": Text("یک", "One"), "b": Text("دو", "Two")}
# What comes as a file is judged by what is in it, in the tests of uploads.
ELSEWHERE = {"file"}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
Raw = dict[str, str]


@dataclass(frozen=True)
class Row:
    """`at` question (or part) that the sentence is told of; `fa`, `en` what must stand in it."""

    raw: Raw
    fa: str
    en: str
    at: str = "f"


@dataclass(frozen=True)
class Type:
    """`right` is a good answer in Latin digits, `value` what comes of it."""

    right: Raw
    value: Any
    empty: Row
    form: Row
    sense: tuple[Row, ...]
    changes: dict[str, Any]


def of(text: str) -> Raw:
    return {"f": text}


def day(text: str, id_: str = "f") -> Raw:
    return dict(zip((f"{id_}-day", f"{id_}-month", f"{id_}-year"), text.split("/"), strict=True))


NOTHING: Raw = {}
DATE = ("مانند ۱۲ / ۵ / ۱۳۷۰", "such as 12 / 5 / 1370 or 3 / 8 / 1991")
SAMPLE = Text("نان نمونه", "Sample Bread")
TYPES: dict[str, Type] = {
    "text": Type(
        of("خیابان 12"),
        "خیابان 12",
        Row(NOTHING, "«برچسب» را بنویسید، مانند نان نمونه.", "Fill in “Label”, such as Sample Bread."),
        Row(of("نان 🍞"), "«🍞» در سندها نوشته نمی‌شود", "“🍞” can't be written in documents; remove it"),
        (
            Row(of("نا"), "دست‌کم ۳ نویسه بنویسید، مانند نان نمونه", "at least 3 characters, such as Sample Bread"),
            Row(of("ن" * 21), "آن را به ۲۰ نویسه یا کمتر کوتاه کنید", "shorten it to 20 or fewer"),
        ),
        {"min": Decimal(3), "max": Decimal(20), "example": SAMPLE},
    ),
    "long_text": Type(
        of("یک\n2"),
        "یک\n2",
        Row(NOTHING, "«برچسب» را بنویسید، مانند نان نمونه.", "Fill in “Label”, such as Sample Bread."),
        Row(of("نان 🍞"), "«🍞» در سندها نوشته نمی‌شود", "“🍞” can't be written in documents; remove it"),
        (Row(of("ن" * 1_000_000), "این پاسخ ۱۰۰۰۰۰۰ نویسه دارد", "shorten it to 4000 or fewer"),),
        {"example": SAMPLE},
    ),
    "number": Type(
        of("1234.5"),
        Decimal("1234.5"),
        Row(NOTHING, "«برچسب» را بنویسید، مانند ۴۲", "Fill in “Label”, such as 42."),
        Row(of("چهل"), "فقط رقم، مانند ۴۲", "write a number in digits only, such as 42"),
        (
            Row(of("3"), "از ۶ کمتر نباشد، مانند ۴۲", "write 6 or more, such as 42"),
            Row(of("5001"), "از ۵۰۰۰ بیشتر نباشد، مانند ۴۲", "write 5000 or less, such as 42"),
            Row(of("1" * 16), "تا ۱۵ رقم و ۶ رقم اعشار بنویسید، مانند ۴۲", "up to 15 digits and 6 decimals, such as 42"),
        ),
        {"min": Decimal(6), "max": Decimal(5000)},
    ),
    "money": Type(
        of("4500000"),
        4_500_000,
        Row(NOTHING, "بنویسید، مانند ۴٬۵۰۰٬۰۰۰ ریال", "such as 4,500,000 rials"),
        Row(of("بسیار"), "مانند ۴٬۵۰۰٬۰۰۰", "such as 4,500,000"),
        (
            Row(of("999"), "از ۱٬۰۰۰ ریال کمتر نباشد، مانند ۴٬۵۰۰٬۰۰۰ ریال", "write 1,000 rials or more, such as 4,500,000"),
            Row(of("1" + "0" * 30), "دوباره نگاه کنید و به ریال بنویسید، مانند ۴٬۵۰۰٬۰۰۰", "in rials, such as 4,500,000"),
            Row(of("5 تومان"), "نه به تومان، مانند ۴٬۵۰۰٬۰۰۰", "not in tomans, such as 4,500,000"),
        ),
        {"min": Decimal(1000)},
    ),
    "date": Type(
        day("12/5/1370"),
        date(1991, 8, 3),
        Row(NOTHING, DATE[0], DATE[1]),
        Row(day("a/5/1370"), DATE[0], DATE[1]),
        (
            Row(day("30/12/1404"), "اسفند ۱۴۰۴ ۲۹ روز دارد", "Esfand 1404 has 29 days"),
            Row(day("30/2/2023"), "چنین روزی در تقویم نیست", "There is no such day in the calendar"),
            Row(day("1/1/70"), "نمونهٔ درست: ۱۲ / ۵ / ۱۳۷۰", "A correct example: 12 / 5 / 1370"),
            Row(day("5/9/1405"), "این روز هنوز نرسیده است؛ روزی تا امروز، ۴ آذر ۱۴۰۵", "up to today, 25 November 2026, such as"),
        ),
        {"past": True},
    ),
    "yes_no": Type(
        of("yes"),
        True,
        Row(NOTHING, "«بله» یا «خیر» را انتخاب کنید", "Choose “Yes” or “No”"),
        Row(of("شاید"), "«بله» یا «خیر» را انتخاب کنید", "choose “Yes” or “No”"),
        (),
        {},
    ),
    "choice": Type(
        of("a"),
        "a",
        Row(NOTHING, "یکی از گزینه‌ها را انتخاب کنید، مانند «یک»", "Choose one of the answers for “Label”, such as “One”"),
        Row(of("z"), "در فهرست نیست؛ یکی از گزینه‌های صفحه را انتخاب کنید، مانند «یک»", "choose one of those on the page, such as “One”"),
        (),
        {"choices": CHOICES},
    ),
    "choices": Type(
        of("b"),
        ["b"],
        Row(NOTHING, "دست‌کم یک گزینه را انتخاب کنید، مانند «یک»", "Choose at least one of the answers for “Label”, such as “One”"),
        Row(of("z"), "یکی از گزینه‌های صفحه را انتخاب کنید، مانند «یک»", "choose one of those on the page, such as “One”"),
        (),
        {"choices": CHOICES},
    ),
    "national_id": Type(
        of("9990000018"),
        "9990000018",
        Row(NOTHING, "مانند ۹۹۹۰۰۰۰۰۱۸", "such as 9990000018"),
        Row(of("123"), "کد ملی باید ۱۰ رقم باشد، مانند ۹۹۹۰۰۰۰۰۱۸", "must be 10 digits, such as 9990000018"),
        (Row(of("9990000019"), "یک رقم کد ملی درست نیست", "A correct example: 9990000018"),),
        {},
    ),
    "legal_id": Type(
        of("99900123455"),
        "99900123455",
        Row(NOTHING, "مانند ۹۹۹۰۰۱۲۳۴۵۵", "such as 99900123455"),
        Row(of("9990012345"), "باید ۱۱ رقم باشد، مانند ۹۹۹۰۰۱۲۳۴۵۵", "must be 11 digits, such as 99900123455"),
        (Row(of("99900123456"), "نمونهٔ درست: ۹۹۹۰۰۱۲۳۴۵۵", "A correct example: 99900123455"),),
        {},
    ),
    "postal_code": Type(
        of("1345678911"),
        "1345678911",
        Row(NOTHING, "مانند ۱۳۴۵۶۷۸۹۱۱", "such as 1345678911"),
        Row(of("13456"), "باید ۱۰ رقم باشد، مانند ۱۳۴۵۶۷۸۹۱۱", "must be 10 digits, such as 1345678911"),
        (Row(of("1045678911"), "در پنج رقم نخست آن ۰ و ۲ نمی‌آید", "hold no 0 or 2"),),
        {},
    ),
    "phone": Type(
        of("09000000012"),
        "+989000000012",
        Row(NOTHING, "مانند ۰۹۰۰۰۰۰۰۰۱۲", "such as 09000000012"),
        Row(of("خانه"), "مانند ۰۲۱۳۰۰۰۰۰۱۲", "such as 02130000012"),
        (Row(of("0912"), "باید ۱۱ رقم باشد و با ۰۹ آغاز شود", "must be 11 digits and begin with 09, such as"),),
        {},
    ),
    "email": Type(
        of("a1@example.ir"),
        "a1@example.ir",
        Row(NOTHING, "name@example.ir", "such as name@example.ir"),
        Row(of("name.example.ir"), "مانند name@example.ir", "looks like name@example.ir"),
        (),
        {},
    ),
    "declaration": Type(
        of("yes"),
        True,
        Row(NOTHING, "خانهٔ کنار این جمله را نشان بزنید: «برچسب»", "tick the box beside this sentence: “Label”"),
        Row(of("perhaps"), "خانهٔ کنار این جمله را نشان بزنید", "tick the box beside this sentence"),
        (),
        {},
    ),
    "person": Type(
        {"f-national_id": "9990000034", **day("12/5/1370", "f-birth_date")},
        {"national_id": "9990000034", "birth_date": date(1991, 8, 3), "match": None},
        Row(NOTHING, "«کد ملی» را بنویسید، مانند ۹۹۹۰۰۰۰۰۱۸", "Fill in “National ID”, such as 9990000018", "f-national_id"),
        Row(
            {"f-national_id": "12", **day("12/5/1370", "f-birth_date")},
            "کد ملی باید ۱۰ رقم باشد، مانند ۹۹۹۰۰۰۰۰۱۸",
            "must be 10 digits, such as 9990000018",
            "f-national_id",
        ),
        (
            Row(
                {"f-national_id": "9990000034", **day("12/5/1410", "f-birth_date")},
                "این روز هنوز نرسیده است",
                "This day is still to come",
                "f-birth_date",
            ),
            Row({"f-national_id": "9990000034"}, "«تاریخ تولد» روز، ماه و سال", "For “Date of birth”", "f-birth_date"),
        ),
        {},
    ),
    "firm": Type(
        {"f-legal_id": "99900123455"},
        {"legal_id": "99900123455", "match": None},
        Row(NOTHING, "مانند ۹۹۹۰۰۱۲۳۴۵۵", "such as 99900123455", "f-legal_id"),
        Row({"f-legal_id": "1"}, "باید ۱۱ رقم باشد، مانند ۹۹۹۰۰۱۲۳۴۵۵", "must be 11 digits, such as 99900123455", "f-legal_id"),
        (Row({"f-legal_id": "99900123456"}, "نمونهٔ درست", "A correct example: 99900123455", "f-legal_id"),),
        {},
    ),
    "address": Type(
        {"f-postal_code": "1345678911", "f-address": "خیابان نمونه"},
        {"postal_code": "1345678911", "address": "خیابان نمونه"},
        Row(NOTHING, "«کد پستی» را بنویسید، مانند ۱۳۴۵۶۷۸۹۱۱", "Fill in “Postal code”, such as 1345678911", "f-postal_code"),
        Row(
            {"f-postal_code": "13", "f-address": "خیابان نمونه"},
            "باید ۱۰ رقم باشد",
            "must be 10 digits, such as 1345678911",
            "f-postal_code",
        ),
        (
            Row({"f-postal_code": "1345678911"}, "«نشانی» را بنویسید، مانند تهران، خیابان نمونه", "such as 12 Sample Street", "f-address"),
            Row(
                {"f-postal_code": "1345678911", "f-address": "ن" * 201},
                "آن را به ۲۰۰ نویسه یا کمتر کوتاه کنید",
                "shorten it to 200 or fewer",
                "f-address",
            ),
        ),
        {"max": Decimal(200)},
    ),
}  # fmt: skip
ROWS = [
    pytest.param(name, row, id=f"{name}-{kind}-{number}")
    for name, type_ in TYPES.items()
    for kind, rows in (("empty", [type_.empty]), ("form", [type_.form]), ("sense", type_.sense))
    for number, row in enumerate(rows)
]


def read(name: str, raw: Raw, **changes: Any) -> Reading:
    field = Field(**{"id": "f", "type": name, "label": LABEL, **TYPES[name].changes, **changes})
    return FIELD_TYPES[name].read({input_: [text] for input_, text in raw.items()}, field, today=TODAY)


def test_every_type_has_its_rows() -> None:
    assert set(TYPES) == set(FIELD_TYPES) - ELSEWHERE


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_what_is_wrong_is_told_with_what_to_write(name: str, row: Row) -> None:
    reading = read(name, row.raw)
    assert reading.value is None
    assert row.at in reading.faults, reading.faults
    said = reading.faults[row.at]
    assert row.fa in re.sub("[\u2066\u2069]", "", said.fa), said.fa
    assert row.en in said.en, said.en
    for text in (said.fa, said.en):
        assert text[-1] in ".۰۱۲۳۴۵۶۷۸۹»”" or text.endswith((LABEL.fa, LABEL.en))
        assert "{" not in text
        assert "!" not in text


@pytest.mark.parametrize("name", TYPES)
def test_an_answer_means_the_same_in_all_digits_and_with_what_can_not_be_seen(name: str) -> None:
    right = TYPES[name].right

    def written(change: Any) -> Any:
        plain = {"yes", "a", "b"}
        return read(name, {i: text if text in plain else change(text) for i, text in right.items()}).value

    latin = written(str)
    assert latin == TYPES[name].value
    for change in (
        digits_fa,
        lambda text: text.translate(ARABIC),
        lambda text: "".join(digits_fa(c) if n % 2 else c.translate(ARABIC) for n, c in enumerate(text)),
        lambda text: f"\u200f{text}\u200e",
        lambda text: f"\u202b {text} \u202c\u200c\ufeff",
        lambda text: "\0".join((text, "")),
    ):
        assert _folded(written(change)) == _folded(latin), change


def _folded(value: Any) -> Any:
    """Words keep the digits in which they were written."""
    return json.loads(json.dumps(value, default=str, ensure_ascii=False).translate(_LATIN))


_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


@pytest.mark.parametrize("name", [name for name in TYPES if not FIELD_TYPES[name].many])
def test_two_different_answers_to_one_question_are_no_answer(name: str) -> None:
    type_ = TYPES[name]
    field = Field(**{"id": "f", "type": name, "label": LABEL, **type_.changes})
    first = next(iter(type_.right))
    raw = {input_: [text] for input_, text in type_.right.items()} | {first: [type_.right[first], "0"]}
    reading = FIELD_TYPES[name].read(raw, field, today=TODAY)
    assert reading.value is None
    assert reading.fault is not None
    assert "one answer only" in reading.fault.en
    # The same twice, as a doubled hidden input sends it, is one answer.
    raw[first] = [type_.right[first]] * 2
    assert FIELD_TYPES[name].read(raw, field, today=TODAY).value == type_.value


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize(
    "text", ["\0", "\u202e\u200c", "9" * 1_000_000, "<script>" * 1000, "\x1b[31m", "٫" * 99]
)
def test_nothing_that_is_sent_breaks_a_question(name: str, text: str) -> None:
    type_ = TYPES[name]
    reading = read(name, dict.fromkeys(type_.right, text))
    assert (reading.value is None) != (reading.fault is None) or name in ("text", "long_text")
    for said in reading.faults.values():
        assert len(said.fa) < 400, "what was typed is not repeated at any length"


@given(st.sampled_from(sorted(TYPES)), st.lists(st.text(max_size=12), min_size=1, max_size=3))
def test_whatever_is_taken_is_asked_again_as_the_same(name: str, texts: list[str]) -> None:
    field = Field(**{"id": "f", "type": name, "label": LABEL, **TYPES[name].changes})
    kind = FIELD_TYPES[name]
    reading = kind.read(dict.fromkeys(kind.inputs(field), texts), field, today=TODAY)
    if reading.value is not None:
        again = kind.read(kind.raw_from(reading.value, field), field, today=TODAY)
        assert again.value == reading.value
        assert kind.restore(json.loads(json.dumps(kind.store(reading.value)))) == reading.value


@pytest.mark.parametrize("name", ["person", "firm", "address"])
def test_an_optional_answer_of_several_parts_is_whole_or_empty(name: str) -> None:
    assert read(name, {}, required=False) == Reading(None, None, read(name, {}, required=False).raw)
    first = next(iter(TYPES[name].right))
    half = read(name, {first: "x"}, required=False)
    assert half.fault is not None


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        (day("1//1404"), "f-month"),
        (day("1/1/"), "f-year"),
        (day("32/1/1404"), "f"),
        (day("1/13/1404"), "f-month"),
        (day("1/1/99"), "f-year"),
        (day("/1/1404"), "f"),
    ],
)
def test_the_fault_of_a_date_leads_to_its_part(raw: Raw, at: str) -> None:
    assert read("date", raw).at.get("f", "f") == at
