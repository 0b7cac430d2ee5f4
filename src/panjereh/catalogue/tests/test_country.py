from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from panjereh.catalogue.folder.country import VISIBILITIES, Country, Parameter, ParameterValue
from panjereh.catalogue.folder.country_files import load_country


@pytest.fixture
def copy(samples_path: Path, tmp_path: Path) -> Path:
    shutil.copytree(samples_path, tmp_path / "samples")
    return tmp_path / "samples"


def keys(path: Path) -> list[tuple[str, str]]:
    return [(f.key, f.place.file) for f in load_country(path)[1]]


def test_the_sample_country_is_sound(samples_path: Path) -> None:
    country, findings = load_country(samples_path)
    assert findings == ()
    assert "residence_officer" in country.agencies["civil-registry"].roles
    assert {"population", "residences", "addresses", "residence_certificates"} <= set(country.registers)
    assert country.registers["population"].fields["status"].visibility == "agency"
    assert country.registers["addresses"].subject is None
    assert country.life_events["moving_house"].en == "Moving house"


def test_every_visibility_of_the_sample_is_known(country: Country) -> None:
    found = {f.visibility for r in country.registers.values() for f in r.fields.values()}
    assert found <= set(VISIBILITIES)


def test_a_register_gives_the_schema_of_its_records(country: Country) -> None:
    validator = Draft202012Validator(country.registers["addresses"].schema())
    good = {"postal_code": "1345678911", "address": "تهران", "city": "تهران", "use": "mixed"}
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, "use": "palace"})
    assert not validator.is_valid({**good, "owner": "x"})
    assert not validator.is_valid({"postal_code": "1345678911"})


def test_working_days_come_from_the_agency_s_calendar(country: Country) -> None:
    calendar = country.calendar("civil-registry")
    # 1405-12-25, a Tuesday before Nowruz, and ten working days.
    assert calendar.add_working_days(date(2027, 3, 16), 10) == date(2027, 4, 7)
    # An unknown agency still has weekends.
    assert Country().calendar("nobody").add_working_days(date(2026, 11, 25), 1) == date(2026, 11, 28)


def test_parameters_are_read_as_of_a_day(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    csv = "value,from,to,law\n100,2025-03-21,2026-03-20,b1\n120.5,2026-03-21,,b2\n"
    (tmp_path / "parameters" / "base_fee.csv").write_text(csv)
    country, findings = load_country(tmp_path)
    assert findings == ()
    parameter = country.parameters["base_fee"]
    assert parameter.on(date(2026, 3, 20)) == 100
    assert parameter.on(date(2030, 1, 1)) == Decimal("120.5")
    assert parameter.on(date(2020, 1, 1)) is None
    assert (
        Parameter("x", (ParameterValue(Decimal(1), date(2020, 1, 1), None, "l"),)).on(date(2020, 1, 1)) == 1
    )


@pytest.mark.parametrize(
    ("rows", "key", "line"),
    [
        ("much,2025-03-21,,b\n", "parameter_row", 2),
        ("1,2025-03-21,,b\n2,2026-03-21,,c\n", "parameter_overlap", 3),
        ("1,2025-03-21,2026-01-01,b\n2,2025-12-01,,c\n", "parameter_overlap", 3),
    ],
)
def test_wrong_parameters_are_named(tmp_path: Path, rows: str, key: str, line: int) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "p.csv").write_text("value,from,to,law\n" + rows)
    findings = load_country(tmp_path)[1]
    assert [(f.key, f.place.line) for f in findings] == [(key, line)]


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("agencies/civil-registry/agency.yaml", "calendar: national", "calendar: lunar", "calendar_unknown"),
        ("agencies/civil-registry/agency.yaml", "roles:", "rolls:", "key_unknown"),
        ("registers/addresses/register.yaml", "agency: civil-registry", "agency: post", "agency_unknown"),
        ("registers/addresses/register.yaml", "key: postal_code", "key: code", "register_field"),
        ("registers/addresses/register.yaml", "visibility: public", "visibility: open", "not_one_of"),
        (
            "registers/addresses/register.yaml",
            "city: {type: text",
            "city: {type: firm",
            "register_field_type",
        ),
        ("registers/addresses/register.yaml", "title:", "title: &x", "yaml_anchor"),
        ("life_events.yaml", "birth: {fa: تولد فرزند, en: Having a child}", "birth: child", "not_text"),
    ],
)
def test_mistakes_in_the_country_are_found(copy: Path, file: str, old: str, new: str, key: str) -> None:
    path = copy / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert (key, file) in keys(copy)


PERSON = """maryam:
  number: "9990000018"
  name: {fa: مریم نمونه, en: Maryam}
  staff: {civil-registry: [residence_officer]}
  records:
    addresses:
      - {since: 2000-01-01, data: {postal_code: "1345678911", address: تهران, city: تهران, use: mixed}}
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", "", None),
        ("9990000018", "9990000019", "example_value"),
        ("residence_officer", "boss", "role_unknown"),
        ("civil-registry", "police", "agency_unknown"),
        ("addresses", "houses", "register_unknown"),
        ("use: mixed", "use: palace", "example_value"),
        ("city:", "town:", "register_field"),
        ("name:", "nam:", "key_unknown"),
    ],
)
def test_people_are_checked_against_the_country(copy: Path, old: str, new: str, key: str | None) -> None:
    shutil.rmtree(copy / "people", ignore_errors=True)
    (copy / "people").mkdir()
    (copy / "people" / "people.yaml").write_text(PERSON.replace(old, new, 1) if old else PERSON, "utf-8")
    found = {k for k, _ in keys(copy)}
    assert found == ({key} if key else set()) or (key == "key_unknown" and key in found)


def test_a_broken_calendar_is_named(copy: Path) -> None:
    (copy / "calendars" / "national.csv").write_text("date,kind\nsoon,holiday\n")
    assert ("calendar_row", "calendars/national.csv") in keys(copy)


def test_bytes_that_are_no_text_are_named(copy: Path) -> None:
    (copy / "life_events.yaml").write_bytes(b"a: \xff")
    assert ("not_utf8", "life_events.yaml") in keys(copy)


AGENCY = """name: {{fa: دستگاه, en: Agency}}
roles:
  clerk: {{fa: کارمند, en: Clerk{clerk}}}
  head: {{fa: رئیس, en: Head{head}}}
calendar: national
"""


def agency_with(copy: Path, *, clerk: str = "", head: str = "") -> tuple[Country, list[tuple[str, str]]]:
    (copy / "agencies" / "new").mkdir()
    (copy / "agencies" / "new" / "agency.yaml").write_text(AGENCY.format(clerk=clerk, head=head))
    country, findings = load_country(copy)
    return country, [(f.key, f.en) for f in findings]


def test_a_role_may_name_the_role_above_it(copy: Path) -> None:
    country, findings = agency_with(copy, clerk=", up: head")
    assert findings == []
    assert country.agencies["new"].up == {"clerk": "head"}


def test_the_role_above_must_be_one(copy: Path) -> None:
    _, [(key, said)] = agency_with(copy, clerk=", up: haed")
    assert key == "role_unknown"
    assert "Did you mean “head”?" in said


@pytest.mark.parametrize(("clerk", "head", "found"), [("head", "clerk", 2), ("clerk", "", 1)])
def test_the_way_up_never_comes_round(copy: Path, clerk: str, head: str, found: int) -> None:
    said = {"clerk": f", up: {clerk}", "head": f", up: {head}" if head else ""}
    country, findings = agency_with(copy, **said)
    assert [key for key, _ in findings] == ["role_loop"] * found
    assert country.agencies["new"].up == {}
