from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from panjereh.config.running.lock import AlreadyServing, RunLock

KILLED = """
import os, signal, sys
from pathlib import Path
from panjereh.config.running.lock import RunLock
RunLock(Path(sys.argv[1])).take("http://localhost:1/", answers=lambda url: False)
os.kill(os.getpid(), signal.SIGKILL)
"""


def nobody(url: str) -> bool:
    return False


def test_a_second_run_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    first = RunLock(tmp_path)
    first.take("http://localhost:8000/", answers=nobody)
    with pytest.raises(AlreadyServing, match="http://localhost:8000/") as told:
        RunLock(tmp_path).take("http://localhost:8001/", answers=lambda url: True)
    assert told.value.url == "http://localhost:8000/"
    first.release()
    second = RunLock(tmp_path)
    second.take("http://localhost:8001/", answers=nobody)
    assert not second.unclean
    second.release()


def test_a_silent_holder_is_waited_for_and_then_named(tmp_path: Path) -> None:
    first = RunLock(tmp_path)
    first.take("http://localhost:8000/", answers=nobody)
    with pytest.raises(AlreadyServing):
        RunLock(tmp_path).take("http://localhost:8000/", answers=nobody, patience=0.3)
    first.release()


def test_other_data_folders_are_free(tmp_path: Path) -> None:
    for name in ("one", "two"):
        RunLock(tmp_path / name).take("http://localhost:8000/", answers=nobody)


def test_a_killed_run_leaves_the_lock_and_a_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[4]))
    subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    lock = RunLock(tmp_path)
    lock.take("http://localhost:8000/", answers=nobody)
    assert lock.unclean
    lock.release()
