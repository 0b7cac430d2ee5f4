"""Programs of our own that a start needs, each in a process of its own with the rights that it needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from panjereh.config.postgres.parent import tied_to_us
from panjereh.config.running.address import Address

SETTINGS = "panjereh.config.settings"


class TaskFailed(Exception):
    """A step of the start failed; the sentence carries what it printed."""


def environment(app_url: str, **more: str) -> dict[str, str]:
    """Return the environment of a process of the product that works with the application's rights."""
    inherited = {name: value for name, value in os.environ.items() if name not in OWNERS_OWN}
    return inherited | {
        "DATABASE_URL": app_url,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        **more,
    }


OWNERS_OWN = frozenset({"DATABASE_OWNER_URL", "PANJEREH_DB_ROLE"})


def owner_environment(app_url: str, owner_url: str) -> dict[str, str]:
    """Return the environment of a process that may change tables."""
    return environment(app_url, DATABASE_OWNER_URL=owner_url, PANJEREH_DB_ROLE="owner")


def run_task(arguments: Sequence[str], variables: Mapping[str, str]) -> str:
    """Run `python -m ARGUMENTS` to its end and return what it printed. Raises TaskFailed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=tied_to_us(signal.SIGTERM),
    )
    if done.returncode != 0:
        raise TaskFailed(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}".strip())
    return done.stdout


def web_command(address: Address, workers: int) -> list[str]:
    """Return the command of the web server: one thread for each process and a process for each core."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", address.host, "--port", str(address.port),
        "--workers", str(workers), "--blocking-threads", "1", "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-lifetime", "6h", "--workers-kill-timeout", "5",
        "panjereh.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return the command of the job worker."""
    return [sys.executable, "-m", "panjereh.config.command", "worker"]


def bank_command(port: int, data: Path) -> list[str]:
    """Return the command of the demonstration's simulated bank."""
    return [sys.executable, "-m", "panjereh.bank", "--port", str(port), "--data", str(data)]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
