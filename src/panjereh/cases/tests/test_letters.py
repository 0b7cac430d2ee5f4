"""Values as they stand in letters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from panjereh.cases.letters import written


@pytest.mark.parametrize(
    ("value", "fa", "en"),
    [
        (None, "", ""),
        (True, "بله", "yes"),
        (date(2026, 11, 26), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (datetime(2026, 11, 25, 21, 0, tzinfo=UTC), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (4500000, "۴٬۵۰۰٬۰۰۰", "4,500,000"),
        (Decimal("3.5"), "۳٫۵", "3.5"),
        (["الف", "ب"], "الف، ب", "الف, ب"),
        ({"fa": "تهران", "en": "Tehran"}, "تهران", "Tehran"),
        ("9990000018", "9990000018", "9990000018"),
    ],
)
def test_written(value: object, fa: str, en: str) -> None:
    assert written(value, "fa") == fa
    assert written(value, "en") == en
