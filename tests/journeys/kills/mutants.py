"""Copies of the product from which one promise was cut out: the checker has to see what then happens.

A cut names the very text that keeps the promise; if that text changes, the cut fails loudly and
whoever changed it looks here. The database's own constraints are dropped as well where they would
keep the promise alone.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src"


@dataclass(frozen=True, slots=True)
class Cut:
    """One text of a file below `src/panjereh`, and what stands there instead."""

    file: str
    text: str
    instead: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A promise by name, the cuts that end it, and the statements that take its second wall away."""

    name: str
    cuts: Sequence[Cut]
    statements: Sequence[LiteralString] = ()

    def grow(self, folder: Path) -> dict[str, str]:
        """Write the copy into `folder`; returns the variables with which a product starts from it."""
        shutil.rmtree(folder, ignore_errors=True)
        left_out = shutil.ignore_patterns("tests", "__pycache__")
        shutil.copytree(SOURCE, folder / "src", ignore=left_out)
        for name in ("samples", "services"):
            (folder / name).symlink_to(ROOT / name)
        for cut in self.cuts:
            file = folder / "src" / "panjereh" / cut.file
            text = file.read_text()
            assert text.count(cut.text) == 1, f"{self.name}: {cut.file} no longer says once: {cut.text}"
            file.write_text(text.replace(cut.text, cut.instead))
        path = [str(folder / "src"), *(entry for entry in sys.path if entry and Path(entry) != SOURCE)]
        return {"PYTHONPATH": os.pathsep.join(path)}

    def open_the_walls(self, superuser: psycopg.Connection) -> None:
        for statement in self.statements:
            superuser.execute(statement)
        superuser.commit()


WITHOUT_KEYS = Mutant(
    "the key of an application is not looked for",
    [
        Cut(
            "cases/actions/applying.py",
            ".get(principal=act.party, open_key=key)",
            ".get(id=fresh.id)",
        )
    ],
    ["ALTER TABLE cases_case DROP CONSTRAINT cases_opened_once"],
)
WITHOUT_SOURCES = Mutant(
    "effects are made by whoever holds the message, without lock or source",
    [
        Cut(
            "cases/actions/effects.py",
            "Case.objects.select_for_update().filter(id=case_id)",
            "Case.objects.filter(id=case_id)",
        ),
        Cut("documents/actions.py", "    if there is not None:\n        return there\n", ""),
        Cut("notices/actions.py", "    if there is not None:\n        return there\n", ""),
        Cut("registries/actions.py", "    if made is not None:\n        return made.id\n", ""),
    ],
    [
        "ALTER TABLE cases_caseevent DROP CONSTRAINT cases_caseevent_pkey",
        "ALTER TABLE documents_document DROP CONSTRAINT documents_document_source_key",
        "ALTER TABLE notices_notice DROP CONSTRAINT notices_notice_source_key",
        "ALTER TABLE registries_record DROP CONSTRAINT registries_one_truth_a_day",
        "DROP INDEX registries_entered_once",
    ],
)
WITHOUT_DISK = Mutant(
    "the database acknowledges before the disk has it",
    [
        Cut(
            "config/postgres/server.py",
            '"synchronous_commit": "on",',
            '"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB",',
        )
    ],
)
WITHOUT_ONE_PAYMENT = Mutant(
    "each click on «pay» is a payment of its own, and each of them is kept",
    [
        Cut("money/actions/asking.py", "_unfinished(bill) or _new_payment(", "_new_payment("),
        Cut("money/actions/settling.py", 'wanted = bill.state == "open"', "wanted = True"),
        Cut("cases/actions/paying.py", 'money.return_payment(payment_id, why="late")', "pass"),
    ],
    ["DROP INDEX money_one_try_at_a_time", "DROP INDEX money_bill_paid_once"],
)
