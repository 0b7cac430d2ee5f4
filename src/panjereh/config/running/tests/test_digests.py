from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from panjereh.config.running.digests import Stamps, digest_of, digest_of_files, migration_files, static_files


def test_content_and_name_count(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = digest_of_files([one, two])
    assert digest_of_files([two, one]) == before
    two.write_text("c")
    changed = digest_of_files([one, two])
    assert changed != before
    assert digest_of_files([one, two.rename(tmp_path / "three")]) != changed


@given(st.lists(st.text("ab\0,", max_size=3), max_size=3), st.lists(st.text("ab\0,", max_size=3), max_size=3))
def test_words_count_one_by_one(first: list[str], second: list[str]) -> None:
    assert (digest_of([], *first) == digest_of([], *second)) == (first == second)


def test_a_step_is_done_once_for_each_digest(tmp_path: Path) -> None:
    done: list[str] = []
    for digest in ("a", "a", "b", "b", "a"):
        Stamps(tmp_path).once("step", digest, lambda: done.append("x"))
    assert len(done) == 3
    assert Stamps(tmp_path).once("other", "a", lambda: None)


def test_a_failed_step_is_done_again(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    try:
        stamps.once("step", "a", lambda: 1 / 0)
    except ZeroDivisionError:
        pass
    assert stamps.once("step", "a", lambda: None)


def test_broken_stamps_only_cost_time(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    stamps.mark("step", "a")
    stamps.file.write_text("{half")
    assert stamps.once("step", "a", lambda: None)
    assert not stamps.once("step", "a", lambda: None)


def test_the_rooms_bring_migrations_and_static_files() -> None:
    assert any(file.parts[-3:-1] == ("kernel", "migrations") for file in migration_files())
    assert any(file.name == "tokens.css" for file in static_files())
    assert not any(file.name == "__init__.py" for file in migration_files())
