"""What is asked now: the pages that apply, and by which key a register is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from panjereh.flow.compiling import Version
from panjereh.flow.review import pages_of
from panjereh.flow.scope import scope_of

from panjereh.flow.model import Page, Source
from panjereh.flow.state import Papers, State
from panjereh.rules import LimitExceeded


def value_of(version: Version, source: Source, state: State, papers: Papers, now: datetime) -> Any:
    """The value of one of the version's expressions at this moment; null when it costs too much."""
    try:
        return version.expressions[source].evaluate(scope_of(version, state, papers, now), clock=now)
    except LimitExceeded:
        return None


def pages_to_ask(version: Version, state: State, papers: Papers, now: datetime) -> tuple[Page, ...]:
    """The pages that the case asks now. A page whose `when` is not true is not asked."""
    stage = version.service.stages.get(state.stage)
    if stage is None or stage.verb != "ask" or state.status not in ("draft", "running"):
        return ()
    wanted = state.asked_pages or pages_of(version, stage)
    named = [page for page in version.service.pages if page.id in wanted]
    return tuple(
        page
        for page in named
        if page.when is None or value_of(version, page.when, state, papers, now) is True
    )


def known_key(version: Version, known_id: str, state: State, papers: Papers, now: datetime) -> str | None:
    """The key by which a register is asked, as text; None while the answer that gives it is missing."""
    known = version.service.known[known_id]
    if known.by is None:
        return None
    value = value_of(version, known.by, state, papers, now)
    return None if value is None else str(value)
