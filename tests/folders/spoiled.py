"""The first service of docs/agencies/, to be spoiled by tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.architecture.samples_of_documents import ROOT, first_service

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import Checked, check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context

SERVICE = "civil/life-certificate"
GOOD = {name: content.decode() for name, content in first_service().items()}
COUNTRY: Country = load_country(ROOT / "samples")[0]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the block takes longer."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def with_file(name: str, text: str) -> Bundle:
    """The service with one file replaced or added."""
    return Bundle.from_files({n: t.encode() for n, t in GOOD.items()} | {name: text.encode()})


def checked(made: Bundle) -> Checked:
    """The check of a bundle in the sample country."""
    return check(made, Context(SERVICE, COUNTRY))


def keys(made: Bundle) -> set[str]:
    """The keys of all that was found."""
    return {f.key for f in checked(made).findings}


def quoted(text: str) -> str:
    """A text as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
