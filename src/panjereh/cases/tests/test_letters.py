"""Values as they stand in a letter, in either language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from panjereh.cases.letters import written


@pytest.mark.parametrize(
    ("value", "persian", "english"),
    [
        (None, "", ""),
        (True, "بله", "yes"),
        (date(2026, 11, 26), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (datetime(2026, 11, 25, 21, 0, tzinfo=UTC), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (4_500_000, "۴٬۵۰۰٬۰۰۰", "4,500,000"),
        (Decimal("2.5"), "۲٫۵", "2.5"),
        ("9990000018", "۹۹۹۰۰۰۰۰۱۸", "9990000018"),
        ("1405-0000123-4", "1405-0000123-4", "1405-0000123-4"),
        ("مریم", "مریم", "مریم"),
        (["a", "b"], "a، b", "a, b"),
        ({"fa": "خانه", "en": "home"}, "خانه", "home"),
    ],
)
def test_a_value_is_written_for_readers_of_the_language(value: Any, persian: str, english: str) -> None:
    assert (written(value, "fa"), written(value, "en")) == (persian, english)
