"""Empties the test database after a test that committed.

The application's role owns no table and so can't truncate one; the server's setup role does it.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from panjereh.config.testing.database import Reset


class Command(BaseCommand):
    """Stands in for Django's own `flush` while tests run."""

    reset: Reset | None = None

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--noinput", action="store_false", dest="interactive")

    def handle(self, *args: Any, **options: Any) -> None:
        if Command.reset is None:
            raise RuntimeError("flush works only while the test suite's own database server runs.")
        Command.reset()

    stealth_options = ("database", "reset_sequences", "allow_cascade", "inhibit_post_migrate")
