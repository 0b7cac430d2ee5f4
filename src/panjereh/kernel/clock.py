"""The one clock. Stored times are UTC; a «day» of the law is a day in Tehran."""

from __future__ import annotations

from datetime import UTC, date, datetime

from panjereh.kernel.jalali import TEHRAN, tehran_day

__all__ = ["TEHRAN", "now", "today"]


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return tehran_day(now())
