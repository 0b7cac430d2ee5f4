"""What the templates of cases are given: texts in the language of the page, nothing that asks again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases.actions.applying import pages_now
from panjereh.cases.actions.fetching import read_known, snapshot
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.domain import turn
from panjereh.cases.forms import DecisionForm, PageForm, shown
from panjereh.cases.queries import TimelineRow, timeline
from panjereh.cases.wording import outcome_words, title_of
from panjereh.catalogue.presenting import law_words
from panjereh.catalogue.queries import agency
from panjereh.documents.queries import documents_of_case
from panjereh.flow.map import choice_label, stage_title
from panjereh.flow.model import Page, Text
from panjereh.flow.review import asks_more, choices
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.ui.writing import day, digits, moment
from panjereh.kernel.wall import as_machine
from panjereh.registries.domain import RegisterSilent
from panjereh.registries.queries import definitions

Context = dict[str, Any]


def say(text: Text | None) -> str:
    """A text of the service in the language of the page."""
    return "" if text is None else text.get(get_language() or "fa")


def frame(held: HeldCase) -> Context:
    """What every page of a case shows at its top."""
    return {
        "ref": held.case.ref,
        "receipt": held.case.receipt,
        "service_id": held.live.service.id,
        "service_title": say(held.live.service.title),
        "here": "cases",
    }


def question_page(held: HeldCase, form: PageForm, back: str | None) -> Context:
    """One page of questions, with what an officer wrote when asking again, and what registers know already."""
    pages = pages_now(held)
    number = [page.id for page in pages].index(form.page.id) + 1
    return {
        **frame(held),
        "page": form.page,
        "form": form,
        "errors": form.errors(get_language() or "fa"),
        "heading": say(form.page.ask or form.page.fields[0].label),
        "hint": say(form.page.hint),
        "number": number,
        "count": len(pages),
        "back": back or "",
        "asked_again": _last_note(held) if held.state.asked_pages else "",
    }


def check_page(held: HeldCase) -> Context:
    """All answers with a way to change each, and what will be fetched."""
    return {
        **frame(held),
        "answers": answer_rows(held, pages_now(held), change=True),
        "known": known_rows(held),
        "again": held.case.receipt is not None,
    }


def answer_rows(held: HeldCase, pages: Sequence[Page], *, change: bool = False) -> list[Context]:
    """One row for each answer."""
    papers = held.folder.latest("page")
    language = get_language() or "fa"
    rows = []
    for page in pages:
        for asked in page.fields if page.id in papers else ():
            row: Context = {
                "label": say(asked.label or page.ask),
                "value": shown(asked, papers[page.id]["values"].get(asked.id), language) or _("Not answered"),
            }
            if change:
                row["change"] = reverse("cases:page", args=[held.case.ref, page.id]) + "?back=check"
            rows.append(row)
    return rows


def known_rows(held: HeldCase) -> list[Context]:
    """What registers know: frozen in the case once it is sent, else as they say it now."""
    frozen = held.folder.latest("known")
    all_definitions = definitions()
    rows: list[Context] = []
    with as_machine(f"case:{held.live.service.id}"):
        entries = {
            known.id: frozen[known.id] if known.id in frozen else _ask_now(held, known)
            for known in held.live.service.known.values()
        }
    for known in held.live.service.known.values():
        entry = entries[known.id]
        definition = all_definitions.get(known.register)
        if entry is None or definition is None:
            continue
        for name in known.show:
            about = definition["fields"][name]
            rows.append(
                {
                    "label": about["label"][get_language() or "fa"],
                    "value": written(entry["fields"].get(name)),
                    "source": definition["title"][get_language() or "fa"],
                    "date": day(entry["recorded_on"]),
                }
            )
    return rows


def _ask_now(held: HeldCase, known: Any) -> Context | None:
    """Only what is the applicant's own is shown before the application is sent."""
    if known.by is not None:
        return None
    try:
        entry = read_known(held, known)
    except RegisterSilent:
        return None
    return None if entry is None else snapshot(entry)


def written(value: Any) -> str:
    """A register's value as people read it."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return str(value.get(get_language() or "fa", value.get("fa", "")))
    return "" if value is None else str(value)


def case_page(held: HeldCase) -> Context:
    """The applicant's view: whose turn, until when, what happened, what came of it."""
    case, state, service = held.case, held.state, held.live.service
    whose = turn(case.status, service.stages, case.stage)
    return {
        **frame(held),
        "turn": whose,
        "says": _says(held, whose),
        "status": case.status,
        "outcome": state.outcome,
        "outcome_words": outcome_words(state.outcome) if state.outcome else "",
        "submitted": moment(state.submitted_at) if state.submitted_at else "",
        "due": day(state.due_on) if state.due_on and case.status != "ended" else "",
        "overdue": bool(state.past_due or state.overdue),
        "steps": timeline_steps(held, timeline(case, seen_by=("public", "applicant"))),
        "documents": documents_of_case(case.principal, case.ref),
        "answers": answer_rows(held, service.pages),
        "unmet": condition_rows(held, state.unmet) if state.outcome == "refused" else [],
        "note": _last_note(held),
        "may_withdraw": case.status in ("draft", "running", "held"),
        "agency": agency(case.agency).name[get_language() or "fa"],
        "sheet": f"{case.receipt or case.ref} · {day(clock.today())}",
    }


def _says(held: HeldCase, whose: str) -> str:
    """Whose turn it is in a sentence: the agency's own words, else ours."""
    own = held.live.service.says.get(held.case.stage)
    if own is not None and held.case.status in ("running", "held"):
        return say(own)
    return {
        "applicant": _("We wait for you"),
        "agency": _("The agency is reading your application"),
        "machine": _("We are finishing it; this takes some seconds"),
        "nobody": _("Nothing is left to do"),
    }[whose]


def _last_note(held: HeldCase) -> str:
    notes = [note for name in held.folder.latest("note") for note in held.folder.rounds("note", name)]
    return notes[-1]["text"] if notes else ""


def condition_rows(held: HeldCase, numbers: Sequence[int]) -> list[Context]:
    """Numbered conditions with law and cure."""
    service = held.live.service
    rows = []
    for number in numbers:
        condition = service.conditions[number]
        rows.append(
            {
                "number": digits(number),
                "text": say(condition.text),
                "law": law_words(service, condition.law, get_language() or "fa"),
                "cure": say(condition.cure),
            }
        )
    return rows


def timeline_steps(held: HeldCase, rows: Sequence[TimelineRow]) -> list[Context]:
    """The timeline: what is done, then what is now."""
    service = held.live.service
    steps = [
        {
            "title": title,
            "state": "no" if row.data.get("end") == "refused" else "done",
            "when": moment(row.at),
        }
        for row in rows
        if (title := title_of(service, row))
    ]
    if held.case.status != "ended":
        whose = turn(held.case.status, service.stages, held.case.stage)
        words = {"applicant": _("Your turn"), "agency": _("The agency's turn"), "machine": _("In progress")}
        due = held.state.stage_due_on or held.state.due_on
        steps.append(
            {
                "title": _says(held, whose),
                "state": "now",
                "turn": words[whose],
                "others": whose != "applicant",
                "when": _("until %(day)s") % {"day": day(due)} if due else "",
            }
        )
    return steps


def workbench(act: Act, held: HeldCase, *, errors: list[Any], form: DecisionForm | None = None) -> Context:
    """The officer's view: answers beside evidence, conditions by number, the decision."""
    case, state, service = held.case, held.state, held.live.service
    stage = held.stage
    options = choices(held.live.version, state)
    asking = {choice for choice, target in options.items() if asks_more(held.live.version, target)}
    pages = [page for page in service.pages if page.id in held.folder.latest("page")]
    return {
        **frame(held),
        "here": "queue",
        "form": form or DecisionForm(),
        "errors": errors,
        "answers": answer_rows(held, pages),
        "known": known_rows(held),
        "conditions": [
            {
                **row,
                "key": number,
                "state": "met" if number in state.met else "unmet" if number in state.unmet else "",
            }
            for number, row in zip(
                service.conditions, condition_rows(held, list(service.conditions)), strict=True
            )
        ],
        "choices": [
            (key, say(choice_label(stage, key)) or say(stage_title(service, service.stages[options[key]])))
            for key in options
        ],
        "asking": asking,
        "pages": [(page.id, say(page.ask or page.fields[0].label)) for page in pages],
        "steps": timeline_steps(held, timeline(case, seen_by=("public", "applicant", "agency"))),
        "notes": _last_note(held),
        "mine": state.taken_by == str(act.human),
        "taken": state.taken_by is not None,
        "second": state.first_choice is not None,
        "open": bool(options),
        "due": day(state.stage_due_on) if state.stage_due_on else "",
        "overdue": state.overdue,
    }
