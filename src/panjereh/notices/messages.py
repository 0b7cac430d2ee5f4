"""What notices tells its own worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from panjereh.kernel.outbox import Message


@dataclass(frozen=True, slots=True)
class NoticePut(Message):
    """A notice lies in the inbox; other channels may carry it too."""

    name: ClassVar[str] = "notices.notice_put"
    notice: str
