"""Whole numbers in Persian words, as they stand in documents: «یک هزار» is written out."""

from __future__ import annotations

UNITS = [
    "صفر",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
]
TENS = " ".join(("- -", "بیست سی چهل پنجاه شصت هفتاد هشتاد نود")).split()
HUNDREDS = ("-", *["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"])
SCALES = (
    "",
    "هزار",
    "میلیون",
    "میلیارد",
    "هزار میلیارد",
    "میلیون میلیارد",
    "میلیارد میلیارد",
)
LARGEST = 10**21 - 1
_AND = " و "


def words(number: int) -> str:
    """Return a whole number of at most 21 digits in words: 4500000 is «چهار میلیون و پانصد هزار»."""
    if abs(number) > LARGEST:
        raise ValueError("the number has more than 21 digits")
    if number < 0:
        return f"منفی {words(-number)}"
    if number == 0:
        return UNITS[0]
    groups = []
    for scale in SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{_group(group)} {scale}".strip())
    return _AND.join(reversed(groups))


def _group(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if rest >= 20:
        parts.append(TENS[rest // 10])
        rest %= 10
    if rest:
        parts.append(UNITS[rest])
    return _AND.join(parts)


def ordinal(number: int) -> str:
    """Return the ordinal of a positive whole number: یکم، دوم، سوم، سی‌ام، بیست و یکم."""
    if number < 1:
        raise ValueError("an ordinal starts at 1")
    text = words(number)
    if text.endswith("سه"):
        return text[:-2] + "سوم"
    return text + ("\u200cام" if text.endswith("ی") else "م")
