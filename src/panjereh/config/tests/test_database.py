from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from panjereh.config.database import database_settings, database_url

VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "PANJEREH_DB_ROLE")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_url_the_data_folder_has_the_server(tmp_path: Path) -> None:
    assert database_url(tmp_path).startswith("postgresql://panjereh_app@/panjereh?host=")


def test_the_owner_is_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANJEREH_DB_ROLE", "owner")
    assert database_url(tmp_path).startswith("postgresql://panjereh_owner@/")
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/p")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        database_url(tmp_path)
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/p")
    assert database_url(tmp_path) == "postgresql://owner@db/p"


def test_given_urls_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/p")
    assert database_url(tmp_path) == "postgresql://app@db/p"


def test_an_unknown_role_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANJEREH_DB_ROLE", "root")
    with pytest.raises(ImproperlyConfigured, match="'root'; it may be app or owner"):
        database_url(tmp_path)


def test_all_parts_of_a_url_reach_django() -> None:
    url = "postgresql://app:p%40ss@db.example:6432/window?sslmode=verify-full&target_session_attrs=read-write"
    settings = database_settings(url, threads=1)
    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("window", "app", "p@ss")
    assert (settings["HOST"], settings["PORT"]) == ("db.example", "6432")
    options = settings["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert options["target_session_attrs"] == "read-write"
    assert options["pool"]["max_size"] == 2
    assert options["server_side_binding"] is True
    assert settings["ATOMIC_REQUESTS"] is False


def test_several_hosts_for_a_standby_are_kept() -> None:
    settings = database_settings("postgresql://app@one,two:5433/window", threads=1)
    assert settings["HOST"] == "one,two"


@pytest.mark.parametrize("url", ["mysql://app@db/p", "postgresql://app@db/p?no_such=1", "nonsense"])
def test_a_wrong_url_gets_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host:5432/name"):
        database_settings(url, threads=1)
