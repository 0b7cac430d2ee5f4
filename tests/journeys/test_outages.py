"""A part is gone: honest pages within seconds, a red `/healthz`, and afterwards nothing is missing."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from tests.journeys.kills.clients import Machine, Person
from tests.journeys.kills.nemesis import Nemesis
from tests.journeys.kills.stage import judged, living, mistakes, rest, standing
from tests.journeys.kills.visitor import SERVICE, Visitor

from panjereh.config.postgres import place_of
from panjereh.config.testing import settings

SECONDS = 6.0  # in which an honest page has to be there
SEED = "outages"
WORKER = "config.command worker"
GONE = {"silent", "none"}  # its last sign is old, or it was struck before it gave the first
NO_SPACE = re.compile("No space left on device|File too large")
ANSWERS = {
    "purpose": {"purpose": "work"},
    "recipient": {"recipient": "نهاد نمونه"},
    "certificate_language": {"certificate_language": "fa"},
}

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are found in /proc")


@pytest.fixture(scope="module")
def nemesis() -> Iterator[Nemesis]:
    with standing("outages", SEED) as nemesis:
        yield nemesis


@contextmanager
def nobody_mends(nemesis: Nemesis) -> Iterator[None]:
    """Hold the supervisor, so that what is killed stays dead for a while."""
    nemesis.product.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        nemesis.product.process.send_signal(signal.SIGCONT)
        nemesis.wait_until_back(90)


def until(true: Callable[[], bool], seconds: float, tell: Callable[[], object] = str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain {tell()}"
        time.sleep(0.2)


def of_worker(parts: Mapping[str, str]) -> str:
    """The first word that `/healthz` says of the worker."""
    return parts.get("worker", "").split(" ")[0]


def apply(visitor: Visitor, number: int) -> dict[str, object]:
    key = f"00000000-0000-4000-8000-{number:012d}"
    answer = visitor.send("/api/v1/applications", {"service": SERVICE, "key": key, "answers": ANSWERS})
    assert answer.status in (200, 201), answer
    return dict(answer.data or {})


def test_without_a_database_every_page_says_so_within_seconds(nemesis: Nemesis) -> None:
    visitor = Visitor(nemesis.product.url, "maryam")
    there = apply(visitor, 1)
    with nobody_mends(nemesis):
        nemesis.kill_database()
        time.sleep(1.1)  # longer than an answer of /healthz is kept
        status, parts = nemesis.product.health()
        assert (status, parts["database"]) == (503, "unreachable")
        for path, words in (("/fa/", '<html lang="fa"'), ("/en/services/", "Your data is safe")):
            began = time.monotonic()
            answer = visitor.get(path)
            assert (answer.status, time.monotonic() - began < SECONDS) == (503, True), path
            assert words in answer.text
        time.sleep(8.0)
        sent = visitor.send("/api/v1/applications", {"service": SERVICE, "key": there["ref"], "answers": {}})
        assert sent.status == 503
    began = time.monotonic()
    until(lambda: {visitor.get("/fa/").status for _ in range(6)} == {200}, 20)
    assert time.monotonic() - began < SECONDS, "the web server found the database too late"
    again = apply(visitor, 1)
    assert (again["ref"], again["receipt"]) == (there["ref"], there["receipt"])


def test_without_a_worker_work_is_taken_in_and_done_later(nemesis: Nemesis) -> None:
    visitor = Visitor(nemesis.product.url, "maryam")
    apply(visitor, 2)
    until(lambda: nemesis.of_product(WORKER) != [], 30)
    with nobody_mends(nemesis):
        nemesis.strike("the worker")
        until(lambda: nemesis.of_product(WORKER) == [], 10)
        taken = apply(visitor, 3)
        assert (taken["status"], taken["turn"]) == ("finishing", "machine")
        page = visitor.get(f"/fa/cases/{taken['ref']}/")
        assert str(taken["receipt"]) in page.text
        until(lambda: of_worker(nemesis.product.health()[1]) in GONE, 60, nemesis.product.health)
        time.sleep(1.1)
        assert nemesis.product.health()[0] == 503
    until(lambda: apply(visitor, 3)["status"] == "ended", 60)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of its own for one data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can be mounted by root alone; the test with a limit on files runs")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(nemesis: Nemesis) -> Iterator[None]:
    """Fill the disk to the last byte."""
    filler = nemesis.product.data / "filler"
    with filler.open("wb") as file:
        try:
            while file.write(b"\0" * 65536):
                file.flush()
        except OSError:
            pass
        file.seek(0)
    yield
    filler.unlink()


def full_disk(
    nemesis: Nemesis, books: Path, filled: Callable[[Nemesis], AbstractContextManager[None]]
) -> None:
    with living(nemesis, (Machine, Machine, Person), SEED, books) as clients:
        for _ in range(6):
            nemesis.moments.wait_for("effects", 20.0)
        with filled(nemesis):
            time.sleep(15.0)
        nemesis.wait_until_back(90)
        for _ in range(3):
            nemesis.moments.wait_for("effects", 20.0)
    rest(nemesis)
    answered = sum((client.visitor.answered for client in clients), Counter())
    print(dict(answered))
    assert judged(nemesis, books) == []
    assert set(answered) <= {"200", "201", "302", "503"}, f"{answered}\n{mistakes(nemesis)}"
    logs = [log.read_text(errors="replace") for log in place_of(nemesis.product.data).log.glob("*.log")]
    assert any(NO_SPACE.search(log) for log in logs), "the disk was not full enough to be noticed"


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with small_disk(settings.RUN / "full"), standing("full", SEED, keep_folder=True) as nemesis:
        full_disk(nemesis, tmp_path, full)


@contextmanager
def limited(nemesis: Nemesis) -> Iterator[None]:
    """Let no file of the database grow: the next write beyond its present end fails."""
    try:
        for process in nemesis.database():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
    except PermissionError:
        pytest.skip("this account may not limit the database's account; the test with a small disk runs")
    yield
    for process in nemesis.database():
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_files_that_cannot_grow_lose_nothing(tmp_path: Path, nemesis: Nemesis) -> None:
    full_disk(nemesis, tmp_path, limited)
