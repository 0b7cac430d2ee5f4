"""The whole product, started as a person starts it, and everything that may die in it."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from panjereh.config.postgres.orphans import working_in
from panjereh.config.testing import settings
from panjereh.config.testing.database import copy_of_template
from panjereh.config.testing.product import RunningProduct, free_port, start_product

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are counted in /proc")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = settings.RUN / "supervised"
    shutil.rmtree(made, ignore_errors=True)
    copy_of_template(settings.BUILD, made)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def running(folder: Path) -> Iterator[RunningProduct]:
    product = start_product(folder, port=free_port(), demo=False)
    try:
        product.wait_until_healthy(90)
        yield product
    finally:
        product.stop()


def of_product(product: RunningProduct, words: str = "") -> list[int]:
    """Return the ids of living processes that work for this product's data folder."""
    mark = f"PANJEREH_DATA={product.data}".encode()
    found = list(working_in(product.data / "postgres" / "data")) if not words else []
    for entry in Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or mark not in (entry / "environ").read_bytes():
                continue
            if words.encode() in (entry / "cmdline").read_bytes().replace(b"\0", b" "):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def commands(processes: list[int]) -> list[str]:
    """Return what the processes run, for a failure to tell."""
    files = [Path(f"/proc/{process}/cmdline") for process in processes]
    return [file.read_bytes().replace(b"\0", b" ").decode()[:120] for file in files if file.exists()]


def until(true: Callable[[], bool], seconds: float, tell: Callable[[], object] = lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited in vain {tell()}"
        time.sleep(0.1)


def test_a_product_serves_from_a_closed_database_and_leaves_nothing(running: RunningProduct) -> None:
    assert running.health() == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok", "payments": "ok"},
    )
    sockets = running.data / "postgres" / "socket"
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    with psycopg.connect(running.app_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert running.stop(signal.SIGINT) == 0
    assert of_product(running) == []


def test_a_second_start_is_told_where_the_first_is_and_a_warm_one_is_quick(running: RunningProduct) -> None:
    second = start_product(running.data / ".." / "supervised", port=free_port(), demo=False)
    assert second.process.wait(30) == 0
    assert f"runs already at http://localhost:{running.port}/" in second.log.read_text()
    assert running.health()[0] == 200

    running.stop()
    began = time.monotonic()
    warm = start_product(running.data, port=running.port, demo=False)
    try:
        warm.wait_until_healthy(60)
        took = time.monotonic() - began
        said = warm.log.read_text()
        assert "Applying migrations" not in said
        assert "Collecting static files" not in said
        assert took < 30, "a warm start does nothing twice; two cores need about three seconds"
    finally:
        warm.stop()


def test_a_busy_port_is_named_before_anything_starts(running: RunningProduct, tmp_path: Path) -> None:
    other = start_product(tmp_path / "other", port=running.port, demo=False)
    assert other.process.wait(30) == 1
    said = other.log.read_text()
    assert f"Port {running.port} is taken" in said
    assert "make run" in said
    assert not (tmp_path / "other" / "postgres").exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_whatever_ends_the_supervisor_ends_everything(
    running: RunningProduct, number: signal.Signals
) -> None:
    running.process.send_signal(number)
    running.process.wait(40)
    until(lambda: not of_product(running), 20, lambda: commands(of_product(running)))
    again = start_product(running.data, port=running.port, demo=False)
    try:
        again.wait_until_healthy(60)
    finally:
        again.stop()


@pytest.mark.parametrize("words", ["granian", "config.command worker"])
def test_a_killed_child_comes_back(running: RunningProduct, words: str) -> None:
    before = set(of_product(running, words))
    assert before
    main = min(before)
    os.kill(main, signal.SIGKILL)
    until(lambda: set(of_product(running, words)) - before != set(), 20)
    until(lambda: main not in of_product(running, words), 10)
    running.wait_until_healthy(40)
    assert not before & set(of_product(running, words)), "a process of the killed one still serves"


def test_a_killed_web_process_comes_back(running: RunningProduct) -> None:
    before = set(of_product(running, "granian"))
    os.kill(max(before), signal.SIGKILL)
    until(lambda: len(of_product(running, "granian")) >= len(before), 30)
    running.wait_until_healthy(30)


def test_a_killed_database_turns_health_red_at_once_and_comes_back(running: RunningProduct) -> None:
    postmaster = int((running.data / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    # Stopped, not killed: connections hang, which is worse than a refusal.
    for process in working_in(running.data / "postgres" / "data"):
        os.kill(process, signal.SIGSTOP)
    time.sleep(1.1)  # longer than an answer is kept
    began = time.monotonic()
    status, parts = running.health()
    assert time.monotonic() - began < 2.0
    assert (status, parts["database"]) == (503, "unreachable")
    for process in working_in(running.data / "postgres" / "data"):
        os.kill(process, signal.SIGCONT)
    running.wait_until_healthy(30)

    os.kill(postmaster, signal.SIGKILL)
    until(lambda: running.health()[0] != 200, 10)
    running.wait_until_healthy(60)


def test_a_silent_worker_turns_health_red(running: RunningProduct) -> None:
    [worker] = of_product(running, "config.command worker")
    os.kill(worker, signal.SIGSTOP)
    try:
        # Each web process keeps its last answer for a second, so a green one may follow the first red.
        until(lambda: "silent" in running.health()[1].get("worker", ""), 40)
        time.sleep(1.1)
        assert running.health()[0] == 503
    finally:
        os.kill(worker, signal.SIGCONT)
    running.wait_until_healthy(30)


def test_two_products_stand_side_by_side(running: RunningProduct, tmp_path: Path) -> None:
    data = settings.RUN / "beside"
    copy_of_template(settings.BUILD, data)
    other = start_product(data, port=free_port(), demo=False)
    try:
        other.wait_until_healthy(90)
        assert running.health()[0] == 200
    finally:
        other.stop()
        shutil.rmtree(data, ignore_errors=True)
    assert running.health()[0] == 200


def test_a_wrong_port_gets_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    product = start_product(tmp_path, port=0, demo=False, more={"PORT": "eight"})
    assert product.process.wait(30) == 1
    said = product.log.read_text()
    assert "PORT=8001 make run" in said
    assert "Traceback" not in said


def test_the_metrics_stay_closed_outside_of_a_demo(running: RunningProduct) -> None:
    ran = subprocess.run(
        ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", f"{running.url}/metrics"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "404"
