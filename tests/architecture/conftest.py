"""A country with people, cases and a second agency, settled once for each file of tests that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from tests.architecture.inhabitants import Inhabitants, settle

from panjereh.config.testing.bank import running_bank
from panjereh.config.testing.management.commands.flush import Command
from panjereh.config.testing.settings import BUILD


@pytest.fixture(scope="module")
def country_of_two_agencies(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Inhabitants]:
    """Everything that a right can be asked about; tests leave it as they found it, or take it back."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):  # type: ignore[attr-defined]
        try:
            with running_bank(BUILD) as bank, override_settings(GATEWAY=bank.gateway):
                yield settle(bank)
        finally:
            if Command.reset is not None:
                Command.reset()
