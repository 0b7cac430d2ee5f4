"""Asking the registers for a case: traced, frozen as a paper, told to the engine."""

from __future__ import annotations

from typing import Any

from panjereh.cases.actions.journal import HeldCase, move
from panjereh.cases.messages import FetchOwed
from panjereh.flow import known_key
from panjereh.flow.model import Known
from panjereh.flow.state import Fetched, Step
from panjereh.kernel import clock
from panjereh.kernel.outbox import put
from panjereh.kernel.wall import as_machine
from panjereh.registries.domain import Entry, RegisterSilent
from panjereh.registries.queries import Question, look_up

TRIES = 6  # 5 s, 10 s, 20 s … about five minutes, then the version's `or_else`


def fetch_pending(held: HeldCase, step: Step) -> None:
    """Carry out the `fetch` effects of a step, and of the steps that follow from their answers."""
    owed = [effect for effect in step.effects if effect.verb == "fetch"]
    if not owed:
        return
    with as_machine(f"case:{held.live.service.id}") as act:
        while owed:
            known = held.live.service.known[owed.pop(0).what]
            try:
                answer = ask_register(held, known)
            except RegisterSilent:
                put(FetchOwed(case=str(held.case.id), known=known.id, attempt=1), after_seconds=5)
                continue
            following = move(held, answer, by=act, ground=f"known:{known.id}", party="machine")
            owed.extend(later for later in following.effects if later.verb == "fetch")


def freeze_applicant(held: HeldCase) -> None:
    """Freeze what the register says of the applicant at the moment of submission, where no stage fetches it."""
    service = held.live.service
    fetched = {name for stage in service.stages.values() if stage.verb == "fetch" for name in stage.what}
    if "applicant" in service.known and "applicant" not in fetched:
        ask_register(held, service.known["applicant"])


def ask_register(held: HeldCase, known: Known) -> Fetched:
    """Read one known thing for the case and keep it as a paper. Raises RegisterSilent."""
    entry = read_known(held, known)
    paper = None if entry is None else snapshot(entry)
    turn = len(held.folder.rounds("known", known.id))
    digest = held.folder.put("known", known.id, paper, turn=turn)
    return Fetched(
        known=known.id,
        result="missing" if entry is None else "found",
        digest=digest,
        ground=known.ground,
        trace="" if entry is None else str(entry.record),
    )


def read_known(held: HeldCase, known: Known) -> Entry | None:
    """Ask the register as the machine of the case's agency; None when it has no such entry."""
    key = (
        None
        if known.by is None
        else known_key(held.live.version, known.id, held.state, held.papers, clock.now())
    )
    if known.by is not None and key is None:
        return None
    with as_machine(f"case:{held.live.service.id}") as act:
        return look_up(
            act,
            Question(
                register=known.register,
                fields=known.fields,
                ground=known.ground,
                purpose=known.purpose,
                key=key,
                subject=held.case.principal if known.by is None else None,
                case_ref=held.case.ref,
            ),
        )


def snapshot(entry: Entry) -> dict[str, Any]:
    """An entry as it is frozen in the case: the fields, and where and when they came from."""
    return {
        "fields": dict(entry.fields),
        "record": str(entry.record),
        "recorded_on": entry.recorded_on,
        "valid_from": entry.valid_from,
    }
