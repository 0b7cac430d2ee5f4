"""The ground of the suite itself: who we are in the database, and that nothing stays behind."""

from __future__ import annotations

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


@pytest.mark.django_db
def test_pages_connect_as_a_role_that_owns_nothing_and_cannot_pass_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("panjereh_app", False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'panjereh_owner'")
        row = cursor.fetchone()
        assert row is not None
        assert row[0] > 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE intruder (id int)",
        "DROP TABLE django_session",
        "TRUNCATE django_session",
        "ALTER TABLE django_session DISABLE ROW LEVEL SECURITY",
        "SET ROLE panjereh_owner",
    ],
)
def test_the_application_cannot_change_tables(statement: str) -> None:
    with pytest.raises(Exception, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_owner_owns_the_tables(owner_connection: psycopg.Connection) -> None:
    assert owner_connection.execute("SELECT current_user").fetchone() == ("panjereh_owner",)
    owner_connection.execute("CREATE TABLE later_table (id int)")
    try:
        granted = owner_connection.execute(
            "SELECT has_table_privilege('panjereh_app', 'later_table', 'INSERT'),"
            " has_table_privilege('panjereh_app', 'later_table', 'TRUNCATE')"
        ).fetchone()
        assert granted == (True, False)
    finally:
        owner_connection.execute("DROP TABLE later_table")


class TestCleanDatabase:
    """Two tests that commit, each of which finds what the migrations left and nothing of the other."""

    @pytest.mark.parametrize("time", [1, 2])
    def test_commits_do_not_reach_the_next_test(self, clean_database: None, time: int) -> None:
        assert ProcrastinateJob.objects.count() == 0
        known = ContentType.objects.count()
        assert known > 0
        ContentType.objects.create(app_label="intruder", model="intruder")
        ContentType.objects.filter(model="session").delete()
        app.configure_task("unknown:task", allow_unknown=True).defer(number=time)
        assert ProcrastinateJob.objects.count() == 1

    def test_rows_of_migrations_come_back(self, clean_database: None) -> None:
        assert ContentType.objects.filter(model="session").exists()
        assert not ContentType.objects.filter(app_label="intruder").exists()
