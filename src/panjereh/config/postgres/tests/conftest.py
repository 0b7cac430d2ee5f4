"""Data folders that the server's account may enter, and interpreters for other users."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import panjereh.config
from panjereh.config.postgres import Server


@pytest.fixture
def data() -> Iterator[Path]:
    """A fresh data folder with a short path below the temp folder, open to every user."""
    folder = Path(tempfile.mkdtemp(prefix="panjereh-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A data folder whose database is made and stopped; to be copied, never started."""
    folder = Path(tempfile.mkdtemp(prefix="panjereh-made-"))
    folder.chmod(0o755)
    server = Server(folder)
    server.start()
    server.stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def settled(data: Path, made: Path) -> Path:
    """A data folder with a stopped database of its own."""
    subprocess.run(["cp", "-a", made / "postgres", data / "postgres"], check=True)
    return data


@pytest.fixture
def as_nobody() -> list[str]:
    """The beginning of a command that runs this product's Python as an ordinary user, from root."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can become another user")
    source = str(Path(panjereh.config.__file__).resolve().parents[2])
    path = os.pathsep.join([source, sysconfig.get_path("purelib")])
    become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for python in (sys.executable, "/usr/bin/python3"):
        start = [*become, "env", "HOME=/nonexistent", f"PYTHONPATH={path}", python]
        tried = subprocess.run([*start, "-c", "import psycopg"], capture_output=True, check=False)
        if tried.returncode == 0:
            return start
    pytest.skip("no Python here that an ordinary user may run")


@pytest.fixture(autouse=True)
def children_find_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that a test starts import the product."""
    monkeypatch.setenv("PYTHONPATH", str(Path(panjereh.config.__file__).resolve().parents[2]))
