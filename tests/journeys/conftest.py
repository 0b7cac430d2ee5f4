"""The real product, started as its operator starts it, and a real browser in front of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STARTS_IN = 240  # seconds on two busy cores


@dataclass(frozen=True)
class Product:
    """A running product: where it answers, and the people of its sample country."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]

    def person(self, name: str) -> dict[str, str]:
        people = json.loads((self.data / "personas.json").read_text())
        return next(person for person in people if person["id"] == name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Start the whole product with the sample country on a free port and in a data folder of its own."""
    data = ROOT / "build" / f"journeys-{os.getpid()}"
    shutil.rmtree(data, ignore_errors=True)
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PANJEREH_", "DJANGO_"))
    }
    environment |= {
        "PORT": str(port),
        "PANJEREH_DATA": str(data),
        "PANJEREH_DEMO": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    log = (tmp_path_factory.mktemp("product") / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "panjereh.config.command", "run"],
        env=environment,
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    try:
        _wait(f"http://localhost:{port}/healthz", process, Path(log.name))
        yield Product(f"http://localhost:{port}", data, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(data, ignore_errors=True)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_IN
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the product did not start:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(url, timeout=3) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the product was not healthy in {STARTS_IN} s:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the journeys skip, and `make test` says how many."""
    program = os.environ.get("PANJEREH_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("NO BROWSER: this journey did not run. Install chromium and run `make test` again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()


@dataclass(frozen=True)
class Variant:
    """How a journey is walked."""

    language: str
    width: int
    scripts: bool

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{'js' if self.scripts else 'nojs'}"


VARIANTS = [
    Variant(language, width, scripts)
    for language in ("fa", "en")
    for width in (360, 1100)
    for scripts in (True, False)
]


@pytest.fixture(params=VARIANTS, ids=str)
def variant(request: pytest.FixtureRequest) -> Variant:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def context(browser: Browser, variant: Variant) -> Iterator[BrowserContext]:
    """A fresh browser without cookies."""
    context = browser.new_context(
        viewport={"width": variant.width, "height": 900},
        java_script_enabled=variant.scripts,
        locale="fa-IR" if variant.language == "fa" else "en-GB",
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()
