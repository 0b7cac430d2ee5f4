"""No table with personal data stands without the second wall."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db(transaction=True)

# Tables without row-level security, each with the reason.
EXEMPT = {
    "auth_group": "unused by us; no person in it",
    "auth_group_permissions": "unused by us; no person in it",
    "auth_permission": "unused by us; no person in it",
    "catalogue_agency": "published",
    "catalogue_calendarday": "published",
    "catalogue_lifeevent": "published",
    "catalogue_parameter": "published",
    "catalogue_serviceversion": "published; those who proposed and approved stand there as ids, on purpose",
    "cases_receiptcounter": "a number for each agency and year",
    "django_content_type": "names of tables",
    "django_migrations": "names of migrations",
    "django_session": "found by a random key alone; holds an id and no name",
    "identity_party": "id, kind, keyed index and password hash; asked before it is known who acts",
    "identity_staffrole": "ids and role names; asked before it is known who acts",
    "kernel_attempts": "keyed digests and counts",
    "kernel_holderkey": "wrapped keys, useless without the installation's key",
    "money_providerstate": "whether a provider answers; no person in it",
    "notices_demomail": "written in demonstration mode alone, of sample people",
    "procrastinate_events": "ids of jobs",
    "procrastinate_jobs": "messages hold ids alone",
    "procrastinate_periodic_defers": "times of jobs",
    "procrastinate_workers": "heartbeats",
    "registries_register": "published definitions",
}
JOURNALS = (
    "access_trace", "cases_appeal", "cases_caseevent", "documents_standingchange", "money_paymentevent",
)  # fmt: skip


def rows(owner: psycopg.Connection, sql: str) -> list[tuple[object, ...]]:
    return owner.execute(sql).fetchall()


def test_every_table_has_a_forced_wall_or_a_reason(owner_connection: psycopg.Connection) -> None:
    tables = rows(
        owner_connection,
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'",
    )
    open_tables = {str(name) for name, walled in tables if not walled}
    assert open_tables == set(EXEMPT)


def test_every_policy_binds_reading_and_writing(owner_connection: psycopg.Connection) -> None:
    policies = rows(
        owner_connection,
        "SELECT tablename, qual, with_check, cmd FROM pg_policies WHERE permissive = 'PERMISSIVE'",
    )
    assert policies
    assert [p for p in policies if not p[1] or (not p[2] and p[3] != "SELECT")] == []


def test_the_application_is_neither_owner_nor_above_the_wall(owner_connection: psycopg.Connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    (found,) = rows(
        owner_connection,
        f"SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = '{role}'",
    )
    assert found == (False, False)
    owners = rows(owner_connection, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert (role,) not in owners


@pytest.mark.parametrize("table", JOURNALS)
def test_a_journal_refuses_change(table: str, owner_connection: psycopg.Connection) -> None:
    triggers = rows(
        owner_connection,
        f"SELECT t.tgtype FROM pg_trigger t WHERE t.tgrelid = '{table}'::regclass AND NOT t.tgisinternal"
        " AND t.tgfoid = 'refuse_change'::regproc AND t.tgenabled = 'O'",
    )
    update, delete = 16, 8
    assert any(int(kind) & update and int(kind) & delete for (kind,) in triggers)  # type: ignore[call-overload]


def test_a_stranger_sees_no_row_of_a_walled_table(owner_connection: psycopg.Connection) -> None:
    walled = [
        str(name)
        for (name,) in rows(
            owner_connection, "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'"
        )
    ]
    with connection.cursor() as cursor:
        for table in walled:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_a_stranger_writes_no_row() -> None:
    note = (
        "INSERT INTO notices_notice (id, party, at, case_ref, source, sealed)"
        " VALUES (gen_random_uuid(), gen_random_uuid(), now(), '', 'x', '')"
    )
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute(note)
