"""What clients asked and what they were told, written outside of the product and forced to disk.

A line `invoke` stands before each request, one of `ok`, `fail` or `info` after it:

ok    the product acknowledged the act; from now on it may never be lost
fail  the product refused it, or was never reached: it has not happened
info  nobody knows: the answer was lost, late, or an honest fault. It happened once or not at all
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK, FAIL, INFO = "ok", "fail", "info"


@dataclass(slots=True)
class Asked:
    """One act of one client.

    verb   apply · start · save · submit · see · decide · withdraw
    about  what was asked: persona, key, ref, page, values
    told   what an acknowledgement carried: ref, receipt
    """

    client: str
    number: int
    verb: str
    about: dict[str, Any]
    state: str = INFO  # a client that ended between both lines knows nothing
    told: dict[str, Any] = field(default_factory=dict)


class Book:
    """The book of one client."""

    def __init__(self, folder: Path, client: str) -> None:
        self.client = client
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(folder / f"{client}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def invoke(self, verb: str, **about: Any) -> int:
        """Write down that an act is about to be asked for; returns its number."""
        self._number += 1
        self._write({"number": self._number, "verb": verb, "about": about})
        return self._number

    def tell(self, number: int, state: str, **told: Any) -> None:
        """Write down how it ended."""
        self._write({"number": number, "state": state, "told": told})

    def close(self) -> None:
        os.close(self._file)

    def _write(self, line: dict[str, Any]) -> None:
        os.write(self._file, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        os.fsync(self._file)


def read_books(folder: Path) -> list[Asked]:
    """Everything that was asked, each act with its last known state."""
    return [asked for file in sorted(folder.glob("*.jsonl")) for asked in _acts(file)]


def _acts(file: Path) -> Iterator[Asked]:
    acts: dict[int, Asked] = {}
    for text in file.read_text().splitlines():
        line = json.loads(text)
        if "verb" in line:
            acts[line["number"]] = Asked(file.stem, line["number"], line["verb"], line["about"])
        else:
            act = acts[line["number"]]
            act.state, act.told = line["state"], line["told"]
    yield from acts.values()
