"""Housekeeping of identity: what has run out is removed."""

from __future__ import annotations

from procrastinate.contrib.django import app

from panjereh.identity.entries import forget_entries
from panjereh.identity.parking import forget_parked
from panjereh.identity.sessions import forget_visits
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting


@app.periodic(cron="*/20 * * * *")
@app.task(name="identity.housekeeping", queueing_lock="identity.housekeeping")
def housekeeping(timestamp: int) -> None:
    """Parked forms after an hour, sessions that are long over, tries after ninety days."""
    with acting(machine_act("job:identity.housekeeping")):
        forget_parked()
        forget_visits()
        forget_entries()
