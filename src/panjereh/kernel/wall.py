"""Row-level security: the second wall behind `rights`.

The session of PostgreSQL knows who acts, inside one transaction only: a setting
made for the connection would be read by the next request of the pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.migrations.operations import RunSQL

from panjereh.kernel.act import ANONYMOUS, Act, machine_act

_current: ContextVar[Act | None] = ContextVar("panjereh_act", default=None)
_memory: ContextVar[dict[str, Any] | None] = ContextVar("panjereh_memory", default=None)


def current_act() -> Act | None:
    return _current.get()


def transaction_memory() -> dict[str, Any] | None:
    """What the act's transaction has read and may remember until its end; None outside of an act."""
    return _memory.get()


def declare(act: Act) -> None:
    """Tell PostgreSQL, until the end of the open transaction, who acts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.human', %s, true), set_config('app.actor', %s, true),"
            " set_config('app.agencies', %s, true), set_config('app.machine', %s, true)",
            [
                str(act.human or ""),
                str(act.principal or act.human or ""),
                ",".join(act.agencies),
                act.machine,
            ],
        )


@contextmanager
def acting(act: Act) -> Iterator[Act]:
    """One transaction in which `act` acts; everything inside is done or nothing is."""
    token, memory = _current.set(act), _memory.set({})
    try:
        with transaction.atomic():
            declare(act)
            yield act
    finally:
        _memory.reset(memory)
        _current.reset(token)


def present(name: str, value: str) -> None:
    """Show the wall a token for this transaction (`reading`: a trace's id, `code`: a document's index)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])


# Terms for policies. A setting once made reads as '' afterwards, not as NULL.
HUMAN = "nullif(current_setting('app.human', true), '')::uuid"
ACTOR = "nullif(current_setting('app.actor', true), '')::uuid"
AGENCIES = "string_to_array(nullif(current_setting('app.agencies', true), ''), ',')"
MACHINE = "coalesce(current_setting('app.machine', true), '') <> ''"


def token(name: str, kind: str = "text") -> str:
    return f"nullif(current_setting('app.{name}', true), '')::{kind}"


# Of a row `t` that a policy looks up: written by this transaction. A token of an earlier one opens nothing.
WRITTEN_NOW = "written_now(t.xmin)"


def wall(table: str, *, read: str, write: str | None = None, append_only: bool = False) -> RunSQL:
    """Migration step: only rows for which `read` holds are seen, only rows for which `write` holds are made.

    `append_only` also takes UPDATE and DELETE away from the application's role.
    """
    steps = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_wall ON {table} USING ({read}) WITH CHECK ({write or read})",
    ]
    if append_only:
        steps.append(append_only_sql(table))
    return RunSQL(
        [(step, None) for step in steps],
        [(f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", None)],
    )


def reworded(table: str, *, read: str, write: str | None = None, before: str) -> RunSQL:
    """Migration step: a wall that stands already asks for something else (`before`: what it asked for)."""
    policy = f"ALTER POLICY {table}_wall ON {table}"
    return RunSQL(
        [(f"{policy} USING ({read}) WITH CHECK ({write or read})", None)],
        [(f"{policy} USING ({before}) WITH CHECK ({write or before})", None)],
    )


def kept(table: str) -> RunSQL:
    """Migration step: whoever may see a row of the table, only the machine takes one away."""
    return RunSQL(
        [(f"CREATE POLICY {table}_kept ON {table} AS RESTRICTIVE FOR DELETE USING ({MACHINE})", None)],
        [(f"DROP POLICY {table}_kept ON {table}", None)],
    )


def append_only_sql(table: str) -> str:
    """A journal is only added to: the database itself refuses anything else from the application."""
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


@contextmanager
def as_machine(reason: str) -> Iterator[Act]:
    """Inside an open transaction, let the machine act (asking a register for a case); then the former act."""
    before = current_act() or ANONYMOUS
    act = machine_act(reason)
    if act == before:
        yield act
        return
    token_ = _current.set(act)
    declare(act)
    try:
        yield act
    except DatabaseError:
        # PostgreSQL takes no more statements here; the rollback that must follow restores the former act.
        transaction.set_rollback(True)
        raise
    finally:
        _current.reset(token_)
        if not connection.needs_rollback:
            declare(before)
