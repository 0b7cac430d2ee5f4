"""The second wall alone, in plain SQL as the application's role: it stops what pages never let through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from tests.architecture.asking import taken_back
from tests.architecture.inhabitants import Inhabitants, decide

from panjereh.access.actions import open_reading
from panjereh.cases.models import Case, Paper
from panjereh.cases.queries import work_on_case
from panjereh.documents.models import Document
from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import blind
from panjereh.kernel.wall import acting, present
from panjereh.registries.models import Record

# Each walled table: whose row is taken, by which column it is found, what makes a copy new, what is changed.
OF_CASE = "case_id IN (SELECT id FROM cases_case WHERE principal = '{person}')"
OF_PAYMENT = "payment_id IN (SELECT id FROM money_payment WHERE payer = '{person}')"
ROWS: dict[str, tuple[str, str, Mapping[str, Any], str]] = {
    "access_trace": ("subject = '{person}' AND agency = 'civil-registry'", "id", {}, "purpose = 'x'"),
    "cases_appeal": (
        "principal = '{person}'", "appeal_id", {"appeal_id": str(uuid4())}, "decision = 99"
    ),
    "cases_case": (
        "principal = '{person}' AND status = 'running'", "id", {"ref": "X", "open_key": str(uuid4())},
        "stage = 'x'",
    ),
    "cases_caseevent": (OF_CASE, "case_id", {"seq": 1000}, "kind = 'x'"),
    "cases_casefile": (OF_CASE, "id", {"address": "\\x01"}, "size = 0"),
    "cases_colleague": ("agency = 'civil-registry'", "agency", {"party": str(uuid4())}, "name = '{}'"),
    "cases_opinion": ("principal = '{person}'", "id", {"branch": "x"}, "branch = 'x'"),
    "cases_paper": (OF_CASE, "case_id", {"name": "x"}, "sealed = ''"),
    "documents_document": (
        "holder = '{person}'", "id", {"code_index": "\\x01", "digest": "\\x01", "source": "x"}, "title = '{}'"
    ),
    "identity_entry": (
        "number_index = (SELECT number_index FROM identity_party WHERE id = '{person}')", "id", {},
        "outcome = 'x'",
    ),
    "identity_recovery": (
        "party = '{person}'", "id", {"code_index": "\\x01", "stop_index": "\\x02"}, "sealed = ''"
    ),
    "identity_parkedform": ("party = '{person}'", "id", {}, "sealed = ''"),
    "identity_visit": ("party = '{person}'", "id", {"session_key": "x"}, "sealed = ''"),
    "documents_standingchange": (
        "document_id IN (SELECT id FROM documents_document WHERE holder = '{person}')", "id",
        {"id": 10**6, "source": "x"}, "standing = 'valid'"
    ),
    "money_bill": ("payer = '{person}'", "id", {"source": "x"}, "state = 'paid'"),
    "money_payment": ("payer = '{person}'", "id", {"authority": "x"}, "state = 'success'"),
    "money_paymentevent": (OF_PAYMENT, "payment_id", {"seq": 1000}, "kind = 'x'"),
    "money_refund": (OF_PAYMENT, "id", {"source": "x"}, "state = 'success'"),
    "money_startkey": ("account = '{person}'", "key", {"key": "x"}, "resource = 'x'"),
    "mfa_authenticator": ("user_id = '{person}'", "id", {"id": 10**6, "type": "webauthn"}, "data = '{}'"),
    "notices_contact": ("party = '{person}'", "id", {"id": 10**6, "channel": "x"}, "sealed = ''"),
    "notices_notice": ("party = '{person}'", "id", {"source": "x"}, "sealed = ''"),
    "registries_record": (
        "subject = '{person}'", "id", {"source": "x", "key_index": "\\x01"}, "superseded_at = now()"
    ),
}  # fmt: skip
STRANGERS = ("other", "outsider", "former", "nobody")
each_table = pytest.mark.parametrize("table", ROWS)
each_stranger = pytest.mark.parametrize("stranger", STRANGERS)


def act_of(world: Inhabitants, stranger: str) -> Act:
    return Act() if stranger == "nobody" else world.act(stranger)


def touched(act: Act, statement: str, value: object) -> int | str:
    """How many rows a statement touches for this act, or `refused` by the wall; nothing of it stays."""
    with taken_back(), acting(act):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [value])
                return int(cursor.rowcount)
        except DatabaseError as refused:
            if "row-level security" not in str(refused):
                raise
            return "refused"


@contextmanager
def past_the_wall(owner: psycopg.Connection, *tables: str) -> Iterator[None]:
    """Let the owner of the schema see the rows of some tables for a moment."""
    for table in tables:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    try:
        yield
    finally:
        for table in tables:
            owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def row_of_applicant(world: Inhabitants, table: str, owner: psycopg.Connection) -> dict[str, Any]:
    """A row of the applicant as JSON, as the owner of the schema sees it."""
    which = ROWS[table][0].replace("{person}", str(world.parties["applicant"]))
    with past_the_wall(owner, *{table, "cases_case", "documents_document", "money_payment"}):
        found = owner.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE {which} LIMIT 1").fetchone()
    assert found is not None, f"the applicant has no row in {table}"
    return dict(found[0])


def test_every_walled_table_is_tried(owner_connection: psycopg.Connection) -> None:
    walled = owner_connection.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
    assert {name for (name,) in walled.fetchall()} == set(ROWS)


@each_table
def test_a_person_sees_their_own_row(
    table: str, country_of_two_agencies: Inhabitants, owner_connection: psycopg.Connection
) -> None:
    """Without this the tests below would pass on an empty table."""
    key = ROWS[table][1]
    row = row_of_applicant(country_of_two_agencies, table, owner_connection)
    whose = "officer" if table == "cases_colleague" else "applicant"
    with acting(country_of_two_agencies.act(whose)), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {key}::text = %s", [str(row[key])])
        assert cursor.fetchone()[0] > 0


@each_table
@each_stranger
def test_a_stranger_changes_and_removes_nothing(
    table: str, stranger: str, country_of_two_agencies: Inhabitants, owner_connection: psycopg.Connection
) -> None:
    _, key, _, change = ROWS[table]
    row = row_of_applicant(country_of_two_agencies, table, owner_connection)
    act = act_of(country_of_two_agencies, stranger)
    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        assert touched(act, f"{statement} WHERE {key}::text = %s", str(row[key])) == 0


@each_table
@each_stranger
def test_a_stranger_adds_no_row_to_what_a_person_has(
    table: str, stranger: str, country_of_two_agencies: Inhabitants, owner_connection: psycopg.Connection
) -> None:
    _, key, fresh, _ = ROWS[table]
    row = row_of_applicant(country_of_two_agencies, table, owner_connection)
    row |= ({"id": str(new_uuid())} if key == "id" else {}) | fresh
    copy = f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, %s::jsonb)).*"
    assert touched(act_of(country_of_two_agencies, stranger), copy, json.dumps(row)) == "refused"


# Papers and records open by a trace of this transaction, this register and this case; by no other.


def waiting(world: Inhabitants) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=world.things["case", "waiting"])


def trace(act: Act, *, source: str, index: bytes) -> str:
    return str(open_reading(act, source=source, index=index, fields=["answers"], ground="g", purpose="p").id)


def papers(case: Case) -> int:
    return Paper.objects.filter(case_id=case.id).count()


def test_an_officer_sees_papers_after_a_trace_and_in_its_transaction_alone(
    country_of_two_agencies: Inhabitants,
) -> None:
    case, officer = waiting(country_of_two_agencies), country_of_two_agencies.act("officer")
    with acting(officer):
        assert papers(case) == 0
        assert work_on_case(officer, case.ref).folder.answers()
        assert papers(case) > 0
    with acting(officer):
        assert papers(case) == 0


def test_a_trace_of_another_transaction_opens_nothing(country_of_two_agencies: Inhabitants) -> None:
    case, officer = waiting(country_of_two_agencies), country_of_two_agencies.act("officer")
    with acting(officer):
        old = trace(officer, source="case", index=case.id.bytes)
        assert papers(case) > 0
    with acting(officer):
        present("reading", old)
        assert papers(case) == 0
        trace(officer, source="case", index=uuid4().bytes)  # now this transaction has a number of its own
        present("reading", old)
        assert papers(case) == 0


def test_a_trace_that_was_taken_back_opens_nothing(country_of_two_agencies: Inhabitants) -> None:
    case, officer = waiting(country_of_two_agencies), country_of_two_agencies.act("officer")
    with acting(officer):
        with transaction.atomic():
            gone = trace(officer, source="case", index=case.id.bytes)
            assert papers(case) > 0
            transaction.set_rollback(True)
        present("reading", gone)
        assert papers(case) == 0


@pytest.mark.parametrize(("source", "own"), [("case", False), ("population", True), ("residences", True)])
def test_a_trace_of_another_case_or_of_a_register_opens_no_papers(
    source: str, own: bool, country_of_two_agencies: Inhabitants
) -> None:
    case, officer = waiting(country_of_two_agencies), country_of_two_agencies.act("officer")
    with acting(officer):
        trace(officer, source=source, index=case.id.bytes if own else uuid4().bytes)
        assert papers(case) == 0


def test_an_outsiders_trace_opens_papers_to_nobody_else(country_of_two_agencies: Inhabitants) -> None:
    world = country_of_two_agencies
    case = waiting(world)
    with acting(world.act("outsider")) as outsider:
        token = trace(outsider, source="case", index=case.id.bytes)
        assert not Case.objects.filter(id=case.id).exists()
    with acting(world.act("colleague")):
        present("reading", token)
        assert papers(case) == 0


def test_a_trace_of_one_record_opens_no_other(country_of_two_agencies: Inhabitants) -> None:
    world, officer = country_of_two_agencies, country_of_two_agencies.act("officer")
    subject = world.parties["applicant"]
    with acting(world.act("applicant")):
        index = bytes(Record.objects.filter(register="population", subject=subject).get().key_index)
    others = blind("register_key", "population:9990000018")

    def seen(register: str, key: bytes) -> int:
        with acting(officer):
            trace(officer, source=register, index=key)
            return Record.objects.filter(subject=subject).count()

    assert seen("population", index) == 1
    assert seen("population", others) == 0
    assert seen("residences", index) == 0
    assert seen("case", index) == 0


def test_a_trace_of_a_record_of_another_transaction_opens_nothing(
    country_of_two_agencies: Inhabitants,
) -> None:
    world, officer = country_of_two_agencies, country_of_two_agencies.act("officer")
    with acting(world.act("applicant")) as applicant:
        index = bytes(Record.objects.get(register="population", subject=applicant.principal).key_index)
    with acting(officer):
        old = trace(officer, source="population", index=index)
        assert Record.objects.filter(subject=applicant.principal).count() == 1
    with acting(officer):
        present("reading", old)
        assert Record.objects.filter(subject=applicant.principal).count() == 0


def test_an_officer_with_a_trace_removes_no_paper(country_of_two_agencies: Inhabitants) -> None:
    case, officer = waiting(country_of_two_agencies), country_of_two_agencies.act("officer")
    with acting(officer):
        trace(officer, source="case", index=case.id.bytes)
        assert Paper.objects.filter(case_id=case.id).delete() == (0, {})
        assert papers(case) > 0


def test_whoever_shows_a_code_sees_the_document_and_can_neither_change_nor_remove_it(
    country_of_two_agencies: Inhabitants,
) -> None:
    world = country_of_two_agencies
    document, index = world.things["document", "own"], blind("document", world.things["code", "own"])
    with acting(Act()):
        present("code", index.hex())
        assert Document.objects.filter(id=document).delete() == (0, {})
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Document.objects.filter(id=document).update(language="en")
        assert Document.objects.filter(id=document).exists()


def test_a_register_asked_after_an_officers_decision_does_not_shut_the_case(
    country_of_two_agencies: Inhabitants,
) -> None:
    ref = country_of_two_agencies.things["case", "city"]
    with taken_back():
        decide(country_of_two_agencies, "outsider", ref, "grant")
        with acting(machine_act("test")):
            case = Case.objects.get(ref=ref)
            assert case.state["outcome"] == "granted"
            assert Paper.objects.filter(case_id=case.id, kind="known", name="applicant").exists()
