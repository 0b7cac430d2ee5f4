"""The checks of the repository find what they are for: a check that can't fail is none."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "https://registry." + "npmjs.org/x"
MACHINE = "/" + "home/someone/panjereh"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, at work on a small repository."""
    spec = importlib.util.spec_from_file_location("check_of_test", ROOT / "scripts" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "package-lock.json").write_text("{}")
    return module


def test_a_clean_repository_passes(check: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<a href="/fa/home/">خانه</a>')
    (tmp_path / "good.py").write_text('PLACE = "/usr/lib/postgresql"\nURL = "http://localhost:8000/"\n')
    assert list(check.repository()) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.txt", REGISTRY, "package registry"),
        ("a.py", f'PLACE = "{MACHINE}"', "path of one machine"),
        ("a.html", "<p>عل" + "\u064a</p>", "Arabic"),
        ("a.py", "x = 1\n" * 401, "longer than 400 lines"),
        ("package-lock.json", '{"resolved": "x"}', "holds addresses"),
    ],
)
def test_what_may_not_be_there_is_found(
    check: ModuleType, tmp_path: Path, name: str, text: str, fault: str
) -> None:
    (tmp_path / name).write_text(text)
    assert any(fault in found for found in check.repository())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('RunSQL("CREATE EXTENSION pgcrypto")', "pgcrypto"),
        ('CreateExtension("hstore")', "hstore"),
        ('RunSQL("SELECT uuidv7()")', "newer versions"),
        ("RunSQL('ALTER TABLE a ALTER b TYPE text COLLATE \"fa_IR\"')", "COLLATE"),
    ],
)
def test_migrations_ask_only_for_what_every_server_has(
    check: ModuleType, tmp_path: Path, text: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "src" / "panjereh" / "room" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text('RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm")\n')
    monkeypatch.setattr(check, "failing", lambda *arguments: iter(()))
    assert list(check.migrations()) == []
    (folder / "0002_more.py").write_text(text)
    assert any(fault in found for found in check.migrations())
