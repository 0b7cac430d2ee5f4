"""The real server, with the traps that real machines set."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from panjereh.config.postgres import DatabaseUnavailable, Server, place_of
from panjereh.config.postgres.orphans import working_in
from panjereh.config.postgres.server import AlreadyRunning, database_of
from panjereh.config.postgres.tests.test_parent import gone

HOLDER = """
import sys, time
from pathlib import Path
from panjereh.config.postgres import Server
server = Server(Path(sys.argv[1]))
server.start()
print(server.process.pid, flush=True)
time.sleep(120)
"""


@contextmanager
def running(data: Path) -> Iterator[Server]:
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_first_start_makes_a_closed_server_with_two_humble_roles(data: Path) -> None:
    with running(data) as server:
        held = server.place.sockets.stat()
        assert stat.S_IMODE(held.st_mode) == 0o700
        assert stat.S_IMODE(server.place.data.stat().st_mode) == 0o700
        assert answer(server.app_url, "SHOW listen_addresses") == ""
        assert answer(server.app_url, "SHOW data_checksums") == "on"
        assert answer(server.app_url, "SHOW fsync") == "on"
        assert server.process is not None
        # Port 5432 is only the socket's name; nothing listens on the network.
        listening = Path(f"/proc/{server.process.pid}/net/tcp").read_text()
        assert not any(line.split()[1].endswith(":1538") for line in listening.splitlines()[1:])
        mighty = (
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'panjereh\\_%' AND (rolsuper OR rolbypassrls)"
        )
        assert answer(server.app_url, mighty) == 0
        assert answer(server.app_url, "SELECT current_user") == "panjereh_app"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            answer(server.app_url, "CREATE TABLE mine (id int)")
    assert not list(working_in(server.place.data))


def test_rows_stay_and_the_application_gets_rows_but_no_tables(settled: Path) -> None:
    with running(settled) as server, psycopg.connect(server.owner_url) as owner:
        owner.execute("CREATE TABLE kept (id int)")
        owner.commit()
        assert answer(server.app_url, "INSERT INTO kept VALUES (7) RETURNING id") == 7
    with running(settled) as server:
        assert answer(server.app_url, "SELECT id FROM kept") == 7
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            answer(server.app_url, "DROP TABLE kept")


def test_a_second_supervisor_is_told_who_the_first_is(settled: Path) -> None:
    with running(settled), pytest.raises(AlreadyRunning, match=str(os.getpid())):
        Server(settled).start()


def test_a_command_uses_the_running_server_or_one_of_its_own(settled: Path) -> None:
    with database_of(settled) as (app_url, _):
        assert answer(app_url, "SELECT 1") == 1
        with database_of(settled) as (same_url, owner_url):
            assert same_url == app_url
            assert answer(owner_url, "SELECT current_user") == "panjereh_owner"
        assert answer(app_url, "SELECT 1") == 1
    with pytest.raises(psycopg.OperationalError):
        answer(app_url, "SELECT 1")


def test_a_killed_server_comes_back(settled: Path) -> None:
    said: list[str] = []
    server = Server(settled, say=said.append)
    server.start()
    try:
        assert not server.tend()
        assert server.process is not None
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        deadline = time.monotonic() + 20
        while not server.tend() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert answer(server.app_url, "SELECT 1") == 1
        assert "starting it again" in said[-1]
    finally:
        server.stop()


def test_no_server_outlives_a_supervisor_that_was_killed(settled: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, settled], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    server = int(holder.stdout.readline())
    holder.kill()
    holder.wait()
    deadline = time.monotonic() + 15
    while not gone(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(server)
    with running(settled) as again:
        assert answer(again.app_url, "SELECT 1") == 1


class TestTraps:
    def test_a_busy_backend_that_outlived_its_postmaster(self, settled: Path) -> None:
        server = Server(settled)
        server.start()
        connection = psycopg.connect(server.app_url, autocommit=True)
        backend = connection.info.backend_pid
        # A backend that does not look at its latch: it computes.
        query = subprocess.Popen(
            [sys.executable, "-c", f"import psycopg; psycopg.connect({server.app_url!r}).execute({BUSY!r})"],
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 30
        while connection.execute(COMPUTING).fetchone() == (0,) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.2)  # it has begun, and is in the middle of it
        assert server.process is not None
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        left = list(working_in(server.place.data))
        assert left, "the trap did not close: no backend outlived the postmaster"
        server.stop()  # gives the lock back; the backends are not its children
        with running(settled) as again:
            assert answer(again.app_url, "SELECT 1") == 1
        assert gone(backend)
        assert not list(working_in(server.place.data))
        query.wait(10)
        connection.close()

    @pytest.mark.parametrize("mark", ["data/postmaster.pid", "socket/.s.PGSQL.5432.lock"])
    def test_a_stale_lock_file_whose_number_belongs_to_someone_else(self, settled: Path, mark: str) -> None:
        with running(settled) as server:
            words = (server.place.root / mark).read_text().splitlines()
        options = server.account.process_options()
        stranger = subprocess.Popen(["sleep", "60"], **options)
        try:
            words[0] = str(stranger.pid)
            stale = server.place.root / mark
            stale.write_text("\n".join(words) + "\n")
            shutil.chown(stale, server.account.uid, server.account.gid)
            with running(settled) as again:
                assert answer(again.app_url, "SELECT 1") == 1
            assert stranger.poll() is None, "a stranger was killed"
        finally:
            stranger.kill()
            stranger.wait()

    def test_data_of_another_major_version_are_named_before_the_start(self, settled: Path) -> None:
        with running(settled) as server:
            pass
        (server.place.data / "PG_VERSION").write_text("13\n")
        with pytest.raises(DatabaseUnavailable, match=r"belongs to PostgreSQL 13.*pg_dump"):
            Server(settled).start()

    def test_an_interrupted_first_start_is_begun_anew(self, data: Path) -> None:
        server = Server(data)
        (server.place.root / "data.new").mkdir(parents=True)
        (server.place.root / "data.new" / "half").write_text("")
        server.start()
        server.stop()
        assert not (server.place.root / "data.new").exists()
        assert place_of(data) == server.place


COMPUTING = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE 'SELECT sum%'"
BUSY = "SELECT sum(i::numeric ^ 2) FROM generate_series(1, 300000000) AS i"


def test_a_server_that_cannot_start_says_why(settled: Path) -> None:
    with running(settled) as server:
        pass
    (server.place.data / "postgresql.conf").write_text("no_such_setting = on\n")
    with pytest.raises(DatabaseUnavailable, match="no_such_setting"):
        Server(settled).start()
    assert not list(working_in(server.place.data))


def test_very_long_paths_work(data: Path) -> None:
    deep = data / ("long-folder-name-" * 8)
    with running(deep) as server:
        assert server.place.root not in server.place.sockets.parents
        assert answer(server.app_url, "SELECT 1") == 1
        assert stat.S_IMODE(server.place.sockets.stat().st_mode) == 0o700
    shutil.rmtree(server.place.sockets)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can enter a folder that is closed to the server")
def test_root_in_a_closed_home(data: Path) -> None:
    data.chmod(0o700)
    with running(data / "clone" / ".data") as server:
        assert data not in server.place.root.parents
        assert answer(server.app_url, "SELECT 1") == 1
    with running(data / "clone" / ".data") as again:
        assert again.place == server.place
    shutil.rmtree(server.place.root)


def test_an_ordinary_user_in_a_closed_home(data: Path, as_nobody: list[str]) -> None:
    home = data / "home"
    home.mkdir(mode=0o700)
    os.chown(home, 65534, 65534)
    script = (
        "import sys, psycopg; from pathlib import Path; from panjereh.config.postgres import Server\n"
        "server = Server(Path(sys.argv[1])); server.start()\n"
        "print(psycopg.connect(server.app_url).execute('SELECT current_user').fetchone()[0]); server.stop()"
    )
    ran = subprocess.run(
        [*as_nobody, "-c", script, home / "data"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "panjereh_app"
    assert (home / "data" / "postgres" / "data").stat().st_uid == 65534
