"""The browser for journeys, and a loud word about those that could not run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FETCHED = Path(__file__).resolve().parents[4] / "build" / "browser" / "chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
MISSING = "no browser: make test looks for one; or set PANJEREH_BROWSER to the path of a Chromium"


def find_browser() -> str | None:
    """Return the path of a Chromium: PANJEREH_BROWSER, the machine's, or one that was fetched."""
    named = os.environ.get("PANJEREH_BROWSER")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return str(FETCHED) if FETCHED.exists() else None
