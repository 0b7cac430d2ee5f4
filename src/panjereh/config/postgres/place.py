"""Where the embedded server of one data folder lives, and by which addresses it is reached."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from panjereh.config.postgres.account import Account
from panjereh.config.postgres.binaries import state_folder
from panjereh.config.postgres.errors import DatabaseUnavailable

DATABASE = "panjereh"
SETUP_ROLE, OWNER_ROLE, APP_ROLE = "panjereh", "panjereh_owner", "panjereh_app"
SOCKET_LIMIT = 107  # bytes of a Unix socket's path on Linux
SOCKET_NAME = ".s.PGSQL.5432"
RECORD = "postgres.json"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one embedded server: `root` holds `data`, `log`, `dumps` and the lock."""

    root: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def dumps(self) -> Path:
        return self.root / "dumps"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the connection URL of `role` over the Unix socket."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"


def place_of(data: Path) -> Place:
    """Return where the server of data folder `data` lives, or would live before its first start."""
    try:
        record = json.loads((data / RECORD).read_text())
    except FileNotFoundError:
        return usual_place(data / "postgres")
    return Place(Path(record["root"]), Path(record["sockets"]))


def usual_place(root: Path) -> Place:
    """Return the place at `root`; its socket goes below the temp folder when the path is too long."""
    sockets = root / "socket"
    if len(os.fsencode(sockets / SOCKET_NAME)) > SOCKET_LIMIT:
        named = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        sockets = Path(tempfile.gettempdir()) / f"panjereh-{named}"
    if len(os.fsencode(sockets / SOCKET_NAME)) > SOCKET_LIMIT:
        raise DatabaseUnavailable(
            f"The path {sockets} is too long for a socket (at most {SOCKET_LIMIT} bytes). "
            "Set TMPDIR to a short path."
        )
    return Place(root, sockets)


def settle(data: Path, account: Account) -> Place:
    """Choose the server's place for `data` once, and keep to it ever after.

    When root steps down to an account that may not enter the data folder, the place is below
    /var/lib. It is recorded, so that later changes of permissions don't lead to an empty database.
    """
    record = data / RECORD
    if record.exists():
        place = place_of(data)
        if not (place.data / "PG_VERSION").exists():
            raise DatabaseUnavailable(
                f"The database of {data} was at {place.root} and isn't there now. Bring it back, "
                f"or remove {record} to begin with an empty one."
            )
        return place
    data.mkdir(parents=True, exist_ok=True)
    place = usual_place(data / "postgres")
    if account.steps_down and not account.can_enter(data):
        named = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        place = usual_place(state_folder() / named)
    return place


def remember(data: Path, place: Place) -> None:
    """Write down where the server of `data` lives; called when its database is complete."""
    record = data / RECORD
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps({"root": str(place.root), "sockets": str(place.sockets)}))
    fresh.rename(record)
