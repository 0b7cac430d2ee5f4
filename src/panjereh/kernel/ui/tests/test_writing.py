"""Numbers, amounts, dates and names as people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.ui import writing


@pytest.fixture(params=["fa", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def in_both(write: Callable[[Any], str], value: Any) -> tuple[str, str]:
    with translation.override("fa"):
        persian = write(value)
    with translation.override("en"):
        return persian, write(value)


def test_language_and_direction(language: str) -> None:
    assert writing.language() == language
    assert writing.direction() == {"fa": "rtl", "en": "ltr"}[language]
    assert writing.calendar() == {"fa": "jalali", "en": "gregorian"}[language]


def test_a_page_without_a_language_is_persian() -> None:
    with translation.override(None):
        assert writing.language() == "fa"


def test_digits_follow_the_language() -> None:
    assert in_both(writing.digits, "کد ۱2٣") == ("کد ۱۲۳", "کد 123")
    assert in_both(writing.fa_digits, 405) == ("۴۰۵", "۴۰۵")


@given(st.integers(-(10**15), 10**15))
def test_a_number_can_be_read_back(value: int) -> None:
    persian, english = in_both(writing.number, value)
    for text, mark in ((persian, "٬"), (english, ",")):
        bare = text.strip("\u200e\u2066\u2069")  # whatever keeps the sign in its place
        assert int(bare.replace(mark, "").replace("\u2212", "-")) == value
        groups = bare.strip("\u2212").split(mark)
        assert all(len(group) == 3 for group in groups[1:])
        assert 1 <= len(groups[0]) <= 3


def test_money_stays_on_one_line() -> None:
    assert in_both(writing.money, 4_500_000) == ("۴٬۵۰۰٬۰۰۰\u00a0ریال", "4,500,000\u00a0rials")


@pytest.mark.parametrize(
    ("value", "persian", "english"),
    [
        (date(2026, 11, 26), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (date(2025, 3, 20), "۳۰ اسفند ۱۴۰۳", "20 March 2025"),
        (date(2025, 3, 21), "۱ فروردین ۱۴۰۴", "21 March 2025"),
    ],
)
def test_a_day_is_written_in_the_calendar_of_the_language(value: date, persian: str, english: str) -> None:
    assert in_both(writing.day, value) == (persian, english)


def test_a_moment_counts_in_tehran() -> None:
    late = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
    assert in_both(writing.moment, late) == ("۵ آذر ۱۴۰۵، ۰۰:۳۰", "26 November 2026, 00:30")
    assert in_both(writing.day, late) == ("۵ آذر ۱۴۰۵", "26 November 2026")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 12))
def test_one_moment_reads_the_same_from_any_zone(value: datetime, hours: int) -> None:
    moment = value.replace(tzinfo=UTC)
    with translation.override("fa"):
        assert writing.moment(moment.astimezone(timezone(timedelta(hours=hours)))) == writing.moment(moment)


def test_things_in_a_row_have_the_comma_of_the_language() -> None:
    assert in_both(writing.listed, ["a", 1]) == ("a، 1", "a, 1")


@pytest.mark.parametrize("number", ["1405-0000012-7", "9990000018", "۱۴۰۵-۰۰۰۰۰۱۲-۷", "+989000000012"])
def test_a_long_number_in_a_text_is_kept_whole(number: str) -> None:
    told = writing.islands(f"پروندهٔ {number} <b> ۵ روز، 12-3")
    assert told == f'پروندهٔ <bdi dir="ltr">{number}</bdi> &lt;b&gt; ۵ روز، 12-3'


@given(st.text())
def test_islands_change_no_letter_of_a_text(text: str) -> None:
    told = writing.islands(text).replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert told == writing.escape(text)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        writing.moment(datetime(2026, 11, 25))


def test_months_are_those_of_the_calendar(language: str) -> None:
    months = writing.months()
    assert [key for key, _ in months] == [str(place) for place in range(1, 13)]
    assert (months[0][1], months[11][1]) == {"fa": ("فروردین", "اسفند"), "en": ("January", "December")}[
        language
    ]


def test_an_identifier_in_a_title_keeps_its_direction() -> None:
    assert writing.isolated("1405-0000123-4") == "\u20661405-0000123-4\u2069"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("درخواست 1405 رد شد", "fa"),
        ("Your application of مریم was refused", "en"),
        ("", "en"),
        ("سند PDF شما", "fa"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters(text: str, spoken: str) -> None:
    assert writing.language_of(text) == spoken


def test_islands_escape_what_people_write() -> None:
    assert writing.ltr("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'
    assert writing.name("مریم & علی") == "<bdi>مریم &amp; علی</bdi>"
