"""Opinions on pages: what is asked of an agency, and what the others said about a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.opining import NOTE
from panjereh.cases.models import Opinion
from panjereh.cases.presenting import answer_rows
from panjereh.catalogue.presenting import agency_name, say
from panjereh.catalogue.queries import version_of
from panjereh.flow.model import Stage
from panjereh.flow.opinions import SILENT
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.text_fa import clean
from panjereh.kernel.ui.writing import day

Context = dict[str, Any]
NOTE_MAX = 4000


@dataclass
class OpinionForm:
    """What an officer of the asked agency sent."""

    choice: str = ""
    note: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read_opinion(stage: Stage, sent: Mapping[str, str]) -> OpinionForm:
    """The answer and its words; every opinion is given with a reason."""
    form = OpinionForm(sent.get("choice", ""), clean(sent.get("note", ""), lines=True))
    if form.choice not in stage.labels:
        form.faults["choice"] = _("Choose one of the opinions")
    if not form.note:
        form.faults["note"] = _("Write the reason or the conditions of the opinion")
    elif len(form.note) > NOTE_MAX:
        form.faults["note"] = _("The message is longer than 4000 characters. Shorten it")
    return form


def opinions_asked(act: Act) -> list[Context]:
    """What waits for an opinion of the roles that whoever looks holds, the nearest limit first."""
    if not act.roles:
        return []
    rows = Opinion.objects.filter(agency__in=list(act.agencies), awaited=True).order_by("due_on", "id")
    own = (act.human, act.principal)
    return [
        {
            "id": row.id,
            "receipt": row.receipt,
            "title": say(version_of(row.version_id).service.title),
            "due": day(row.due_on),
            "overdue": row.due_on < clock.today(),
        }
        for row in rows
        if act.holds(row.agency, row.role) and row.principal not in own
    ]


def opinion_page(opinion: Opinion, held: HeldCase, form: OpinionForm) -> Context:
    """The page on which another agency gives its opinion: the application, without who applied."""
    stage = held.live.service.stages[opinion.branch]
    return {
        "opinion": opinion,
        "here": "queue",
        "service_title": say(held.live.service.title),
        "receipt": opinion.receipt,
        "asked": say(held.live.service.says.get(stage.id)) or say(held.live.service.summary),
        "due": day(opinion.due_on),
        "answers": answer_rows(held, held.live.service.pages),
        "choices": [(name, say(words)) for name, words in stage.labels.items()],
        "form": form,
        "errors": list(form.faults.items()),
    }


def opinion_rows(held: HeldCase) -> list[Context]:
    """What each agency that was asked has said, or until when it may."""
    if not held.state.opinions:
        return []
    rows = []
    for branch, entry in held.state.opinions.items():
        stage = held.live.service.stages[branch]
        rows.append({"agency": agency_name(stage.agency), **_said(held, stage, entry)})
    return rows


def _said(held: HeldCase, stage: Stage, entry: Mapping[str, Any]) -> Context:
    if entry["choice"] == SILENT:
        return {"word": _("No opinion in time"), "kind": "no", "when": "", "text": ""}
    if entry["choice"] is None:
        waits = held.case.status == "running" and stage.id in held.stage.what
        until = _("until %(day)s") % {"day": day(date.fromisoformat(entry["due_on"]))}
        word = _("Asked") if waits else _("Not needed any more")
        return {"word": word, "kind": "", "when": until if waits else "", "text": ""}
    papers = held.folder.rounds(NOTE, stage.id)
    return {
        "word": say(stage.labels.get(entry["choice"])),
        "kind": "ok",
        "when": "",
        "text": papers[-1]["text"] if papers else "",
    }
