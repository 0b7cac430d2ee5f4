"""Asking the registers for a case: traced, frozen as a paper, told to the engine."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from panjereh.cases.actions.journal import HeldCase, move
from panjereh.cases.messages import FetchOwed
from panjereh.flow import known_key
from panjereh.flow.model import Known
from panjereh.flow.state import Fetched, Step
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.outbox import put
from panjereh.kernel.wall import as_machine, current_act
from panjereh.registries.domain import Entry, RegisterSilent
from panjereh.registries.queries import Question, look_up, look_up_own

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
    """Freeze what the register says of the applicant at submission, where no stage fetches it."""
    service = held.live.service
    fetched = {name for stage in service.stages.values() if stage.verb == "fetch" for name in stage.what}
    if "applicant" in service.known and "applicant" not in fetched:
        ask_register(held, service.known["applicant"])


def ask_register(held: HeldCase, known: Known) -> Fetched:
    """Read one known thing for the case and keep it as a paper. Raises RegisterSilent.

    The machine keeps it, not the officer after whose decision it is read: the trace of this reading has
    taken the place of the one that opened the case's papers.
    """
    with _machine_of(held) as act:
        entry = _look_up(act, held, known)
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


def _machine_of(held: HeldCase) -> AbstractContextManager[Act]:
    return as_machine(f"case:{held.live.service.id}")


def _look_up(act: Act, held: HeldCase, known: Known) -> Entry | None:
    key = (
        None
        if known.by is None
        else known_key(held.live.version, known.id, held.state, held.papers, clock.now())
    )
    if known.by is not None and key is None:
        return None
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


def own_entry(held: HeldCase, known: Known) -> dict[str, Any] | None:
    """What a register says of the applicant now, read by themself: shown before anything is sent."""
    act = current_act()
    if known.by is not None or act is None or act.principal != held.case.principal:
        return None
    if held.own is None:
        held.own = _own_entries(act, held)
    return held.own.get(known.id)


def _own_entries(act: Act, held: HeldCase) -> dict[str, dict[str, Any]]:
    """By known thing, all that registers say of the applicant: read together, as a page shows them together."""
    asked = {
        known.id: Question(
            register=known.register,
            fields=known.show,
            ground=known.ground,
            purpose=known.purpose,
            subject=held.case.principal,
        )
        for known in held.live.service.known.values()
        if known.by is None
    }
    return {name: snapshot(entry) for name, entry in look_up_own(act, asked).items()}


def seen_digest(held: HeldCase, known_id: str) -> str:
    """A digest of what the check page shows of one register; it comes back with the answers."""
    known = held.live.service.known[known_id]
    return _digest_shown(held, known, own_entry(held, known))


def note_changes(held: HeldCase, seen: Mapping[str, str]) -> None:
    """Keep a note of each register that says something else than the applicant was shown."""
    for name, entry in held.folder.latest("known").items():
        known = held.live.service.known[name]
        if known.by is None and name in seen and _digest_shown(held, known, entry) != seen[name]:
            held.folder.put("changed", name, True, turn=0)


def _digest_shown(held: HeldCase, known: Known, entry: Mapping[str, Any] | None) -> str:
    shown = None if entry is None else {name: entry["fields"].get(name) for name in known.show}
    return held.folder.digest({"known": known.id, "shown": shown})
