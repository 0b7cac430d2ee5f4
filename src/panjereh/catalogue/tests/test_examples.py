from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from panjereh.catalogue.examples import ExampleReport, run_examples
from panjereh.catalogue.examples.running import inherit
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.folder.table_tests import table_test_findings

AT_ONCE, NO_ADDRESS = "examples/at-once.yaml", "examples/no-address.yaml"


@pytest.fixture
def run(changed: Callable[..., Bundle], country: Country) -> Callable[..., ExampleReport]:
    """The examples of the shipped service with pieces of text replaced."""

    def go(*changes: tuple[str, str, str]) -> ExampleReport:
        made = changed(*changes)
        version = check(made, Context("civil/residence-certificate", country)).version
        assert version is not None
        return run_examples(made, version, country)

    return go


def test_the_shipped_examples_hold_and_reach_everything(run: Callable[..., ExampleReport]) -> None:
    report = run()
    assert report.findings == ()
    assert len(report.results) == 11
    assert report.results[0].path[-1] == "granted"


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (AT_ONCE, "met: [1, 2, 3]", "met: [1, 2]", "example_differs"),
        (AT_ONCE, "unit, judge, granted]", "judge, granted]", "example_differs"),
        (AT_ONCE, "end: granted\n", "end: refused\n", "example_differs"),
        (AT_ONCE, "purpose: school", "purpose: holiday", "example_value"),
        (AT_ONCE, "answers: {purpose: school,", "answers: {reason: school,", "example_unasked"),
        (AT_ONCE, "status: alive}", "status: undead}", "example_value"),
        (AT_ONCE, "gender: female,", 'gender: female, height: "170",', "register_field"),
        (AT_ONCE, "  residences:\n", "  homes:\n", "register_unknown"),
        (AT_ONCE, "  - officer: {choose: identity}", "  - officer: {choose: granted}", "example_not_now"),
        (AT_ONCE, "  - withdraw: true", "  - answer: {purpose: bank}", "example_value"),
        (AT_ONCE, "  - withdraw: true", "  - pay: late", "example_not_late"),
        (AT_ONCE, "  - withdraw: true", "  - pay: success", "example_not_now"),
        (NO_ADDRESS, "  - after: P31D", "  - after: P9999D", "example_too_long"),
        (NO_ADDRESS, "  - officer: {choose: ask_more, pages: [home]}", "  - answer: {}", "example_not_asked"),
        (NO_ADDRESS, "  - after: 6wd", "  - after: soon", "not_span"),
        (NO_ADDRESS, "{choose: refuse, conditions: [4]}", "{choose: refuse}", "example_not_now"),
    ],
)
def test_an_example_that_does_not_come_out_says_why_and_where(
    run: Callable[..., ExampleReport], bundle: Bundle, file: str, old: str, new: str, key: str
) -> None:
    found = [f for f in run((file, old, new)).findings if f.place.file == file]
    assert key in {f.key for f in found}
    line = bundle.text(file)[: bundle.text(file).index(old)].count("\n") + 1
    assert any(abs(f.place.line - line) <= 6 for f in found if f.key == key)


def test_what_no_example_reaches_is_listed(run: Callable[..., ExampleReport]) -> None:
    report = run(
        (NO_ADDRESS, "steps:\n  - after: P31D\nexpect: {end: lapsed, done: [tell lapsed]}", "steps: []")
    )
    assert {f.key for f in report.unreached} == {"stage_unreached", "way_unreached"}
    assert any("lapsed" in f.en for f in report.unreached)


def test_a_folder_without_examples_is_refused(bundle: Bundle, country: Country) -> None:
    files = {name: content for name, content in bundle.files.items() if not name.startswith("examples/")}
    version = check(bundle, Context("a/b", country)).version
    assert version is not None
    keys = {f.key for f in run_examples(Bundle.from_files(files), version, country).findings}
    assert {"examples_missing", "stage_unreached", "condition_unreached"} <= keys


def test_later_documents_begin_as_the_first_one() -> None:
    first: dict[str, Any] = {
        "name": "a",
        "on": "2026-01-01",
        "who": {"x": "1"},
        "answers": {"p": "1", "q": "2"},
    }
    own: dict[str, Any] = {"name": "b", "answers": {"q": "3"}, "registers": {"r": []}}
    assert inherit(first, own) == {
        "name": "b",
        "on": "2026-01-01",
        "who": {"x": "1"},
        "answers": {"p": "1", "q": "3"},
        "registers": {"r": []},
        "about": {},
    }
    assert inherit(first, first) == {**first, "registers": {}, "about": {}}


def test_table_tests_are_asked_for(changed: Callable[..., Bundle], country: Country, bundle: Bundle) -> None:
    def keys(made: Bundle) -> list[str]:
        version = check(made, Context("a/b", country)).version
        assert version is not None
        return [f.key for f in table_test_findings(version)]

    tests = "rules/identity.tests.csv"
    assert keys(bundle) == []
    assert keys(changed((tests, "deceased,[1],[false]", "deceased,[1],[true]"))) == ["table_test_failed"]
    lost = changed((tests, "deceased,[1],[false],a deceased person\n", ""))
    assert keys(lost) == ["rule_untested"]
    without = Bundle.from_files({n: c for n, c in bundle.files.items() if n != tests})
    assert keys(without) == ["table_tests_missing"]
