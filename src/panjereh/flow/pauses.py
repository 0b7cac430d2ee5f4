"""When the clock of the agency stood still, because it was the applicant's turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from panjereh.flow.spans import tehran_day

Span = tuple[date, date]


def pauses_of(history: Iterable[tuple[str, datetime]]) -> tuple[tuple[Span, ...], date | None]:
    """From kinds and moments of a case's events: the first and last day of each pause, and since when one runs.

    As the engine counts it: the day on which the applicant is asked still counts, the day of the answer no more.
    The end is open as long as the present stage has not been answered; the caller knows whose turn it is.
    """
    pauses: list[Span] = []
    entered: date | None = None
    submitted = False
    for kind, at in history:
        if kind == "StageEntered":
            entered = tehran_day(at)
        elif kind == "ApplicationSubmitted":
            if submitted and entered is not None:
                pauses.append((_next(entered), tehran_day(at)))
            submitted = True
    return tuple(pauses), entered if submitted else None


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
