"""No fee is taken twice and no licence given twice, wherever web, worker, bank and database are killed."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.journeys.kills.history import OK, Asked, read_books
from tests.journeys.kills.moments import PAYING
from tests.journeys.kills.money import money_faults, read_money
from tests.journeys.kills.mutants import WITHOUT_ONE_PAYMENT
from tests.journeys.kills.nemesis import Nemesis
from tests.journeys.kills.shopkeepers import Hasty, Shopkeeper
from tests.journeys.kills.stage import (
    judged,
    living,
    mistakes,
    money_judged,
    money_rest,
    rest,
    standing,
    superuser,
)
from tests.journeys.kills.tamperings import MONEY_TAMPERINGS, unseen

LONG = os.environ.get("PANJEREH_LONG") == "1"
SEED = os.environ.get("PANJEREH_SEED") or str(random.SystemRandom().randrange(10**6))
CASES = 1500 if LONG else 300
ENOUGH = 20  # licences, on however slow a machine
LONGEST = 1800.0 if LONG else 150.0

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are counted in /proc")


def applied(books: Path) -> int:
    return sum(act.verb == "apply" and act.state == OK for act in read_books(books))


def test_no_fee_is_taken_twice_and_no_licence_given_twice(tmp_path: Path) -> None:
    print(f"PANJEREH_SEED={SEED}")
    with standing("paid", SEED) as nemesis:
        with living(nemesis, (Shopkeeper, Shopkeeper, Hasty, Hasty), SEED, tmp_path) as clients:
            end = time.monotonic() + LONGEST
            while applied(tmp_path) < CASES and time.monotonic() < end:
                nemesis.haunt(20.0, 4.0, PAYING)
            nemesis.wait_until_back(90)
        rest(nemesis)
        money_rest(nemesis)
        rest(nemesis)
        faults = [*judged(nemesis, tmp_path), *money_judged(nemesis, tmp_path)]
        asked = read_books(tmp_path)
        answered = sum((client.visitor.answered + client.other.answered for client in clients), Counter())
        print("struck:", *nemesis.struck, sep="\n  ")
        print("told:", dict(Counter((act.verb, act.state) for act in asked)))
        print("ended:", outcomes(nemesis), "answered:", dict(answered), mistakes(nemesis), sep="\n")
        known = {"200", "201", "302", "303", "503"}
        assert set(answered) <= known, "a fault is told by a page that says what to do"
        assert not faults, f"PANJEREH_SEED={SEED}\n" + "\n".join(map(str, faults))
        assert outcomes(nemesis)["granted"] >= ENOUGH, "too few licences: the run proves little"
        bank = nemesis.product.bank.data
        with superuser(nemesis) as connection:
            assert (
                unseen(
                    connection, MONEY_TAMPERINGS, lambda: money_faults(asked, read_money(connection, bank))
                )
                == []
            )
        assert ways_at_the_bank(asked) >= {"pay", "lost", "twice"}


def outcomes(nemesis: Nemesis) -> Counter[str]:
    with superuser(nemesis) as connection:
        rows = connection.execute("SELECT coalesce(state->>'outcome', stage) FROM cases_case").fetchall()
    return Counter(outcome for (outcome,) in rows)


def ways_at_the_bank(asked: list[Asked]) -> set[str]:
    return {act.about["doing"] for act in asked if act.verb == "at the bank" and act.state == OK}


def test_the_checker_sees_a_fee_that_is_taken_twice(tmp_path: Path) -> None:
    """The same people on two devices, without the one rule that a bill has one payment."""
    with standing("mutant", SEED, WITHOUT_ONE_PAYMENT.grow(tmp_path / "product")) as nemesis:
        with superuser(nemesis) as connection:
            WITHOUT_ONE_PAYMENT.open_the_walls(connection)
        with living(nemesis, (Hasty, Hasty), SEED, tmp_path / "books"):
            end = time.monotonic() + 60
            while applied(tmp_path / "books") < 6 and time.monotonic() < end:
                time.sleep(0.5)
        rest(nemesis, seconds=10)
        money_rest(nemesis, seconds=20)
        assert "taken twice" in {fault.kind for fault in money_judged(nemesis, tmp_path / "books")}
