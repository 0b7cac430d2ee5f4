"""What the same machine does with plain SQL: pgbench on the product's own database server."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bench.figures import Figure
from bench.ground import Ground

from panjereh.config.postgres import place_of
from panjereh.config.postgres.account import server_account
from panjereh.config.postgres.binaries import find_binaries
from panjereh.config.postgres.place import SETUP_ROLE

FOLDER = Path(__file__).parent
DATABASE = "bench"
TIME = 6  # seconds
DONE = re.compile(r"number of transactions actually processed: (\d+)")


def measure(ground: Ground) -> Figure:
    """Transactions of `reference.sql` for each CPU second of the database server."""
    with ground.superuser() as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    try:
        with ground.superuser(DATABASE) as connection:
            connection.execute((FOLDER / "reference_tables.sql").read_text())
        _run(ground, 1)
        before = ground.seconds()
        done = _run(ground, TIME)
        used = ground.seconds() - before
    finally:
        with ground.superuser() as connection:
            connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    return Figure("reference script (20 statements, 6 durable rows)", done / used.database, "per core-second")


def _run(ground: Ground, seconds: int) -> int:
    """Run the script from one connection, as one person applies after the other; returns the transactions."""
    account = server_account()
    program = find_binaries(account)["pgbench"]
    url = place_of(ground.product.data).url(SETUP_ROLE, DATABASE)
    arguments = ["-n", "-M", "prepared", "-c", "1", "-T", str(seconds), "-f", "-", url]
    done = subprocess.run(
        [program, *arguments],
        input=(FOLDER / "reference.sql").read_text(),
        capture_output=True,
        text=True,
        check=True,
        **account.process_options(),
    )
    found = DONE.search(done.stdout)
    assert found is not None, done.stdout
    return int(found[1])
