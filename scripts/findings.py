"""Writes docs/agencies/findings.md from the message tables: `python scripts/findings.py`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from panjereh.catalogue.folder.messages.afterwards import AFTERWARDS  # noqa: E402
from panjereh.catalogue.folder.messages.contents import CONTENTS  # noqa: E402
from panjereh.catalogue.folder.messages.forms import FORMS  # noqa: E402
from panjereh.catalogue.folder.messages.names import NAMES  # noqa: E402
from panjereh.catalogue.folder.messages.packing import PACKING  # noqa: E402
from panjereh.catalogue.folder.messages.trials import TRIALS  # noqa: E402
from panjereh.flow.letters.sentences import LETTERS  # noqa: E402
from panjereh.flow.model import Text  # noqa: E402
from panjereh.flow.sentences import FINDINGS  # noqa: E402
from panjereh.rules.messages import sentences  # noqa: E402

PAGE = ROOT / "docs" / "agencies" / "findings.md"
HEAD = """# What the checker says

Every sentence of `service check`, `service test` and `service publish`, with the key that `--json` gives. A
word in braces, such as `{name}`, stands for what you wrote or for what is allowed.

This page is written from the program's own tables (`scripts/findings.py`); a test keeps it true.
"""


def page() -> str:
    """The whole page."""
    rules = {key: Text(*pair) for key, pair in sentences().items()}
    parts = [
        ("The folder and its YAML", PACKING),
        ("The form of a file", FORMS),
        ("Names", NAMES),
        ("Conditions, questions, texts", CONTENTS),
        ("Appeals and measures", AFTERWARDS),
        ("The text of letters", LETTERS),
        ("The process and its rules", FINDINGS),
        ("Examples and tests", TRIALS),
        ("Expressions and tables", rules),
    ]
    return HEAD + "".join(_part(title, table) for title, table in parts)


def _part(title: str, table: Mapping[str, Text]) -> str:
    rows = "".join(f"| `{key}` | {_cell(text.en)} | {_cell(text.fa)} |\n" for key, text in table.items())
    return f"\n## {title}\n| key | English | فارسی |\n|---|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;").strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
