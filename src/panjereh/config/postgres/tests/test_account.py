from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from panjereh.config.postgres.account import Account, server_account
from panjereh.config.postgres.errors import DatabaseUnavailable

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")


def test_the_server_never_runs_as_root() -> None:
    assert server_account().uid != 0


@ROOT_ONLY
def test_existing_data_keep_their_owner(data: Path) -> None:
    os.chown(data, 65534, 65534)
    assert server_account(data).uid == 65534


@ROOT_ONLY
def test_data_of_an_unknown_user_are_refused_with_a_cure(data: Path) -> None:
    os.chown(data, 54321, 54321)
    with pytest.raises(DatabaseUnavailable, match=r"54321.*chown"):
        server_account(data)


def test_owned_folders_are_closed_to_others(data: Path) -> None:
    account = server_account()
    folder = account.own(data / "inner")
    held = folder.stat()
    assert stat.S_IMODE(held.st_mode) == 0o700
    assert held.st_uid == account.uid


@ROOT_ONLY
def test_a_folder_of_someone_else_is_refused(data: Path) -> None:
    folder = data / "squatted"
    folder.mkdir()
    os.chown(folder, 54321, 54321)
    with pytest.raises(DatabaseUnavailable, match="belongs to someone else"):
        server_account().own(folder)


def test_a_link_is_refused(data: Path) -> None:
    (data / "link").symlink_to(data)
    with pytest.raises(DatabaseUnavailable, match="belongs to someone else"):
        server_account().own(data / "link")


@ROOT_ONLY
def test_entering_is_asked_for_the_account_and_not_for_us(data: Path) -> None:
    nobody = Account("nobody", 65534, 65534, steps_down=True)
    assert nobody.can_enter(data)
    data.chmod(0o700)
    assert not nobody.can_enter(data)
    assert server_account().steps_down


def test_programs_get_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:secret@/x")
    assert "secret" not in str(server_account().process_options())
