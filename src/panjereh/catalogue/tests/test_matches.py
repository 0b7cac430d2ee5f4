"""What the checker wants of a comparison with a register, and of the rules that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from panjereh.catalogue.examples import run_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.loading import Context

FOLDER = Path(__file__).parents[4] / "tests" / "folders" / "every-question"
SERVICE = "civil/every-question"
PARTNER = "match: {register: population, ground: registry_1355, purpose: partnership}"


@pytest.fixture(scope="module")
def asking() -> Bundle:
    return Bundle.from_directory(FOLDER)


def changed(bundle: Bundle, file: str, old: str, new: str) -> Bundle:
    text = bundle.text(file)
    assert old in text
    return Bundle.from_files({**bundle.files, file: text.replace(old, new).encode()})


def keys(bundle: Bundle, country: Country) -> list[str]:
    return [finding.key for finding in check(bundle, Context(SERVICE, country)).findings]


def test_the_service_that_asks_everything_is_sound(asking: Bundle, country: Country) -> None:
    checked = check(asking, Context(SERVICE, country))
    assert [f.en for f in checked.findings] == []
    assert checked.version is not None
    assert [f.en for f in run_examples(asking, checked.version, country).findings] == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (PARTNER, PARTNER.replace("population", "people"), "register_unknown"),
        (PARTNER, PARTNER.replace("population", "addresses"), "match_key"),
        (PARTNER, PARTNER.replace("population", "addresses"), "match_birth_date"),
        (PARTNER, PARTNER.replace("}", ", birth_date: name}"), "match_birth_date"),
        (PARTNER, PARTNER.replace("registry_1355", "guild_12"), "law_unknown"),
        (PARTNER, PARTNER.replace("purpose: partnership", "why: x"), "key_missing"),
        ("oneself: true", "past: true", "not_past_without_date"),
        ("type: phone, label", f"type: phone, {PARTNER}, label", "not_match_without_person"),
        ("list: provinces,", "list: provinces, choices: {x: {fa: ایکس, en: X}},", "not_list_and_choices"),
        ("type: phone, label", "type: phone, list: provinces, label", "not_choices_without_choice"),
        ("list: provinces", "list: Provinces", "not_list_id"),
        ("repeat: {max: 3,", "repeat: {min: 4, max: 3,", "repeat_bounds"),
        ("repeat: {max: 3,", "repeat: {max: 51,", "rule_maximum"),
        ("type: text, max: 40,", "type: file, kinds: [pdf], max_mb: 5,", "repeat_file"),
        ("  - id: staff\n", "  - id: shop_name\n", "repeat_name"),
        ('"count(answers.staff) > 1"', '"count(answers.staff.name) > 1"', "unknown_name"),
        ('"count(answers.staff) > 1"', '"answers.staff.employee.born = null"', "unknown_name"),
        ('"count(answers.staff) > 1"', '"answers.employee = null"', "unknown_name"),
        ('"count(answers.staff) > 1"', '"answers.supplier.match"', "unknown_name"),
        ('"count(answers.staff) > 1"', '"answers.shop.street = null"', "unknown_name"),
    ],
)
def test_each_mistake_is_found(asking: Bundle, country: Country, old: str, new: str, key: str) -> None:
    assert key in keys(changed(asking, "form.yaml", old, new), country)


def test_a_comparison_that_no_rule_reads_is_found(asking: Bundle, country: Country) -> None:
    reading = "answers.partner.match = null or some e in answers.staff satisfies e.employee.match = null"
    alone, rest = reading.split(" or ")
    assert "match_unread" not in keys(asking, country)
    for left in (alone, rest):
        found = check(changed(asking, "process.yaml", reading, left), Context(SERVICE, country)).findings
        (finding,) = [f for f in found if f.key == "match_unread"]
        assert finding.place.file == "form.yaml"
        assert ("partner" in finding.en) == (left == rest)


def test_an_example_with_a_person_whom_the_register_does_not_have_so_fails(
    asking: Bundle, country: Country
) -> None:
    old = '{national_id: "9990000034", birth_date: 1990-01-01}\n    - '
    wrong = changed(asking, "examples/cases.yaml", old, old.replace("1990", "1991"))
    version = check(wrong, Context(SERVICE, country)).version
    assert version is not None
    found = run_examples(wrong, version, country).findings
    assert found[0].key == "example_value"
    assert "don't match the register" in found[0].en


def test_an_example_says_how_many_and_what_an_entry_holds(asking: Bundle, country: Country) -> None:
    one = '    - {employee: {national_id: "9990000050", birth_date: 1988-01-01}, task: فروش}\n'
    for new, key in ((one * 3, "example_entry_count"), (one.replace("task", "taks"), "example_unasked")):
        wrong = changed(asking, "examples/cases.yaml", one, new)
        version = check(wrong, Context(SERVICE, country)).version
        assert version is not None
        assert key in [f.key for f in run_examples(wrong, version, country).findings]
