"""Who runs the database server: ourselves, or, for root, the account we step down to."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panjereh.config.postgres.errors import DatabaseUnavailable

PREFERRED = ("panjereh", "postgres", "nobody")  # the last is meant for tests and throw-away demos


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine under which the server and its tools run."""

    name: str
    uid: int
    gid: int
    steps_down: bool

    def process_options(self) -> dict[str, Any]:
        """Return the options of `subprocess` that run a program as this account."""
        options: dict[str, Any] = {"cwd": "/", "env": plain_environment()}
        if self.steps_down:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def can_enter(self, folder: Path) -> bool:
        """Tell whether this account may traverse to `folder` (asked of the system, so ACLs count)."""
        if not self.steps_down:
            return os.access(folder, os.X_OK)
        asked = subprocess.run(["/bin/sh", "-c", 'test -x "$1"', "sh", folder], **self.process_options())
        return asked.returncode == 0

    def own(self, folder: Path) -> Path:
        """Make `folder` if absent, with mode 0700 and as this account's; refuse somebody else's."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = folder.lstat()
        if folder.is_symlink() or held.st_uid not in {self.uid, os.geteuid()}:
            raise DatabaseUnavailable(
                f"{folder} belongs to someone else. Remove it, or set another PANJEREH_DATA."
            )
        if self.steps_down and held.st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def server_account(existing: Path | None = None) -> Account:
    """Return the account for the server: the present user, or the one that root steps down to.

    Root takes the owner of an `existing` data directory, else the first of `PREFERRED` that exists.
    """
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid(), steps_down=False)
    for found in _accounts(existing):
        if found.pw_uid != 0:
            return Account(found.pw_name, found.pw_uid, found.pw_gid, steps_down=True)
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and this machine has none of the users "
        f"{', '.join(PREFERRED)}. Make one: useradd --system panjereh"
    )


def _accounts(existing: Path | None) -> Iterator[pwd.struct_passwd]:
    if existing is not None and existing.exists():
        try:
            yield pwd.getpwuid(existing.stat().st_uid)
        except KeyError:
            raise DatabaseUnavailable(
                f"{existing} belongs to user number {existing.stat().st_uid}, whom this machine doesn't "
                "know. Give it to one that it knows: chown -R panjereh FOLDER"
            ) from None
    for name in PREFERRED:
        try:
            yield pwd.getpwnam(name)
        except KeyError:
            continue


def plain_environment() -> dict[str, str]:
    """Return the few variables that the server and its tools need, without secrets of ours."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
