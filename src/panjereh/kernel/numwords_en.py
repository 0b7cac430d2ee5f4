"""Whole numbers in English words, for documents."""

from __future__ import annotations

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
LARGEST = 10**21 - 1


def words(number: int) -> str:
    """Return a whole number of at most 21 digits in words: 4500000 is “four million …”."""
    if abs(number) > LARGEST:
        raise ValueError("the number has more than 21 digits")
    if number < 0:
        return f"minus {words(-number)}"
    if number == 0:
        return UNITS[0]
    groups = []
    for scale in SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{_group(group)} {scale}".strip())
    return " ".join(reversed(groups))


def _group(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{UNITS[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, unit = divmod(rest, 10)
        parts.append(f"{TENS[tens]}-{UNITS[unit]}" if unit else TENS[tens])
    elif rest:
        parts.append(UNITS[rest])
    return " and ".join(parts)
