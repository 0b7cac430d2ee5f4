"""Judges from outside: what was acknowledged is there exactly once, and everything fits together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.journeys.kills.history import FAIL, OK, Asked
from tests.journeys.kills.records import Records, Row, history_of

from panjereh.flow import replay
from panjereh.flow.rows import write_state

OPENING = ("apply", "start")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be; `kind` is for tests, `words` for people."""

    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


def faults_of(asked: list[Asked], records: Records) -> list[Fault]:
    """Everything that is lost, doubled or torn. Call it when the product has come to rest."""
    return [
        *_refusals(asked),
        *_openings(asked, records),
        *_acknowledged(asked, records),
        *_receipts(records),
        *(fault for case in records.cases for fault in _case_faults(case, records)),
        *(Fault("owed", f"job {job['id']} {job['task_name']} is {job['status']}") for job in records.jobs),
    ]


def _refusals(asked: list[Asked]) -> Iterator[Fault]:
    """A right request is never refused, and no page that was kept is asked for again."""
    kept: set[tuple[str, str]] = set()  # before the act that is looked at: a case is one client's
    for act in asked:
        status = act.told.get("status")
        if act.state == FAIL:
            yield Fault("refused", f"{act.client} {act.verb} {act.about}: status {status}")
        leads_to = act.told.get("leads_to", "")
        page = leads_to.strip("/").rpartition("/")[2]
        if act.verb == "submit" and "/questions/" in leads_to and (act.about["ref"], page) in kept:
            yield Fault("asked again", f"{act.about['ref']}: {leads_to}")
        if (
            act.verb == "save"
            and "/questions/" not in leads_to
            and "/check/" not in leads_to
            and act.state == OK
        ):
            yield Fault("not kept", f"{act.about['ref']} {act.about['page']}: {leads_to}")
        if act.verb == "save" and act.state == OK:
            kept.add((act.about["ref"], act.about["page"]))


def _openings(asked: list[Asked], records: Records) -> Iterator[Fault]:
    """One case for each key that was acknowledged, at most one for each that was sent, none beyond."""
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for case in records.cases:
        by_key[str(case["open_key"])].append(case)
    sent = [act for act in asked if act.verb in OPENING]
    for key in sorted({act.about["key"] for act in sent}):
        told = {act.told["ref"] for act in sent if act.about["key"] == key and act.state == OK}
        there = [case["ref"] for case in by_key[key]]
        if len(there) > 1 or len(told) > 1:
            yield Fault("opened twice", f"key {key}: told {sorted(told)}, there are {there}")
        if told - set(there):
            yield Fault("lost", f"key {key}: told {sorted(told)}, there are {there}")
    for key in by_key.keys() - {act.about["key"] for act in sent}:
        yield Fault("from nowhere", f"a case with key {key} that nobody sent")


def _acknowledged(asked: list[Asked], records: Records) -> Iterator[Fault]:
    """Every other act that was acknowledged has left what it was to leave."""
    cases = {case["ref"]: case for case in records.cases}
    for act in asked:
        if act.state != OK or act.verb == "start":
            continue
        ref = act.told["ref"] if act.verb == "apply" else act.about["ref"]
        case = cases.get(ref)
        if case is None:
            yield Fault("lost", f"{act.verb} of case {ref}, which is not there")
            continue
        kinds = Counter(event["kind"] for event in records.events[case["id"]])
        fault = _LEFT.get(act.verb, lambda *_: None)(act, case, kinds, records)
        if fault:
            yield Fault("lost", f"{act.verb} of case {ref}: {fault}")


def _receipt_left(act: Asked, case: Row, kinds: Counter[str], records: Records) -> str | None:
    if case["receipt"] is None or kinds["ApplicationSubmitted"] < 1:
        return "it was acknowledged, but the case is not submitted"
    told = act.told.get("receipt")
    return (
        f"receipt {told} was told, {case['receipt']} is there"
        if told not in (None, case["receipt"])
        else None
    )


def _page_left(act: Asked, case: Row, kinds: Counter[str], records: Records) -> str | None:
    there = (case["id"], act.about["page"]) in records.pages
    return None if there else f"page {act.about['page']} is not there"


def _decision_left(act: Asked, case: Row, kinds: Counter[str], records: Records) -> str | None:
    if act.told["leads_to"] != "/fa/desk/" or kinds["ReviewDecided"] == 1:
        return None  # elsewhere it leads to where someone was first
    return f"{kinds['ReviewDecided']} decisions"


def _withdrawal_left(act: Asked, case: Row, kinds: Counter[str], records: Records) -> str | None:
    # Whoever withdraws what an officer has just decided is shown the decision.
    return None if kinds["ApplicationWithdrawn"] + kinds["CaseEnded"] == 1 else f"it goes on: {dict(kinds)}"


_LEFT: dict[str, Callable[[Asked, Row, Counter[str], Records], str | None]] = {
    "apply": _receipt_left,
    "submit": _receipt_left,
    "see": lambda act, *rest: _receipt_left(act, *rest) if act.told.get("receipt") else None,
    "save": _page_left,
    "decide": _decision_left,
    "withdraw": _withdrawal_left,
}


def _receipts(records: Records) -> Iterator[Fault]:
    """The receipts of an agency and year are 1, 2, 3 … up to its counter: no gap, no double."""
    serials: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for case in records.cases:
        if case["receipt"]:
            year, serial, _ = case["receipt"].split("-")
            serials[(case["agency"], int(year))].append(int(serial))
    for book in serials.keys() | records.counters.keys():
        given, last = sorted(serials[book]), records.counters.get(book, 0)
        if given != list(range(1, last + 1)):
            missing = sorted(set(range(1, last + 1)) - set(given))
            double = sorted(serial for serial, times in Counter(given).items() if times > 1)
            yield Fault("receipts", f"{book}: counter {last}, missing {missing}, double {double}")


def _case_faults(case: Row, records: Records) -> Iterator[Fault]:
    events = records.events[case["id"]]
    ref = case["ref"]
    if [event["seq"] for event in events] != list(range(1, case["seq"] + 1)):
        yield Fault("events", f"case {ref}: {[event['seq'] for event in events]}, the row says {case['seq']}")
    yield from _replayed(case, events, records)
    submitted = [event for event in events if event["kind"] == "ApplicationSubmitted"]
    if bool(submitted) != bool(case["receipt"]):
        yield Fault("receipts", f"case {ref}: {len(submitted)} submissions, receipt {case['receipt']}")
    if case["status"] == "finishing":
        yield Fault("owed", f"case {ref} still owes {case['state'].get('pending')}")
    yield from _effects(case, events, records)


def _replayed(case: Row, events: list[Row], records: Records) -> Iterator[Fault]:
    """The events alone give the row: the state and every column that repeats a part of it."""
    try:
        state = replay(records.versions[case["version_id"]], history_of(events))
    except (KeyError, ValueError) as torn:
        yield Fault("replay", f"case {case['ref']}: {torn!r}")
        return
    columns = ("status", "stage", "seq", "submitted_at", "due_on", "stage_due_on")
    other: dict[str, Any] = {name: case[name] for name in columns if case[name] != getattr(state, name)}
    if other or write_state(state) != case["state"]:
        yield Fault(
            "replay", f"case {case['ref']}: events give {write_state(state)}, the row {case['state']} {other}"
        )


MADE = {"RecordRegistered": "entries", "DocumentIssued": "documents", "PersonTold": "notices"}
OWED = {
    "granted": {"entries": 1, "documents": 1, "notices": 1},
    "refused": {"notices": 1},
    "lapsed": {"notices": 1},
}


def _effects(case: Row, events: list[Row], records: Records) -> Iterator[Fault]:
    """What the end of a case owes was made once, and each making is told by the one event that names it."""
    end = case["state"].get("outcome", "")
    owed = OWED.get(end, {}) if case["status"] in ("finishing", "ended") else {}
    for kind, name in MADE.items():
        made = [str(row["id"]) for row in getattr(records, name).get(case["ref"], [])]
        told = [event["data"].get("ref") for event in events if event["kind"] == kind]
        if len(made) > owed.get(name, 0) or len(told) > owed.get(name, 0):
            yield Fault("done twice", f"case {case['ref']} ({end}): {name} {made}, told {told}")
        elif len(made) < owed.get(name, 0) and case["status"] == "ended":
            yield Fault("not done", f"case {case['ref']} ({end}): {name} {made}, told {told}")
        elif sorted(made) != sorted(told):
            yield Fault("torn", f"case {case['ref']} ({end}): {name} {made}, told {told}")
