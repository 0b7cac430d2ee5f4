"""What a case is to its room: its reference, whose turn it is, and why something can't happen now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NewType

from panjereh.flow.model import Stage

CaseRef = NewType("CaseRef", str)


class CaseMoved(Exception):
    """What was sent does not fit the present state: wrong, late or double. Nothing has happened.

    `fa` and `en` say why; the case's page says what can be done now.
    """

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.fa


class DraftOutdated(CaseMoved):
    """The service has a newer version than the draft: its answers are shown once more before they are sent."""

    def __init__(self) -> None:
        super().__init__(
            "این خدمت از زمان شروع شما تازه شده است. پاسخ‌ها را ببینید و دوباره بفرستید.",
            "The service has been renewed since you began. Look at your answers and send them again.",
        )


class NeedsDecision(CaseMoved):
    """It can't be begun from its own page: an appeal is about a decision, another service is got elsewhere."""


class Incomplete(Exception):
    """Pages are not answered yet; `pages` names them in order."""

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__(", ".join(pages))
        self.pages = pages


def turn(status: str, stages: Mapping[str, Stage], stage: str) -> str:
    """Whose turn it is: `applicant`, `agency`, `machine` or `nobody`."""
    fixed = {"draft": "applicant", "held": "agency", "finishing": "machine", "ended": "nobody"}
    if status in fixed:
        return fixed[status]
    verb = stages[stage].verb if stage in stages else ""
    return {
        "ask": "applicant",
        "pay": "applicant",
        "sign": "applicant",
        "review": "agency",
        "together": "agency",
    }.get(verb, "machine")
