"""The shipped service and the sample country as real material for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import Checked, check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context

ROOT = Path(__file__).parents[4]
SERVICE = "civil/residence-certificate"


@pytest.fixture(scope="session")
def service_path() -> Path:
    return ROOT / "services" / SERVICE


@pytest.fixture(scope="session")
def samples_path() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def country(samples_path: Path) -> Country:
    return load_country(samples_path)[0]


@pytest.fixture(scope="session")
def bundle(service_path: Path) -> Bundle:
    return Bundle.from_directory(service_path)


@pytest.fixture
def changed(bundle: Bundle) -> Callable[..., Bundle]:
    """The shipped bundle with pieces of text replaced: (file, old, new), each of which must be there."""

    def change(*changes: tuple[str, str, str], **files: str | None) -> Bundle:
        made = dict(bundle.files)
        for file, old, new in changes:
            text = made[file].decode()
            assert old in text, f"{old!r} is not in {file}"
            made[file] = text.replace(old, new).encode()
        return Bundle.from_files(made)

    return change


@pytest.fixture
def checked(changed: Callable[..., Bundle], country: Country) -> Callable[..., Checked]:
    """The check of the shipped service with pieces of text replaced."""

    def run(*changes: tuple[str, str, str]) -> Checked:
        return check(changed(*changes), Context(SERVICE, country))

    return run
