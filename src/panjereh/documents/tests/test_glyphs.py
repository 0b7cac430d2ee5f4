"""What counts as writable is in both weights of the documents' font, and nothing else reaches a document."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from panjereh.documents.rendering import FONTS
from panjereh.kernel.glyphs import REPLACEMENT, as_written, unwritable, writable_codes


def codes_of(font: Path) -> set[int]:
    """The code points of a TrueType font: its character map of format 12, or 4 (OpenType 1.9, `cmap`)."""
    data = font.read_bytes()
    tables = (
        struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(struct.unpack_from(">H", data, 4)[0])
    )
    base = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", data, base + 2)[0]):
        at = base + struct.unpack_from(">HHI", data, base + 4 + 8 * number)[2]
        if struct.unpack_from(">H", data, at)[0] == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found |= set(range(first, last + 1))
        elif struct.unpack_from(">H", data, at)[0] == 4:
            count = struct.unpack_from(">H", data, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{count}H", data, at + 14)
            firsts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
            for first, last in zip(firsts, lasts, strict=True):
                found |= set(range(first, last + 1))
    return found


@pytest.mark.parametrize("font", FONTS)
def test_the_font_has_every_writable_character(font: str) -> None:
    assert writable_codes() - codes_of(settings.FONTS / font) == set()


def test_persian_and_latin_are_writable() -> None:
    assert unwritable("آزمونِ «نوشتن» ۱۲۳٬۴۵۶٫۷۸ ریال؛ مهٔ‌آلود، می‌روم… Émile Łukasz (50%) № 3 – ۵۰٪ ﷼") == ""


@pytest.mark.parametrize(
    ("text", "first"), [("خانه 🏠", "🏠"), ("日本", "日"), ("✓ باشد", "✓"), ("Ὅμηρος", "Ὅ")]
)
def test_other_signs_are_named_and_leave_a_visible_gap(text: str, first: str) -> None:
    assert unwritable(text) == first
    assert REPLACEMENT in as_written(text)
    assert unwritable(as_written(text)) == ""


@given(st.text(max_size=40))
def test_what_is_written_is_writable(text: str) -> None:
    assert unwritable(as_written(text)) == ""
    if unwritable(text) == "":
        assert len(as_written(text)) == len(text)
