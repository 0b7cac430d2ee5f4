"""Which pages of a form a person sees, given the answers so far."""

from __future__ import annotations

from datetime import datetime

from panjereh.flow.compiling import Version
from panjereh.flow.scope import scope_of
from panjereh.flow.state import Papers, State
from panjereh.rules import LimitExceeded


def pages_of_stage(version: Version, state: State) -> tuple[str, ...]:
    """The pages that the present `ask` stage asks: all of it, or those that an officer named."""
    if state.asked_pages:
        return state.asked_pages
    stage = version.service.stages[state.stage]
    return stage.what or tuple(page.id for page in version.service.pages)


def visible_pages(version: Version, state: State, papers: Papers, now: datetime) -> tuple[str, ...]:
    """The pages whose `when` is not false, in order.

    A page whose `when` can't be decided is shown: to ask once too often does no harm.
    """
    scope = scope_of(version, state, papers, now)
    visible: list[str] = []
    for page in version.service.pages:
        try:
            shown = page.when is None or version.expressions[page.when].evaluate(scope, clock=now)
        except LimitExceeded:
            shown = True
        if shown is not False:
            visible.append(page.id)
    return tuple(visible)
