"""The way of a case as people read it: what machines did one after the other is one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases.queries import TimelineRow
from panjereh.cases.wording import title_of
from panjereh.flow.model import Service
from panjereh.kernel.ui.writing import moment
from panjereh.registries.queries import definitions

Context = dict[str, Any]
_CHECKING = ("EvidenceFetched", "ConditionsChecked", "FeeAssessed")
_ENDING = ("CaseEnded", "RecordRegistered", "DocumentIssued", "PersonTold", "ApplicationWithdrawn")


def past_steps(service: Service, rows: Sequence[TimelineRow]) -> list[Context]:
    """What has happened, oldest first; rows that are no news to their reader are left out."""
    told = [row for row in rows if title_of(service, row)]
    registers: dict[str, Mapping[str, Any]] = {}
    if any(row.kind == "EvidenceFetched" for row in told):
        registers = definitions()
    steps: list[Context] = []
    submitted = False
    for kind, group in groupby(told, key=_family):
        found = list(group)
        if kind == "checking":
            steps.append(_checked(service, found, registers))
        elif kind == "ending":
            steps.append(_ended(service, found))
        else:
            for row in found:
                again = row.kind == "ApplicationSubmitted" and submitted
                submitted = submitted or row.kind == "ApplicationSubmitted"
                title = _("Answers received") if again else title_of(service, row)
                steps.append({"title": title, "state": "done", "when": moment(row.at)})
    return steps


def _family(row: TimelineRow) -> str:
    return "checking" if row.kind in _CHECKING else "ending" if row.kind in _ENDING else "single"


def _checked(
    service: Service, rows: Sequence[TimelineRow], registers: Mapping[str, Mapping[str, Any]]
) -> Context:
    """Registers that were asked and conditions that were checked, without anybody's doing."""
    asked = any(row.kind == "EvidenceFetched" for row in rows)
    return {
        "title": _("Registers asked, conditions checked") if asked else _("Conditions checked"),
        "state": "done",
        "when": moment(rows[-1].at),
        "parts": list(dict.fromkeys(_lines(service, rows, registers))),
    }


def _lines(
    service: Service, rows: Sequence[TimelineRow], registers: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    for row in rows:
        if row.kind == "EvidenceFetched":
            known = service.known.get(row.data["known"])
            about = registers.get(known.register) if known else None
            name = about["title"][get_language() or "fa"] if about else ""
            result = {
                "found": "%(register)s",
                "missing": _("%(register)s: no entry"),
                "failed": _("%(register)s: no answer"),
            }[row.data["result"]]
            if name:
                yield result % {"register": name}
        elif row is rows[-1] or row.data.get("unmet"):
            # That all is met is news once nothing more is to be checked.
            yield title_of(service, row)


def _ended(service: Service, rows: Sequence[TimelineRow]) -> Context:
    """How it ended, and what was done because of it."""
    end = next((row for row in rows if row.kind in ("CaseEnded", "ApplicationWithdrawn")), rows[0])
    refused = end.data.get("end") == "refused"
    return {
        "title": title_of(service, end),
        "state": "no" if refused else "done",
        "when": moment(end.at),
        "parts": [title_of(service, row) for row in rows if row is not end and row.kind != "CaseEnded"],
    }
