from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psycopg

from panjereh.config.postgres import Server
from panjereh.config.postgres.upkeep import KEPT, DailyDump


def settle(dump: DailyDump) -> None:
    dump.tend()
    deadline = time.monotonic() + 20
    while dump._process is not None and time.monotonic() < deadline:
        time.sleep(0.05)
        dump.tend()


def test_a_dump_that_is_due_is_made_whole_and_old_ones_go(settled: Path) -> None:
    server = Server(settled)
    server.start()
    try:
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("CREATE TABLE worth_keeping (id int)")
        fresh = DailyDump(server)
        settle(fresh)
        assert fresh.dumps() == [], "a database of today needs no dump yet"

        for day in range(KEPT + 2):
            old = server.place.dumps / f"2020-01-{day + 1:02}T000000Z.dump"
            old.write_bytes(b"")
            os.utime(old, (0, 0))
        due = DailyDump(server)
        settle(due)
        made = due.dumps()
        assert len(made) == KEPT
        listed = subprocess.run(
            [server.binaries["pg_restore"], "--list", made[-1]], capture_output=True, text=True, check=True
        )
        assert "worth_keeping" in listed.stdout
        settle(due)
        assert due.dumps() == made
    finally:
        server.stop()


def test_a_failed_dump_leaves_nothing_that_looks_like_one(settled: Path) -> None:
    said: list[str] = []
    server = Server(settled, say=said.append)
    server.start()
    try:
        server.place.dumps.chmod(0o500)
        settle(DailyDump(server, every=-1.0))
        assert not list(server.place.dumps.glob("*.dump"))
        assert any("daily dump failed" in sentence for sentence in said)
    finally:
        server.stop()
