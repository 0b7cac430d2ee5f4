"""Nothing acknowledged is lost, nothing is done twice, wherever the product is killed."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journeys.kills.checker import faults_of
from tests.journeys.kills.clients import Machine, Officer, Person, Tenant
from tests.journeys.kills.history import OK, Asked, read_books
from tests.journeys.kills.mutants import WITHOUT_DISK, WITHOUT_KEYS, WITHOUT_SOURCES, Mutant
from tests.journeys.kills.nemesis import Nemesis
from tests.journeys.kills.records import read_records
from tests.journeys.kills.stage import drafts_read_again, judged, living, mistakes, rest, standing, superuser
from tests.journeys.kills.tamperings import TAMPERINGS, unseen

LONG = os.environ.get("PANJEREH_LONG") == "1"
SEED = os.environ.get("PANJEREH_SEED") or str(random.SystemRandom().randrange(10**6))
CHAOS = 620.0 if LONG else 32.0  # seconds in which is killed
PAUSE = 12.0 if LONG else 3.0  # seconds between two strikes, at most

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are counted in /proc")


def test_nothing_is_lost_and_nothing_done_twice(tmp_path: Path) -> None:
    print(f"PANJEREH_SEED={SEED}")
    with standing("kills", SEED) as nemesis:
        with living(nemesis, (Machine, Machine, Person, Person, Tenant, Officer), SEED, tmp_path) as clients:
            nemesis.haunt(CHAOS, PAUSE)
            nemesis.wait_until_back(90)
        rest(nemesis)
        faults = judged(nemesis, tmp_path)
        asked = read_books(tmp_path)
        told = Counter((act.verb, act.state) for act in asked)
        print("struck:", *nemesis.struck, sep="\n  ")
        print("told:", dict(told))
        answered = sum((client.visitor.answered + client.other.answered for client in clients), Counter())
        print("answered:", dict(answered), mistakes(nemesis), sep="\n")
        assert not answered["404"] or taken_too_late(asked), "only what is gone is not found"
        known = {"200", "201", "302", "404", "503"}
        assert set(answered) <= known, "a fault is told by a page that says what to do"
        assert not faults, f"PANJEREH_SEED={SEED}\n" + "\n".join(map(str, faults))
        print("drafts read again:", drafts_read_again(nemesis, tmp_path))
        with superuser(nemesis) as connection:
            assert unseen(connection, TAMPERINGS, lambda: faults_of(asked, read_records(connection))) == []
    for verb in ("apply", "start", "save", "submit", "see", "decide"):
        assert told[(verb, OK)], f"no {verb} came through: the run proves nothing about it"


def taken_too_late(asked: list[Asked]) -> bool:
    """Whether all that was not found are cases that an applicant took back as an officer reached for them."""
    taken_back = {act.about["ref"] for act in asked if act.verb == "withdraw"}
    missed = [act for act in asked if act.told.get("status") == 404]
    return missed != [] and all(act.verb == "take" and act.about["ref"] in taken_back for act in missed)


@contextmanager
def mutated(mutant: Mutant, folder: Path) -> Iterator[Nemesis]:
    """A product that lacks one promise."""
    with standing("mutant", SEED, mutant.grow(folder / "product")) as nemesis:
        with superuser(nemesis) as connection:
            mutant.open_the_walls(connection)
        yield nemesis


def some_applications(nemesis: Nemesis, count: int) -> None:
    for _ in range(count):
        nemesis.moments.wait_for("effects", 10.0)


def kinds_of_faults(nemesis: Nemesis, books: Path) -> set[str]:
    rest(nemesis, seconds=3.0)
    return {fault.kind for fault in judged(nemesis, books)}


def test_the_checker_sees_what_happens_without_keys(tmp_path: Path) -> None:
    """The same double clicks, retries and kills, without the one question whether the key is known."""
    with mutated(WITHOUT_KEYS, tmp_path) as nemesis:
        with living(nemesis, (Machine, Machine, Person), SEED, tmp_path / "books"):
            some_applications(nemesis, 12)
            nemesis.strike("the web server")
            nemesis.wait_until_back(60)
            some_applications(nemesis, 6)
        assert "opened twice" in kinds_of_faults(nemesis, tmp_path / "books")


def test_the_checker_sees_what_happens_when_messages_are_trusted(tmp_path: Path) -> None:
    """A message that is delivered twice, to workers that neither lock the case nor look for what was made."""
    with mutated(WITHOUT_SOURCES, tmp_path) as nemesis:
        with living(nemesis, (Machine, Machine), SEED, tmp_path / "books"):
            for _ in range(12):
                some_applications(nemesis, 1)
                nemesis.strike("a message twice")
        assert "done twice" in kinds_of_faults(nemesis, tmp_path / "books")


def test_the_checker_sees_what_happens_without_the_disk(tmp_path: Path) -> None:
    """Acknowledged is what a disk has: a database that says so earlier loses it when it is killed.

    Now and then the disk has everything just at that moment, so there are a few kills.
    """
    with mutated(WITHOUT_DISK, tmp_path) as nemesis:
        for number in range(4):
            books, seed = tmp_path / f"books-{number}", f"{SEED}-{number}"
            with living(nemesis, (Machine, Machine, Person), seed, books, patience=15.0):
                some_applications(nemesis, 6)
                nemesis.strike("everything")
                nemesis.wait_until_back(60)
            if "lost" in kinds_of_faults(nemesis, books):
                return
    pytest.fail("whatever was acknowledged was there again")
