"""The command as a person types it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from panjereh.config.postgres.server import database_of
from panjereh.config.testing import settings
from panjereh.config.testing.database import copy_of_template


@pytest.fixture
def panjereh(tmp_path: Path) -> Any:
    """Run `panjereh ARGUMENTS` on a data folder."""

    def run(*arguments: str, data: Path = tmp_path, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
            "PANJEREH_DATA": str(data),
            "COLUMNS": "200",
            **variables,
        }
        command = [sys.executable, "-m", "panjereh.config.command", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def test_help_names_the_commands(panjereh: Any) -> None:
    said = panjereh("--help").stdout
    for name in ("run", "worker", "doctor", "seed", "service", "manage"):
        assert name in said


def test_a_command_starts_a_database_for_itself_and_ends_it(panjereh: Any) -> None:
    data = settings.RUN / "command"
    copy_of_template(settings.BUILD, data)
    shown = panjereh("manage", "showmigrations", "--plan", data=data)
    assert shown.returncode == 0, shown.stderr
    assert "[ ]" not in shown.stdout
    assert "[X]  kernel.0001_initial" in shown.stdout
    with database_of(data):  # its lock is free again
        pass


def test_the_doctor_names_a_cure_for_each_ill(panjereh: Any, tmp_path: Path) -> None:
    said = panjereh("doctor")
    assert said.returncode == 1
    assert "make run" in said.stdout
    assert "panjereh worker" in said.stdout
    assert "PANJEREH_SMTP" in said.stdout


def test_the_doctor_finds_an_owner_where_the_application_should_be(panjereh: Any) -> None:
    data = settings.RUN / "doctor"
    copy_of_template(settings.BUILD, data)
    with database_of(data) as (app_url, owner_url):
        well = panjereh("doctor", data=data, DATABASE_URL=app_url).stdout
        assert "bound by row-level security" in well
        assert "owns tables" not in well
        ill = panjereh("doctor", data=data, DATABASE_URL=owner_url)
        assert ill.returncode == 1
        assert "owns tables" in ill.stdout


def test_the_doctor_reads_settings_with_mistakes(panjereh: Any) -> None:
    said = panjereh("doctor", PANJEREH_SMTP="mail.example")
    assert said.returncode == 1
    assert "PANJEREH_SMTP names no mail server" in said.stdout


def test_a_wrong_port_ends_with_a_sentence(panjereh: Any) -> None:
    said = panjereh("run", PORT="x")
    assert said.returncode == 1
    assert "PORT is 'x'" in said.stdout
