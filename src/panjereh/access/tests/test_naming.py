"""What a trace is called for the person it is about."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from panjereh.access import naming
from panjereh.access.naming import Named, agency_names, called, field_titles, name_agencies, name_sources

TITLE = {"fa": "پایگاه آزمون", "en": "Register of tests"}
FIELDS = {"city": {"fa": "شهر", "en": "City"}, "street": {"fa": "خیابان", "en": "Street"}}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with nobody who names anything."""
    monkeypatch.setattr(naming, "_sources", [])
    monkeypatch.setattr(naming, "_agencies", [])


def registers() -> Mapping[str, Named]:
    return {"tests": Named(TITLE, FIELDS)}


@pytest.mark.usefixtures("told")
def test_rooms_tell_the_names_of_what_they_keep_once() -> None:
    name_sources(registers)
    name_sources(registers)
    name_sources(lambda: {"case": Named({"fa": "پرونده", "en": "Case"})})
    assert naming.source_names() == {"tests": Named(TITLE, FIELDS), **naming._sources[1]()}
    assert len(naming._sources) == 2


@pytest.mark.usefixtures("told")
def test_agencies_are_named_too() -> None:
    name_agencies(lambda: {"a": TITLE})
    assert agency_names() == {"a": TITLE}


def test_what_nobody_knows_keeps_its_id() -> None:
    assert called(TITLE, "tests", "fa") == "پایگاه آزمون"
    assert called(None, "gone", "fa") == "gone"


def test_fields_are_named_once_and_unknown_ones_left_out() -> None:
    fields = ["city", "street", "city", "secret_column"]
    assert field_titles(Named(TITLE, FIELDS), fields, "en") == ["City", "Street"]
    assert field_titles(None, fields, "en") == []
