"""Safes of holders: opened once a transaction, and never remembered when they may be taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import Erased, erase_holder, safe_of
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("clean_database")
MACHINE = machine_act("test")


def queries(holder: object) -> int:
    with CaptureQueriesContext(transaction.get_connection()) as asked:
        safe_of(holder)  # type: ignore[arg-type]
    return len(asked)


def test_a_transaction_asks_for_a_key_once() -> None:
    holder = uuid4()
    with acting(MACHINE):
        sealed = safe_of(holder).seal("a:b:1", "قدیمی")
    with acting(MACHINE):
        assert queries(holder) == 1
        assert queries(holder) == 0
        assert safe_of(holder).open("a:b:1", sealed) == "قدیمی"
    with acting(MACHINE):
        assert queries(holder) == 1


def test_a_key_whose_savepoint_is_taken_back_is_not_remembered() -> None:
    holder = uuid4()
    with acting(MACHINE):
        try:
            with transaction.atomic():
                safe_of(holder)
                safe_of(holder)
                raise LookupError
        except LookupError:
            pass
        sealed = safe_of(holder).seal("a:b:1", "ماندنی")
    with acting(MACHINE):
        assert safe_of(holder).open("a:b:1", sealed) == "ماندنی"


def test_an_erased_key_is_forgotten_at_once() -> None:
    holder = uuid4()
    with acting(MACHINE):
        safe_of(holder)
    with acting(MACHINE):
        safe_of(holder)
        erase_holder(holder)
        with pytest.raises(Erased):
            safe_of(holder)


def test_outside_of_an_act_nothing_is_remembered() -> None:
    holder = uuid4()
    safe_of(holder)
    assert queries(holder) == queries(holder) == 1
