"""Housekeeping: what has run out is removed."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from procrastinate.contrib.django import app

from panjereh.kernel import clock
from panjereh.kernel.limits import forget_old_attempts


@app.periodic(cron="17 3 * * *")
@app.task(name="kernel.housekeeping", queueing_lock="kernel.housekeeping")
def housekeeping(timestamp: int) -> None:
    """Once a night: sessions that ended, and counts that limit nothing any more."""
    forget_old_attempts(clock.now() - timedelta(days=2))
    call_command("clearsessions")
