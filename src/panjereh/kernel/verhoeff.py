"""The Verhoeff check digit: finds every single wrong digit and every swap of neighbours (Verhoeff, 1969)."""

from __future__ import annotations

# The multiplication of the dihedral group D5, row by row.
_TIMES = tuple(
    tuple(int(digit) for digit in row)
    for row in [
        "0123456789",
        "1234067895",
        "2340178956",
        "3401289567",
        "4012395678",
        "5987604321",
        "6598710432",
        "7659821043",
        "8765932104",
        "9876543210",
    ]
)
_FIRST = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_INVERSE = (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)


def _powers() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10))]
    for _ in range(7):
        rows.append(tuple(_FIRST[digit] for digit in rows[-1]))
    return tuple(rows)


_POWERS = _powers()


def _total(digits: str, start: int) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits), start):
        total = _TIMES[total][_POWERS[place % 8][int(digit)]]
    return total


def check_digit(digits: str) -> str:
    """Return the digit to append to a text of ASCII digits."""
    return str(_INVERSE[_total(digits, 1)])


def holds(digits: str) -> bool:
    """Tell whether the last digit is the check digit of those before it."""
    return _total(digits, 0) == 0
