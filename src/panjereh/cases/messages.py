"""What cases tells its own worker and, later, the rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from panjereh.kernel.outbox import Message


@dataclass(frozen=True, slots=True)
class EffectsOwed(Message):
    """A case has reached an end whose effects are not all carried out yet."""

    name: ClassVar[str] = "cases.effects_owed"
    subject: ClassVar[str] = "case"
    case: str


@dataclass(frozen=True, slots=True)
class AppealOver(Message):
    """An appeal has ended; where it ended without a decision, the original case is to know."""

    name: ClassVar[str] = "cases.appeal_over"
    subject: ClassVar[str] = "case"
    case: str


@dataclass(frozen=True, slots=True)
class FetchOwed(Message):
    """A register did not answer; it is asked again."""

    name: ClassVar[str] = "cases.fetch_owed"
    subject: ClassVar[str] = "case"
    case: str
    known: str
    attempt: int
