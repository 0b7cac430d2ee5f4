"""What the templates of cases are given: texts in the language of the page, nothing that asks again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from panjereh.cases.actions.fetching import own_entry
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.keeping import page_mark, pages_now
from panjereh.cases.afterwards import about_now, appeal_now, original_address
from panjereh.cases.domain import turn
from panjereh.cases.entries import Answer, answers_on
from panjereh.cases.file_links import file_link
from panjereh.cases.forms import PageForm, shown
from panjereh.cases.measures import given_now
from panjereh.cases.opinion_lines import opinion_lines
from panjereh.cases.payments import payment_part
from panjereh.cases.queries import TimelineRow, timeline
from panjereh.cases.reckoning import reckoning
from panjereh.cases.steps import past_steps
from panjereh.cases.wording import outcome_words
from panjereh.catalogue.fields import FIELD_TYPES, Composite
from panjereh.catalogue.folder.parts import field_of
from panjereh.catalogue.presenting import agency_name, law_words
from panjereh.documents.queries import documents_of_case
from panjereh.flow.model import Field, Page, Text
from panjereh.kernel import clock
from panjereh.kernel.ui.writing import day, digits, ltr, moment, name
from panjereh.registries.queries import definitions

Context = dict[str, Any]
LTR_TYPES = frozenset({"national_id", "legal_id", "postal_code", "phone", "email"})
TYPED = frozenset({"text", "long_text"})
_OFFICERS_DOINGS = ("MoreAsked", "ReviewDecided")


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
        "sheet": Markup("{} · {}").format(ltr(held.case.receipt or held.case.ref), day(clock.today())),
    }


def question_page(held: HeldCase, form: PageForm, back: str | None) -> Context:
    """One page of questions, with what an officer wrote when asking again."""
    pages = pages_now(held)
    number = [page.id for page in pages].index(form.page.id) + 1
    return {
        **frame(held),
        "page": form.page,
        "form": form,
        "errors": form.errors(get_language() or "fa"),
        "heading": _heading(form.page),
        "hint": say(form.page.hint),
        "number": number,
        "count": len(pages),
        "back": back or "",
        "mark": page_mark(held, form.page.id),
        "version": held.live.number,
        "asked_again": officers_words(held) if held.state.asked_pages else "",
    }


def _heading(page: Page) -> str:
    """The question of a page; a declaration is read beside its box, so its page is headed by what it is."""
    if page.ask is None and page.fields[0].type == "declaration":
        return _("Your declaration")
    return say(page.ask or page.fields[0].label)


def answer_rows(held: HeldCase, pages: Sequence[Page], *, change: bool = False) -> list[Context]:
    """One row for each answer."""
    papers = held.folder.latest("page")
    rows = []
    for page in pages:
        for answer in answers_on(page, papers[page.id]) if page.id in papers else ():
            row: Context = {
                "label": answer_label(page, answer),
                "value": shown_value(answer.asked, answer.value) or _("Not answered"),
            }
            if change:
                entry = f"&entry={answer.entry.key}" if answer.entry else ""
                row["change"] = reverse("cases:page", args=[held.case.ref, page.id]) + f"?back=check{entry}"
            rows.append(row)
    return rows


def answer_label(page: Page, answer: Answer) -> str:
    """The question of an answer; of an entry of a page that repeats, which one it is."""
    if answer.entry is None:
        return say(page.ask if page.repeat else answer.asked.label or page.ask)
    title = entry_title(page, answer.number)
    return f"{title}: {say(answer.asked.label)}" if len(page.fields) > 1 else title


def entry_title(page: Page, number: int) -> str:
    """What an entry is called: what one of them is, and its number."""
    one = say(page.repeat.one) if page.repeat else ""
    return f"{one[:1].upper()}{one[1:]} {digits(number)}"


def known_groups(held: HeldCase) -> list[Context]:
    """What each register knows and may show: frozen in the case once it is sent, else as it says it now."""
    frozen = held.folder.latest("known")
    all_definitions = definitions()
    language = get_language() or "fa"
    groups: dict[str, Context] = {}
    for known in held.live.service.known.values():
        entry = frozen[known.id] if known.id in frozen else own_entry(held, known)
        if entry is None or known.register not in all_definitions:
            continue
        definition = all_definitions[known.register]
        group = groups.setdefault(
            known.register,
            {"source": definition["title"][language], "date": day(entry["recorded_on"]), "rows": {}},
        )
        for field in known.show:
            about = field_of(field, definition["fields"][field])
            group["rows"][field] = {
                "label": say(about.label),
                "value": shown_value(about, entry["fields"].get(field)),
                "known": known.id,
                "field": field,
                "own": known.by is None,
            }
    return [{**group, "rows": list(group["rows"].values())} for group in groups.values() if group["rows"]]


def shown_value(asked: Field, value: Any) -> str:
    """A value as people read it: identifiers and what somebody wrote are islands in the text."""
    if value is None:
        return ""
    if asked.type == "file":
        return file_link(value)
    if FIELD_TYPES[asked.type].parts(asked):
        return shown_parts(asked, value)
    text = shown(asked, value, get_language() or "fa")
    if asked.type in LTR_TYPES:
        return ltr(text)
    return name(text) if asked.type in TYPED and text else text


def shown_parts(asked: Field, value: Any) -> str:
    """An answer of several parts on one line, each part an island of its own."""
    kind = FIELD_TYPES[asked.type]
    parts = [shown_value(part, value.get(part.id.rpartition("-")[2])) for part in kind.parts(asked)]
    parts += kind.compared(value, asked, get_language() or "fa") if isinstance(kind, Composite) else ()
    return Markup(" · ").join(part for part in parts if part)


def case_page(held: HeldCase) -> Context:
    """The applicant's view: whose turn, until when, what happened, what came of it."""
    case, state, service = held.case, held.state, held.live.service
    whose = turn(case.status, service.stages, case.stage)
    rows = timeline(case, seen_by=("public", "applicant"))
    return {
        **frame(held),
        "state_now": state_now(held),
        "turn": whose,
        "says": _says(held, whose),
        "status": case.status,
        "outcome": state.outcome,
        "outcome_words": outcome_words(state.outcome) if state.outcome else "",
        "submitted": moment(state.submitted_at) if state.submitted_at else "",
        "due": day(state.due_on) if state.due_on and case.status != "ended" else "",
        "until": day(state.stage_due_on) if state.stage_due_on and whose == "applicant" else "",
        "decided": day(state.decided_at or rows[-1].at) if rows and case.status == "ended" else "",
        "overdue": bool(state.past_due or state.overdue),
        "reckoning": reckoning(held, rows),
        "steps": timeline_steps(held, rows),
        "documents": documents_of_case(case.principal, case.ref),
        "appeal": appeal_now(held),
        "measures": given_now(held),
        "about": about_now(held),
        "original": original_address(held),
        "answers": answer_rows(held, service.pages),
        "unmet": condition_rows(held, state.unmet) if state.outcome == "refused" else [],
        "note": officers_words(held, rows),
        "changed": [
            definitions()[service.known[name].register]["title"][get_language() or "fa"]
            for name in held.folder.latest("changed")
        ],
        "may_withdraw": case.status in ("draft", "running", "held"),
        "payment": payment_part(held, rows),
        "agency": agency_name(case.agency),
    }


def state_now(held: HeldCase) -> str:
    """Changes whenever the case moves: what a page that waits for it compares."""
    return f"{held.case.status}/{held.case.seq}"


def _says(held: HeldCase, whose: str) -> str:
    """Whose turn it is in a sentence: the agency's own words, else ours."""
    own = held.live.service.says.get(held.case.stage)
    if own is not None and held.case.status in ("running", "held"):
        return say(own)
    return {
        "applicant": _("We are waiting for you"),
        "agency": _("The agency is reading your application"),
        "machine": _("We are finishing it. This takes a few seconds"),
        "nobody": _("Nothing is left to do"),
    }[whose]


def officers_words(held: HeldCase, rows: Sequence[TimelineRow] | None = None) -> str:
    """What the officer wrote to the last thing that an officer did; empty when that came without words."""
    if rows is None:
        rows = timeline(held.case, seen_by=("public", "applicant", "agency"))
    said = next((row.data.get("note_digest") for row in reversed(rows) if row.kind in _OFFICERS_DOINGS), None)
    notes = [note for stage in held.folder.latest("note") for note in held.folder.rounds("note", stage)]
    return next((note["text"] for note in notes if said and held.folder.digest(note) == said), "")


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


def timeline_steps(held: HeldCase, rows: Sequence[TimelineRow], *, officer: bool = False) -> list[Context]:
    """The timeline: what is done, then what is now; an officer sees the limit of the stage."""
    service = held.live.service
    steps = past_steps(service, rows)
    if held.case.status != "ended":
        whose = turn(held.case.status, service.stages, held.case.stage)
        words = {"applicant": _("Your turn"), "agency": _("The agency's turn"), "machine": _("In progress")}
        due = {
            "applicant": held.state.stage_due_on,
            "agency": held.state.stage_due_on if officer else held.state.due_on,
        }.get(whose)
        steps.append(
            {
                "title": _says(held, whose),
                "state": "now",
                "turn": words[whose],
                "kind": "you" if whose == "applicant" else "",
                "when": _("until %(day)s") % {"day": day(due)} if due else "",
                "parts": opinion_lines(held),
            }
        )
    return steps
