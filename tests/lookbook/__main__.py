"""Start a product with the sample country, walk through it and write `build/lookbook/index.html`.

python -m tests.lookbook            all states
python -m tests.lookbook WORDS      those whose name holds these words (a regular expression)
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panjereh.config.testing.settings")

ROOT = Path(__file__).resolve().parents[2]


def main(words: list[str]) -> int:
    """Make the book; returns the exit code."""
    from panjereh.config.testing.browser import FLAGS, MISSING, find_browser

    program = find_browser()
    if program is None:
        print(f"no lookbook: {MISSING}", file=sys.stderr)
        return 1
    import django
    from playwright.sync_api import sync_playwright
    from tests.lookbook.book import Book
    from tests.lookbook.scenes import SCENES, Studio

    from panjereh.config.testing.product import product
    from panjereh.config.testing.settings import BUILD

    django.setup()
    began = time.monotonic()
    book = Book(ROOT / "build" / "lookbook", re.compile("|".join(words)))
    with product(BUILD, name="lookbook") as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        with tempfile.TemporaryDirectory() as downloads:
            studio = Studio(running, browser, book, Path(downloads))
            for scene in SCENES:
                scene(studio)
        browser.close()
    index = book.bind(ROOT)
    print(f"{len(book.states)} states in {time.monotonic() - began:.0f} s: {index}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
