"""A country folder comes into force, unless a live service would no longer be sound."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from panjereh.catalogue.publishing import bring_into_force
from panjereh.registries.queries import definitions


@pytest.fixture
def folder(settled_country: None, settings: Any, tmp_path: Path) -> Path:
    """A copy of the sample country, which is in force with its services."""
    return Path(shutil.copytree(settings.ROOT / "samples", tmp_path / "country"))


def register(folder: Path, name: str) -> Path:
    return folder / "registers" / name / "register.yaml"


def test_a_new_field_comes_into_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = register(folder, "residences")
    extra = "  floor: {type: text, label: {fa: طبقه, en: Floor}, visibility: subject, required: false}\n"
    file.write_text(file.read_text() + extra)
    assert bring_into_force(folder, "en") == 0
    assert "floor" in definitions()["residences"]["fields"]
    assert "In force" in capsys.readouterr().out


def test_a_field_that_a_live_service_reads_can_not_go(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = register(folder, "residences")
    lines = [line for line in file.read_text().splitlines(keepends=True) if not line.startswith("  since:")]
    file.write_text("".join(lines))
    assert bring_into_force(folder, "en") == 1
    assert "since" in definitions()["residences"]["fields"]
    out = capsys.readouterr().out
    assert "since" in out
    assert "Nothing was changed" in out


def test_a_broken_folder_is_told_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register(folder, "residences").write_text("title: {fa: بی‌زبان}\n")
    assert bring_into_force(folder, "en") == 1
    assert "register.yaml:1" in capsys.readouterr().out
