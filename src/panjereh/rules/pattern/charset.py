"""Sets of characters: ranges of code points and Unicode categories, and how RE2 writes them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache

LAST = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]

CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
    ]
)


@dataclass(slots=True)
class CharSet:
    """A union of ranges and categories; a category with `^` is its complement."""

    ranges: list[tuple[int, int]] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    negated: bool = False

    def add(self, other: CharSet) -> None:
        """Unite with a set that isn't negated."""
        self.ranges.extend(other.ranges)
        self.categories.extend(other.categories)

    def minus(self, other: CharSet) -> CharSet:
        """This set without the other; both are written out as ranges."""
        taken = other.resolved()
        return CharSet(list(_intersection(self.resolved(), _complement(taken))))

    def resolved(self) -> Ranges:
        """The set as sorted ranges that don't touch."""
        ranges = list(self.ranges)
        for category in self.categories:
            own = _category_ranges(category.lstrip("^"))
            ranges.extend(_complement(own) if category[0] == "^" else own)
        merged = _merged(ranges)
        return _complement(merged) if self.negated else merged

    def written(self) -> str:
        """The set in RE2's syntax."""
        inside = "".join(_written_range(low, high) for low, high in self.ranges)
        inside += "".join(
            f"\\P{{{each[1:]}}}" if each[0] == "^" else f"\\p{{{each}}}" for each in self.categories
        )
        if not inside:
            return f"[\\x{{0}}-\\x{{{LAST:x}}}]" if self.negated else f"[^\\x{{0}}-\\x{{{LAST:x}}}]"
        return f"[{'^' if self.negated else ''}{inside}]"


def _written_range(low: int, high: int) -> str:
    return f"\\x{{{low:x}}}" if low == high else f"\\x{{{low:x}}}-\\x{{{high:x}}}"


def _merged(ranges: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _complement(ranges: Ranges) -> Ranges:
    gaps: list[tuple[int, int]] = []
    start = 0
    for low, high in ranges:
        if low > start:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        gaps.append((start, LAST))
    return tuple(gaps)


def _intersection(one: Ranges, other: Ranges) -> Ranges:
    return _complement(_merged([*_complement(one), *_complement(other)]))


@cache
def _all_categories() -> dict[str, Ranges]:
    """Every two-letter category as ranges; made once, when a class is subtracted for the first time."""
    found: dict[str, list[tuple[int, int]]] = {}
    start, current = 0, unicodedata.category("\0")
    for code in range(1, LAST + 2):
        category = unicodedata.category(chr(code)) if code <= LAST else ""
        if category != current:
            found.setdefault(current, []).append((start, code - 1))
            start, current = code, category
    return {category: tuple(ranges) for category, ranges in found.items()}


@cache
def _category_ranges(category: str) -> Ranges:
    return _merged(
        [each for name, ranges in _all_categories().items() if name.startswith(category) for each in ranges]
    )
