"""The real bank over HTTP, and a service with a fee."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from panjereh.config.testing.bank import RunningBank, running_bank
from panjereh.config.testing.fees import publish_copies
from panjereh.config.testing.settings import BUILD


@pytest.fixture(scope="module")
def the_bank() -> Iterator[RunningBank]:
    with running_bank(BUILD) as bank:
        yield bank


@pytest.fixture
def bank(the_bank: RunningBank, settings: Any) -> RunningBank:
    if the_bank.process is None:
        the_bank.start()
    the_bank.behave()
    settings.GATEWAY = the_bank.gateway
    settings.PUBLIC_URL = "http://localhost"
    return the_bank


@pytest.fixture
def copies(country: None) -> None:
    publish_copies()
