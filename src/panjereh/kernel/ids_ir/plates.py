"""Vehicle plates: two digits, letter, three digits, region; kept as `12-ب-345-67`, drawn as four boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from panjereh.kernel.faults import Fault
from panjereh.kernel.ids_ir.shape import Identifier, Words, in_persian
from panjereh.kernel.text_fa import digits_ascii

_WORDS = Words("plate", "شمارهٔ پلاک", "plate number", "12-ب-345-67")
LETTERS = ("الف", *"بتثجدژسشصطعقکگپلمنوهی", "D", "S")
_NAMES = {"ا": "الف", "آ": "الف"}
_FORM = re.compile(r"([0-9]{2})-?(الف|[^\W0-9_])-?([0-9]{3})-?(?:ایران)?-?([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Plate:
    """The four parts of a plate, for four columns and four isolated boxes."""

    two: str
    letter: str
    three: str
    region: str


def _normalise(text: str) -> str:
    plain = re.sub(r"[‐-―−_/]", "-", digits_ascii(text)).upper()
    found = _FORM.fullmatch(plain)
    if not found:
        return plain
    two, letter, three, region = found.groups()
    return f"{two}-{_NAMES.get(letter, letter)}-{three}-{region}"


def _judge(text: str) -> Fault | None:
    found = _FORM.fullmatch(text)
    if not found:
        return _WORDS.form(
            "دو رقم، یک حرف، سه رقم و دو رقم", "two digits, a letter, three digits and two digits"
        )
    if found[2] not in LETTERS:
        return Fault(
            "plate_letter",
            f"حرف «{found[2]}» روی پلاک نمی‌آید. حرف را از روی پلاک بنویسید، "
            f"مانند {in_persian(_WORDS.example)}",
            f"The letter “{found[2]}” is not used on plates. Write it as it stands, such as {_WORDS.example}",
        )
    return None


def read_plate(plate: str) -> Plate:
    """Return the four parts of a normalised, right plate."""
    return Plate(*plate.split("-"))


PLATE: Identifier = _WORDS.build(_judge, _normalise)
