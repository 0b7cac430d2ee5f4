"""What could go wrong, done by hand and rolled back: the checker has to see each of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from tests.journeys.kills.checker import Fault


@dataclass(frozen=True, slots=True)
class Tampering:
    """A statement, and the kind of fault that it is."""

    statement: LiteralString
    kind: str


GRANTED = "(SELECT min(ref) FROM cases_case WHERE status = 'ended' AND state->>'outcome' = 'granted')"
TAMPERINGS = (
    Tampering(f"DELETE FROM cases_case WHERE ref = {GRANTED}", "lost"),
    Tampering("DELETE FROM cases_paper WHERE kind = 'page'", "lost"),
    Tampering("UPDATE cases_case SET receipt = '1400-0000001-1' WHERE receipt LIKE '%-0000001-_'", "lost"),
    Tampering(
        "INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),"
        " 'ref', ref || 'X', 'open_key', gen_random_uuid(), 'receipt', NULL))).*"
        f" FROM cases_case c WHERE ref = {GRANTED}",
        "from nowhere",
    ),
    Tampering("UPDATE cases_receiptcounter SET last = last + 1", "receipts"),
    Tampering("DELETE FROM cases_caseevent WHERE seq = 2", "events"),
    Tampering("UPDATE cases_caseevent SET at = at - interval '1 day' WHERE seq = 1", "replay"),
    Tampering("UPDATE cases_case SET stage = 'review'", "replay"),
    Tampering(f"DELETE FROM documents_document WHERE case_ref = {GRANTED}", "not done"),
    Tampering(
        "INSERT INTO notices_notice (id, party, at, case_ref, source, sealed)"
        f" SELECT gen_random_uuid(), party, at, case_ref, source || 'X', sealed FROM notices_notice"
        f" WHERE case_ref = {GRANTED}",
        "done twice",
    ),
    Tampering(
        f"UPDATE registries_record SET id = gen_random_uuid() WHERE source LIKE 'case:' || {GRANTED} || ':%'",
        "torn",
    ),
    Tampering(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('q', 'cases.effects', '{}')",
        "owed",
    ),
)


MONEY_TAMPERINGS = (
    Tampering("DELETE FROM money_payment WHERE counted", "lost"),
    Tampering("UPDATE money_payment SET state = 'failed' WHERE counted", "torn"),
    Tampering("UPDATE money_bill SET amount = amount + 1", "given for nothing"),
    Tampering("UPDATE money_bill SET amount = amount - 1", "taken twice"),
    Tampering(
        "UPDATE cases_case SET state = jsonb_set(state, '{outcome}', '\"lapsed\"')"
        " WHERE state->>'outcome' = 'granted'",
        "kept for nothing",
    ),
)


def unseen(
    superuser: psycopg.Connection, tamperings: Iterable[Tampering], judge: Callable[[], list[Fault]]
) -> list[str]:
    """The tamperings of which the judge, who reads through the same connection, sees nothing."""
    found = []
    for tampering in tamperings:
        superuser.execute(
            "SET LOCAL session_replication_role = replica"
        )  # constraints and triggers stand aside
        changed = superuser.execute(tampering.statement).rowcount
        kinds = {fault.kind for fault in judge()}
        superuser.rollback()
        if not changed or tampering.kind not in kinds:
            found.append(f"{tampering.kind}: {tampering.statement} ({changed} rows) gave {sorted(kinds)}")
    return found
