from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict

from panjereh.config.postgres.account import server_account
from panjereh.config.postgres.errors import DatabaseUnavailable
from panjereh.config.postgres.place import (
    SOCKET_LIMIT,
    SOCKET_NAME,
    Place,
    place_of,
    remember,
    settle,
    usual_place,
)


def test_a_short_path_keeps_its_socket_below_the_data() -> None:
    assert usual_place(Path("/srv/p")).sockets == Path("/srv/p/socket")


@given(st.integers(min_value=1, max_value=250))
def test_no_socket_path_is_ever_too_long(length: int) -> None:
    place = usual_place(Path("/srv") / ("x" * length))
    assert len(os.fsencode(place.sockets / SOCKET_NAME)) <= SOCKET_LIMIT


def test_letters_of_several_bytes_count_as_bytes() -> None:
    place = usual_place(Path("/srv") / ("پنجره" * 9))
    assert place.sockets.parent == Path(tempfile.gettempdir())


def test_long_paths_get_sockets_of_their_own() -> None:
    first, second = usual_place(Path("/srv") / ("x" * 120)), usual_place(Path("/srv") / ("y" * 120))
    assert first.sockets != second.sockets
    assert usual_place(first.root).sockets == first.sockets


def test_a_temp_folder_that_is_too_deep_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/" + "t" * 120)
    with pytest.raises(DatabaseUnavailable, match="TMPDIR"):
        usual_place(Path("/srv") / ("x" * 120))


def test_the_url_survives_blanks_and_signs() -> None:
    place = Place(Path("/a b/پ"), Path("/a b/پ/so?ck&et"))
    parts = conninfo_to_dict(place.url("panjereh_app"))
    assert parts == {"user": "panjereh_app", "dbname": "panjereh", "host": "/a b/پ/so?ck&et"}


def test_a_recorded_place_is_kept(data: Path) -> None:
    elsewhere = Place(data / "elsewhere", data / "sockets")
    elsewhere.data.mkdir(parents=True)
    (elsewhere.data / "PG_VERSION").write_text("18")
    remember(data, elsewhere)
    assert place_of(data) == elsewhere
    assert settle(data, server_account()) == elsewhere


def test_a_lost_database_is_not_replaced_by_an_empty_one(data: Path) -> None:
    remember(data, Place(data / "gone", data / "sockets"))
    with pytest.raises(DatabaseUnavailable, match="isn't there now"):
        settle(data, server_account())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_a_folder_that_nobody_else_may_enter_sends_the_server_elsewhere(data: Path) -> None:
    data.chmod(0o700)
    place = settle(data / "deep", server_account())
    assert data not in place.root.parents
    assert settle(data / "deep", server_account()) == place
