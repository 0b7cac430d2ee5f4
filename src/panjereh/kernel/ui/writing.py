"""How numbers, amounts, dates and names are written for people, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import get_month_names
from django.utils.translation import get_language, get_language_bidi
from markupsafe import Markup, escape

from panjereh.kernel.amounts import amount_text, grouped
from panjereh.kernel.files.names import size_words
from panjereh.kernel.jalali import MONTHS_FA, TEHRAN, long_date, tehran_day
from panjereh.kernel.text_fa import isolate_ltr

_LONG_NUMBER = re.compile(r"((?<![\w-])\+?[0-9۰-۹][0-9۰-۹-]{5,}[0-9۰-۹](?![\w-]))")
_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


def language() -> str:
    """`fa` or `en`: the language in which the page is written."""
    return "en" if (get_language() or "fa").startswith("en") else "fa"


def direction() -> str:
    """`rtl` or `ltr`, for the `dir` of the page."""
    return "rtl" if get_language_bidi() else "ltr"


def language_of(text: str) -> str:
    """`fa` or `en`: the language of a text that was written elsewhere, by the letters that prevail in it."""
    persian = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    return "fa" if persian > sum(letter.isascii() and letter.isalpha() for letter in text) else "en"


def fa_digits(value: object) -> str:
    """Any text or number with Persian digits, whatever the language of the page."""
    return str(value).translate(_PERSIAN)


def digits(value: object) -> str:
    """Any text or number with the digits of the page's language."""
    return str(value).translate(_PERSIAN if language() == "fa" else _LATIN)


def number(value: int) -> str:
    """A whole number in groups of three: ۱۲٬۵۰۰ in Persian (U+066C), 12,500 in English."""
    return grouped(value, language())


def money(rials: int) -> str:
    """An amount of whole rials with its unit, kept on one line: ۴٬۵۰۰٬۰۰۰ ریال."""
    return amount_text(rials, language()).replace(" ", "\u00a0")


def file_size(size: int) -> str:
    """How large a file is, kept on one line: ۱۲۰ کیلوبایت or 120 KB."""
    return size_words(size, language()).replace(" ", "\u00a0")


def day(value: date) -> str:
    """A date in the calendar of the language: ۵ آذر ۱۴۰۵ or 26 November 2026; moments count in Tehran."""
    return long_date(tehran_day(value) if isinstance(value, datetime) else value, language())


def moment(value: datetime) -> str:
    """A date and the time in Tehran. A moment without a time zone is refused with ValueError."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone before it can be shown")
    clock = digits(value.astimezone(TEHRAN).strftime("%H:%M"))
    return f"{day(value)}{'،' if language() == 'fa' else ','} {clock}"


def months() -> list[tuple[str, str]]:
    """Number and name of the twelve months, in the calendar of the language, for a date question."""
    if language() == "fa":
        return [(str(place), name) for place, name in enumerate(MONTHS_FA, start=1)]
    return [(str(place), name) for place, name in sorted(get_month_names("wide", locale="en").items())]


def calendar() -> str:
    """`jalali` or `gregorian`: the calendar in which the page asks for dates."""
    return "jalali" if language() == "fa" else "gregorian"


def listed(parts: Iterable[object]) -> str:
    """Several things in a row, with the comma of the language."""
    return ("، " if language() == "fa" else ", ").join(str(part) for part in parts)


def islands(text: str) -> Markup:
    """A text with its receipts and other long numbers kept whole and from left to right."""
    parts = _LONG_NUMBER.split(text)
    return Markup("").join(ltr(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def ltr(value: object) -> Markup:
    """An identifier, mail or sheba as an island that reads from left to right in any text."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(escape(value))


def isolated(value: object) -> str:
    """An identifier that reads from left to right where no element can stand: in a title or an attribute."""
    return isolate_ltr(str(value))


def name(value: object) -> Markup:
    """What a person wrote, in whatever language, kept from turning the text around it."""
    return Markup("<bdi>{}</bdi>").format(escape(value))
