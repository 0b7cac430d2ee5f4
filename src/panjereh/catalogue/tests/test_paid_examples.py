"""A service with a fee: its examples pay, decline, stay silent, come late and take wrong amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from panjereh.catalogue.examples import ExampleReport, run_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country, Parameter, ParameterValue
from panjereh.catalogue.folder.loading import Context

FOLDER = Path(__file__).parents[4] / "tests" / "folders" / "certified-copy"
FILE = "examples/paying.yaml"


@pytest.fixture
def priced(country: Country) -> Country:
    values = (ParameterValue(Decimal(250_000), date(2025, 3, 21), None, "Budget Law 1404"),)
    return replace(country, parameters={**country.parameters, "copy_fee": Parameter("copy_fee", values)})


@pytest.fixture
def run(priced: Country) -> Callable[..., ExampleReport]:
    """The examples of the folder, with pieces of text replaced: (file, old, new)."""

    def go(*changes: tuple[str, str, str]) -> ExampleReport:
        files = dict(Bundle.from_directory(FOLDER).files)
        for file, old, new in changes:
            assert old in files[file].decode()
            files[file] = files[file].decode().replace(old, new, 1).encode()
        bundle = Bundle.from_files(files)
        checked = check(bundle, Context("civil/certified-copy", priced))
        assert [(f.place, f.en) for f in checked.findings] == []
        assert checked.version is not None
        return run_examples(bundle, checked.version, priced)

    return go


def test_a_service_with_a_fee_holds_and_everything_is_reached(run: Callable[..., ExampleReport]) -> None:
    report = run()
    assert [(f.place, f.en) for f in report.findings] == []
    assert len(report.results) == 8


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("paid: 350000, refund: 0", "paid: 350000, refund: 1", "example_differs"),
        ("paid: 350000, refund: 0", "paid: 0, refund: 0", "example_differs"),
        ("  - pay: decline\n", "  - pay: late\n", "example_not_late"),
        ("  - after: P11D\n  - expect: {end: lapsed, refund: 0}\n", "", "example_not_late"),
        ("  - pay: late\n", "  - pay: success\n", "example_not_now"),
        (
            "  - pay: success\n  - withdraw",
            "  - pay: success\n  - pay: decline\n  - withdraw",
            "example_not_now",
        ),
        ("paid: 0, refund: 350000", "paid: 0, refund: 0", "example_differs"),
    ],
)
def test_a_payment_that_does_not_come_out_is_said(
    run: Callable[..., ExampleReport], old: str, new: str, key: str
) -> None:
    assert key in {f.key for f in run((FILE, old, new)).findings}


def test_an_agency_may_keep_the_fee_of_an_examination(run: Callable[..., ExampleReport]) -> None:
    kept = run(
        ("service.yaml", "  law: fees_1404\n  exempt", "  law: fees_1404\n  refund: [withdrawn]\n  exempt")
    )
    assert [f.place.file for f in kept.findings] == [FILE] * 2
    assert {f.key for f in kept.findings} == {"example_differs"}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (
            "  price: {assess: fee, next: pay}\n  pay:",
            "  price: {assess: fee, next: granted}\n  pay:",
            "unreachable",
        ),
        ("details: {ask: all, next: price}", "details: {ask: all, next: pay}", "pay_without_assess"),
        ("    within: P10D\n", "", "key_needs"),
        ("    late: lapsed\n", "", "key_needs"),
        ("    pay: fee\n", "    pay: tariff\n", "pay_other_table"),
    ],
)
def test_mistakes_about_payments_are_found(priced: Country, old: str, new: str, key: str) -> None:
    files = dict(Bundle.from_directory(FOLDER).files)
    assert old in files["process.yaml"].decode()
    files["process.yaml"] = files["process.yaml"].decode().replace(old, new, 1).encode()
    checked = check(Bundle.from_files(files), Context("civil/certified-copy", priced))
    assert key in {f.key for f in checked.findings}
