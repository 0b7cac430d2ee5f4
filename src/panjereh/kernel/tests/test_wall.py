"""The act of a transaction reaches PostgreSQL, and ends with it."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.wall import acting, as_machine, current_act

pytestmark = pytest.mark.django_db(transaction=True)


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"app.{name}"])
        return str(cursor.fetchone()[0])


def test_the_act_is_gone_after_its_transaction() -> None:
    person = new_uuid()
    with acting(Act(human=person, principal=person, roles={"civil-registry": frozenset({"officer"})})):
        assert setting("actor") == str(person)
        assert setting("agencies") == "civil-registry"
        assert setting("machine") == ""
    assert setting("actor") == setting("agencies") == ""
    assert current_act() is None


def test_the_machine_steps_in_and_out() -> None:
    person = new_uuid()
    with acting(Act(human=person, principal=person)) as act:
        with as_machine("case:test"):
            assert (setting("actor"), setting("machine")) == ("", "case:test")
        assert (setting("actor"), setting("machine")) == (str(person), "")
        assert current_act() == act


def test_the_former_act_returns_after_a_fault() -> None:
    person = new_uuid()
    with acting(Act(human=person, principal=person)):
        with pytest.raises(LookupError), as_machine("case:test"):
            raise LookupError
        assert setting("machine") == ""


def count_and_fail() -> None:
    with acting(machine_act("test")):
        count_attempt("test", "a", most=1, seconds=60)
        raise LookupError


def test_a_fault_takes_the_whole_transaction_back() -> None:
    with pytest.raises(LookupError):
        count_and_fail()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_attempts")
        assert cursor.fetchone() == (0,)


def test_a_broken_statement_of_the_machine_is_told_as_it_is_and_the_former_act_returns() -> None:
    person = new_uuid()
    with acting(Act(human=person, principal=person)):
        with pytest.raises(DataError), transaction.atomic(), as_machine("case:test"):
            setting_of_nothing()
        assert (setting("actor"), setting("machine")) == (str(person), "")


def setting_of_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
