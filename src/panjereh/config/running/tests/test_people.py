from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console

from panjereh.config.running.address import Address
from panjereh.config.running.people import Person, people_of
from panjereh.config.running.screen import Screen

SARA = Person("Sara Karimi", "سارا کریمی", "0012345679", "Has moved twice")


def screen() -> tuple[Screen, io.StringIO]:
    written = io.StringIO()
    return Screen(Console(file=written, width=120, soft_wrap=True)), written


def test_before_the_first_seed_there_is_nobody(tmp_path: Path) -> None:
    assert people_of(tmp_path) == []


def test_people_are_read_as_they_were_seeded(tmp_path: Path) -> None:
    row = {
        "id": "sara",
        "party": "0190b6a0-0000-7000-8000-000000000001",
        "number": SARA.number,
        "name": {"en": SARA.english, "fa": SARA.persian},
        "about": {"en": SARA.about, "fa": "…"},
    }
    (tmp_path / "personas.json").write_text(json.dumps([row]))
    assert people_of(tmp_path) == [SARA]


def test_a_start_ends_with_the_address_and_the_people(tmp_path: Path) -> None:
    shown, written = screen()
    shown.serving(Address("127.0.0.1", 8000), tmp_path, [SARA])
    said = written.getvalue()
    assert "http://localhost:8000/" in said
    assert "this machine only" in said
    assert SARA.persian in said
    assert SARA.number in said


def test_an_open_host_is_told_with_what_it_needs(tmp_path: Path) -> None:
    shown, written = screen()
    shown.serving(Address("0.0.0.0", 8000), tmp_path, [])
    assert "every machine" in written.getvalue()
    assert "PANJEREH_HOSTS" in written.getvalue()


def test_a_second_start_is_told_how_to_stand_beside_the_first(tmp_path: Path) -> None:
    shown, written = screen()
    shown.already_serving("http://localhost:8000/", 42, tmp_path, Address("127.0.0.1", 8000))
    assert "PORT=8001" in written.getvalue()
    assert "PANJEREH_DATA=" in written.getvalue()


def test_signs_of_markup_in_a_failure_are_shown_as_they_are() -> None:
    shown, written = screen()
    shown.failure("see [log] for [/more]")
    assert "see [log] for [/more]" in written.getvalue()
