"""Shared lists: found for the form, taken into the bundle, and unchanged for what was published with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from panjereh.catalogue.folder.bundle import Bundle, BundleRefused
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.lists import with_lists
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.catalogue.published import agency_definition
from panjereh.flow.model import Field, Text

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "tests" / "folders" / "every-question"
SERVICE = "civil/every-question"


@pytest.fixture(scope="module")
def asking() -> Bundle:
    return Bundle.from_directory(FOLDER)


def province(bundle: Bundle, country: Country) -> Field:
    service, findings = load_service(bundle, Context(SERVICE, country))
    assert service is not None, findings
    return next(f for page in service.pages for f in page.fields if f.id == "province")


def with_other_provinces(country: Country) -> Country:
    agency = country.agencies["civil-registry"]
    changed = replace(agency, lists={"provinces": {"sample": Text("نمونه", "Sample")}})
    return replace(country, agencies={**country.agencies, "civil-registry": changed})


def renamed(bundle: Bundle, list_: str) -> Bundle:
    text = bundle.text("form.yaml").replace("list: provinces", f"list: {list_}")
    return Bundle.from_files({**bundle.files, "form.yaml": text.encode()})


def test_the_choices_come_from_the_agency_s_list(asking: Bundle, country: Country) -> None:
    field = province(asking, country)
    assert len(field.choices) == 31
    assert field.choices["fars"] == Text("فارس", "Fars")
    assert province(renamed(asking, "civil-registry/provinces"), country) == replace(
        field, shared="civil-registry/provinces"
    )


def test_a_list_that_nobody_keeps_is_found_where_it_is_named(asking: Bundle, country: Country) -> None:
    for wrong in ("provices", "other-agency/provinces"):
        found = check(renamed(asking, wrong), Context(SERVICE, country)).findings
        (finding,) = [f for f in found if f.key == "list_unknown"]
        assert "provinces" in finding.en
        line = renamed(asking, wrong).text("form.yaml").splitlines()[finding.place.line - 1]
        assert f"list: {wrong}" in line


def test_a_published_bundle_needs_no_country_and_keeps_its_list(asking: Bundle, country: Country) -> None:
    service, _ = load_service(asking, Context(SERVICE, country))
    assert service is not None
    published = Bundle.from_bytes(with_lists(asking, service).to_bytes())
    before = province(asking, country)
    assert province(published, Country()) == before
    assert province(published, with_other_provinces(country)) == before
    assert list(province(asking, with_other_provinces(country)).choices) == ["sample"]
    assert with_lists(published, service).sha256 == published.sha256


def test_a_folder_brings_no_list_of_its_own(tmp_path: Path, asking: Bundle) -> None:
    for name, content in asking.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "civil-registry.provinces.yaml").write_text("x: {fa: ایکس, en: X}", "utf-8")
    with pytest.raises(BundleRefused) as refused:
        Bundle.from_directory(tmp_path)
    assert [f.key for f in refused.value.findings] == ["foreign_folder"]


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("provinces", "fars: Fars", "not_text"),
        ("provinces", "Fars: {fa: فارس, en: Fars}", "not_id"),
        ("provinces", "fars: {fa: فارس}", "language_missing"),
        ("Provinces of Iran", "fars: {fa: فارس, en: Fars}", "list_file"),
    ],
)
def test_a_wrong_list_is_found(tmp_path: Path, samples_path: Path, name: str, text: str, key: str) -> None:
    agency = tmp_path / "agencies" / "civil-registry"
    (agency / "lists").mkdir(parents=True)
    source = samples_path / "agencies" / "civil-registry" / "agency.yaml"
    (agency / "agency.yaml").write_bytes(source.read_bytes())
    (agency / "lists" / f"{name}.yaml").write_text(text, "utf-8")
    assert key in [finding.key for finding in load_country(tmp_path)[1]]


def test_lists_are_kept_with_their_agency(country: Country) -> None:
    kept = agency_definition(country.agencies["civil-registry"])
    assert kept["lists"]["provinces"]["fars"] == {"fa": "فارس", "en": "Fars"}
