from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from panjereh.config.running import children as module
from panjereh.config.running.children import Child

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, time
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def child(script: str, said: list[str] | None = None) -> Child:
        words = [] if said is None else said
        log = tmp_path / f"{len(made)}.log"
        made.append(
            Child(
                "web server",
                [sys.executable, "-c", script],
                environment={"PATH": os.defpath},
                log=log,
                say=words.append,
            )
        )
        made[-1].start()
        return made[-1]

    yield child
    for one in made:
        one.stop(0)


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_child_that_dies_is_started_again_and_told(make: Callable[..., Child]) -> None:
    said: list[str] = []
    child = make("import time; time.sleep(60)", said)
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)

    def back() -> bool:
        child.tend()
        return child.running and child.process is not None and child.process.pid != first

    until(back)
    assert len(said) == 1
    assert "web server ended (-9)" in said[0]
    assert str(child.log) in said[0]


def test_each_failure_is_waited_for_longer(make: Callable[..., Child]) -> None:
    child = make("raise SystemExit(3)")

    def started_again() -> bool:
        child.tend()
        return child._not_before == 0.0

    waits = []
    for _ in range(3):
        until(lambda: not child.running)
        began = time.monotonic()
        child.tend()
        until(started_again)
        waits.append(time.monotonic() - began)
    assert waits[0] < waits[1] < waits[2]
    assert child._failures == 3


def test_a_stubborn_child_is_ended_by_force(make: Callable[..., Child]) -> None:
    child = make(STUBBORN)
    assert child.log is not None
    log = child.log
    until(lambda: log.read_text() == "up\n")
    child.ask_to_stop()
    began = time.monotonic()
    child.stop(0.3)
    assert time.monotonic() - began < 5
    assert not child.running


def test_grandchildren_go_as_well(make: Callable[..., Child]) -> None:
    child = make(PARENT)
    assert child.log is not None
    log = child.log
    until(lambda: log.read_text().strip().isdigit())
    grandchild = int(log.read_text())
    child.stop(0)
    status = Path(f"/proc/{grandchild}/stat")
    until(lambda: not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def test_a_log_that_grew_large_begins_anew(
    make: Callable[..., Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    child = make("import time; print('x' * 5000, flush=True); time.sleep(60)")
    assert child.log is not None
    log = child.log
    until(lambda: log.stat().st_size > 5000)
    child.tend()
    assert log.stat().st_size > 5000
    monkeypatch.setattr(module, "LOG_LIMIT", 1000)
    child.tend()
    assert log.stat().st_size == 0
    assert log.with_suffix(".old.log").stat().st_size > 5000
