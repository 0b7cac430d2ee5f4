"""The command `panjereh service publish`, in a process of its own, beside the running house."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from panjereh.catalogue.queries import live_version
from panjereh.config.testing import settings as testing

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "tests" / "folders" / "address-history-certificate"
SERVICE = "civil/address-history-certificate"
DESIGNER, PUBLISHER, OFFICER = "9990000077", "9990000085", "9990000050"


@pytest.fixture(autouse=True)
def house(settled_country: None) -> None:
    """The sample country with its shipped service, in demonstration mode."""


# another process


def command(folder: Path, *words: str, demo: bool = False) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on the same database."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "DATABASE_URL": testing.PLACE.url("panjereh_app"),
        "PANJEREH_DATA": str(testing.DATA),
        "PANJEREH_DEMO": "1" if demo else "0",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    line = [sys.executable, "-m", "panjereh.config.command", "service", "publish", str(folder), *words]
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[], Path]:
    """The folder where a designer would have it."""

    def made() -> Path:
        path = tmp_path / "services" / SERVICE
        shutil.copytree(FOLDER, path)
        return path

    return made


def test_what_another_process_publishes_is_live_here_without_a_restart(put: Callable[[], Path]) -> None:
    client = Client(HTTP_HOST="localhost")
    page = f"/fa/services/{SERVICE}/"
    assert client.get(page).status_code == 404
    path = put()
    first = command(path, "--as", DESIGNER, "--language", "en")
    assert (first.returncode, "is proposed" in first.stdout) == (0, True), first.stdout + first.stderr
    assert client.get(page).status_code == 404
    second = command(path, "--as", PUBLISHER, "--language", "en")
    assert (second.returncode, "is live" in second.stdout) == (0, True), second.stdout + second.stderr
    assert client.get(page).status_code == 200
    assert live_version(SERVICE).sha256 in second.stdout


def test_the_command_says_what_to_do_when_it_refuses(put: Callable[[], Path]) -> None:
    path = put()
    for words, said in (
        (("--as", OFFICER, "--language", "en"), "service_designer"),
        (("--as", "12", "--language", "en"), "national id"),
        (("--as", DESIGNER, "--alone", "--language", "en"), "demonstration"),
        (("--as", DESIGNER, "--alone", "--language", "fa"), "نمایشی"),
    ):
        made = command(path, *words)
        assert made.returncode == 1, made.stdout
        assert said in made.stdout, made.stdout + made.stderr
        assert "Traceback" not in made.stderr
    (path / "process.yaml").write_text("begin: [", "utf-8")
    broken = command(path, "--as", DESIGNER, "--language", "en")
    assert broken.returncode == 1
    assert "process.yaml:1" in broken.stdout
    assert "the live version stays" in broken.stdout
