"""Which agencies are being asked right now: the lines below the present step of a timeline."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.catalogue.presenting import agency_name
from panjereh.flow.opinions import open_opinions
from panjereh.kernel.ui.writing import day


def opinion_lines(held: HeldCase) -> list[str]:
    """One line for each agency whose opinion is awaited, with its own limit."""
    lines = []
    for branch in open_opinions(held.live.version, held.state):
        title = agency_name(held.live.service.stages[branch].agency)
        due = date.fromisoformat(held.state.opinions[branch]["due_on"])
        lines.append(_("%(agency)s: until %(day)s") % {"agency": title, "day": day(due)})
    return lines
