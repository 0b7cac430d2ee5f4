"""The way of appeal and measures in a folder: what the checker asks of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from panjereh.catalogue.examples.proving import prove_by_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.flow import map_of

ROOT = Path(__file__).parents[4]
CITY = ROOT / "tests" / "architecture" / "city"
PERMIT, APPEAL = "city/tree-permit", "city/tree-appeal"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Country:
    folder = tmp_path_factory.mktemp("country")
    for source in (ROOT / "samples", CITY):
        for path in source.rglob("*"):
            part = path.relative_to(source)
            if path.is_file() and part.parts[0] != "services":
                (folder / part).parent.mkdir(parents=True, exist_ok=True)
                (folder / part).write_bytes(path.read_bytes())
    country, findings = load_country(folder)
    assert findings == ()
    return country


def bundle_of(service: str, *changes: tuple[str, str, str]) -> Bundle:
    files = dict(Bundle.from_directory(CITY / "services" / service).files)
    for file, old, new in changes:
        text = files[file].decode()
        assert old in text, f"{old!r} is not in {file}"
        files[file] = text.replace(old, new).encode()
    return Bundle.from_files(files)


def keys(city: Country, service: str, *changes: tuple[str, str, str], **context: object) -> list[str]:
    given = Context(service, city, services=frozenset({PERMIT, APPEAL}), appeals=frozenset({APPEAL}))
    return [
        finding.key for finding in check(bundle_of(service, *changes), replace(given, **context)).findings
    ]


@pytest.mark.parametrize("service", [PERMIT, APPEAL])
def test_the_city_s_services_are_sound_and_proved(city: Country, service: str) -> None:
    assert keys(city, service) == []
    bundle = bundle_of(service)
    version = check(bundle, Context(service, city)).version
    assert version is not None
    assert prove_by_examples(bundle, version, city).findings == ()


@pytest.mark.parametrize(
    ("service", "file", "old", "new", "key"),
    [
        (PERMIT, "service.yaml", "overturned: review", "overturned: nowhere", "stage_unknown"),
        (PERMIT, "service.yaml", "overturned: review", "overturned: refused", "appeal_ends"),
        (PERMIT, "process.yaml", "tell: granted}", "tell: granted}, {overturn: decision}",
         "overturn_without_about"),
        (PERMIT, "service.yaml", "role: tree_officer", "role: gardener", "role_unknown"),
        (PERMIT, "service.yaml", "law: trees_1359\n        allows: [suspend, revoke]",
         "law: nothing\n        allows: [suspend, revoke]", "law_unknown"),
        (PERMIT, "service.yaml", "appeal: {service: city/tree-appeal, within: 20wd, overturned: review}\n", "",
         "measures_without_appeal"),
        (PERMIT, "service.yaml", "    reference: \"case.ref\"",
         "    reference: \"case.ref\"\n    status: \"\\\"valid\\\"\"", "entry_status"),
        (PERMIT, "process.yaml", "[{register: tree_permits}, {issue: permit}, {tell: granted}]",
         "[{tell: granted}, {tell: permit}]", "measures_on_nothing"),
        (APPEAL, "process.yaml", "{overturn: decision}, ", "", "appeal_end"),
        (APPEAL, "process.yaml", "uphold: decision", "overturn: decision", "appeal_end"),
        (APPEAL, "process.yaml", "lapsed: {end: lapsed}", "lapsed: {end: lapsed, do: [{overturn: decision}]}",
         "appeal_end_closed"),
        (APPEAL, "service.yaml", "about: case\n",
         "about: case\nappeal: {service: city/tree-appeal, within: 5wd, overturned: hearing}\n",
         "appeal_of_appeal"),
        (APPEAL, "letters/upheld.en.md", "case.about.decided_on", "case.about.applicant", "unknown_name"),
        (PERMIT, "letters/permit.en.md", "case.ref", "case.about.kind", "unknown_name"),
    ],
)  # fmt: skip
def test_what_would_leave_no_sound_way_is_found(
    city: Country, service: str, file: str, old: str, new: str, key: str
) -> None:
    assert key in keys(city, service, (file, old, new))


def test_an_appeal_is_heard_by_a_live_service_for_it(city: Country) -> None:
    assert keys(city, PERMIT, services=frozenset({PERMIT})) == ["service_unknown"]
    assert keys(city, PERMIT, appeals=frozenset()) == ["appeal_not_about"]


def test_an_appeal_service_stays_one(city: Country) -> None:
    live = check(bundle_of(APPEAL), Context(APPEAL, city)).version
    assert live is not None
    found = keys(city, APPEAL, ("service.yaml", "about: case\n", ""), live=live.service)
    assert "about_dropped" in found


def test_the_register_says_which_field_tells_the_status(city: Country) -> None:
    without = {**city.registers, "tree_permits": replace(city.registers["tree_permits"], status=None)}
    other = replace(city, registers=without)
    found = check(bundle_of(PERMIT), Context(PERMIT, other)).findings
    assert "register_no_status" in [finding.key for finding in found]


def test_a_status_is_a_choice_of_three(tmp_path: Path) -> None:
    text = (CITY / "registers/tree_permits/register.yaml").read_text("utf-8")
    file = tmp_path / "registers" / "tree_permits" / "register.yaml"
    file.parent.mkdir(parents=True)
    for wrong in (
        text.replace("status: status", "status: place"),
        text.replace("      revoked:", "      gone:"),
    ):
        file.write_text(wrong, "utf-8")
        assert "register_status" in [finding.key for finding in load_country(tmp_path)[1]]


def test_the_public_map_shows_the_way_of_appeal(city: Country) -> None:
    version = check(bundle_of(PERMIT), Context(PERMIT, city)).version
    assert version is not None
    (refused,) = [stage for stage in map_of(version.service) if stage.id == "refused"]
    assert [(branch.to, branch.why) for branch in refused.branches] == [("review", "overturned")]


def test_an_example_has_to_take_the_way_of_appeal(city: Country) -> None:
    bundle = bundle_of(PERMIT, ("examples/both.yaml", "- appeal: overturned", "- appeal: upheld"))
    version = check(bundle, Context(PERMIT, city)).version
    assert version is not None
    found = [finding.key for finding in prove_by_examples(bundle, version, city).findings]
    assert "appeal_unreached" in found
