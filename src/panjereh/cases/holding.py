"""Who holds a task and to whom it can go: what the workbench shows of it."""

from __future__ import annotations

from typing import Any

from panjereh.cases.actions.handing import may_hold
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.colleagues import names_in, plain_name, shown_name
from panjereh.flow.review import choices
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allowed_by

Context = dict[str, Any]


def holding(act: Act, held: HeldCase) -> Context:
    """Whose task it is, what whoever looks may do with it, and the note that came along."""
    state, me = held.state, str(act.human)
    # Waits for somebody, and this one may take it: the second pair of eyes is never the first again.
    waits = bool(choices(held.live.version, state)) and allowed_by(act, "decide", held.case) is not None
    is_open = waits and state.first_officer != me
    mine = is_open and state.taken_by == me
    people = {state.taken_by, state.first_officer} - {None}
    names = names_in([held.case.agency]) if people or mine else {}
    return {
        "open": is_open,
        "mine": mine,
        "taken": state.taken_by is not None,
        "holder": shown_name(names, state.taken_by) if state.taken_by else "",
        "first": shown_name(names, state.first_officer) if state.first_officer else "",
        "was_first": waits and state.first_officer == me,
        "receivers": _receivers(held, me, names) if mine else [],
        "handing_note": _note(held, me),
    }


def _receivers(held: HeldCase, me: str, names: Any) -> list[tuple[str, str]]:
    never = {me, str(held.case.principal), held.state.first_officer, *held.state.barred}
    found = [party for party in may_hold(held.case.agency, held.case.roles) if str(party) not in never]
    return sorted(((str(party), plain_name(names, party)) for party in found), key=lambda one: one[1])


def _note(held: HeldCase, me: str) -> str:
    """What a colleague wrote to whoever holds the task now, with this very handing on."""
    notes = held.folder.rounds("handing", held.state.stage)
    return notes[-1]["text"] if notes and notes[-1]["to"] == me == held.state.taken_by else ""
