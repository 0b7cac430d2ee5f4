"""What is asked now: the pages that a person sees, and by which key a register is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from panjereh.flow.compiling import Version
from panjereh.flow.effort import PAGE_SECONDS, Effort
from panjereh.flow.model import Page, Source
from panjereh.flow.scope import scope_of
from panjereh.flow.state import Papers, State
from panjereh.rules import LimitExceeded, from_feel


def value_of(version: Version, source: Source, state: State, papers: Papers, now: datetime) -> Any:
    """The value of one of the version's expressions at this moment; null when it costs too much."""
    return _value_in(scope_of(version, state, papers, now), version, source, now)


def _value_in(scope: Mapping[str, Any], version: Version, source: Source, now: datetime) -> Any:
    try:
        return from_feel(version.expressions[source].evaluate(scope, clock=now))
    except LimitExceeded:
        return None


def pages_of_stage(version: Version, state: State) -> tuple[str, ...]:
    """The pages that the present `ask` stage asks: all of it, or those that an officer named."""
    if state.asked_pages:
        return state.asked_pages
    stage = version.service.stages[state.stage]
    return stage.what or tuple(page.id for page in version.service.pages)


def visible_pages(version: Version, state: State, papers: Papers, now: datetime) -> tuple[str, ...]:
    """The pages whose `when` is not false, in order.

    A page whose `when` can't be decided (in time) is shown: to ask once too often does no harm.
    """
    effort = Effort(PAGE_SECONDS)
    scope = scope_of(version, state, papers, now)

    def hidden(when: Source) -> bool:
        return not effort.spent and _value_in(scope, version, when, now) is False

    return tuple(page.id for page in version.service.pages if page.when is None or not hidden(page.when))


def pages_to_ask(version: Version, state: State, papers: Papers, now: datetime) -> tuple[Page, ...]:
    """The pages that the case asks now; none when it is not the applicant's turn."""
    stage = version.service.stages.get(state.stage)
    if stage is None or stage.verb != "ask" or state.status not in ("draft", "running"):
        return ()
    wanted = set(pages_of_stage(version, state)) & set(visible_pages(version, state, papers, now))
    return tuple(page for page in version.service.pages if page.id in wanted)


def known_key(version: Version, known_id: str, state: State, papers: Papers, now: datetime) -> str | None:
    """The key by which a register is asked, as text; None while the answer that gives it is missing."""
    by = version.service.known[known_id].by
    value = None if by is None else value_of(version, by, state, papers, now)
    return None if value is None else str(value)
