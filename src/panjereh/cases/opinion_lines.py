"""Which agencies are being asked right now: the lines below the present step of a timeline."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.catalogue.queries import agencies
from panjereh.flow.opinions import open_opinions
from panjereh.kernel.ui.writing import day


def opinion_lines(held: HeldCase) -> list[str]:
    """One line for each agency whose opinion is awaited, with its own limit."""
    waiting = open_opinions(held.live.version, held.state)
    if not waiting:
        return []
    named, language = agencies(), get_language() or "fa"
    lines = []
    for branch in waiting:
        asked = held.live.service.stages[branch].agency
        title = named[asked].name[language] if asked in named else asked
        due = date.fromisoformat(held.state.opinions[branch]["due_on"])
        lines.append(_("%(agency)s: until %(day)s") % {"agency": title, "day": day(due)})
    return lines
