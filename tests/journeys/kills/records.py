"""What stands in the database after all is over, read as its superuser in one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.flow import Version, compile_version
from panjereh.flow.state import Event

Row = Mapping[str, Any]
# Periodic work is not owed to anyone: what one round leaves, the next one does.
OWED_JOBS = """
SELECT id, task_name, status::text FROM procrastinate_jobs
WHERE status NOT IN ('succeeded', 'cancelled') AND task_name NOT IN
    ('config.resume_jobs', 'cases.limits', 'money.sweep')
"""


@dataclass(frozen=True, slots=True)
class Records:
    """All rows that the checks look at. Documents, entries and notices by the reference of their case."""

    cases: list[Row]
    events: Mapping[UUID, list[Row]]
    pages: frozenset[tuple[UUID, str]]
    documents: Mapping[str, list[Row]]
    entries: Mapping[str, list[Row]]
    notices: Mapping[str, list[Row]]
    counters: Mapping[tuple[str, int], int]
    jobs: list[Row]
    versions: Mapping[UUID, Version]


def read_records(connection: psycopg.Connection[Any]) -> Records:
    """Read everything; inside an open transaction its own uncommitted changes as well."""

    def rows(query: str) -> list[Row]:
        with connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query).fetchall()

    events: defaultdict[UUID, list[Row]] = defaultdict(list)
    for event in rows("SELECT * FROM cases_caseevent ORDER BY case_id, seq"):
        events[event["case_id"]].append(event)
    papers = rows("SELECT case_id, name FROM cases_paper WHERE kind = 'page'")
    counters = rows("SELECT agency, year, last FROM cases_receiptcounter")
    bundles = rows("SELECT id, service, bundle FROM catalogue_serviceversion")
    return Records(
        cases=rows("SELECT * FROM cases_case ORDER BY id"),
        events=events,
        pages=frozenset((paper["case_id"], paper["name"]) for paper in papers),
        documents=_by_case(rows("SELECT id, case_ref, source FROM documents_document"), "case_ref"),
        entries=_by_case(rows(ENTRIES), "case_ref"),
        notices=_by_case(rows("SELECT id, case_ref, source FROM notices_notice"), "case_ref"),
        counters={(row["agency"], row["year"]): row["last"] for row in counters},
        jobs=rows(OWED_JOBS),
        versions={row["id"]: _compiled(row["service"], bytes(row["bundle"])) for row in bundles},
    )


ENTRIES = """
SELECT id, source, split_part(source, ':', 2) AS case_ref FROM registries_record WHERE source LIKE 'case:%'
"""


def _by_case(rows: list[Row], name: str) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


@lru_cache(maxsize=16)
def _compiled(service_id: str, bundle: bytes) -> Version:
    service, findings = load_service(Bundle.from_bytes(bundle), Context(service_id))
    assert service is not None, findings
    return compile_version(service)


def history_of(events: list[Row]) -> list[tuple[Event, datetime]]:
    """A case's rows as `flow.replay` takes them."""
    return [(Event(e["kind"], e["stage"], e["data"], e["seen_by"]), e["at"]) for e in events]
