"""The officer's view of a case: answers beside evidence, the checklist, the decision, what the applicant will read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panjereh.cases.actions.drafting import own_draft
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.afterwards import about_now, heard_before
from panjereh.cases.checklist import checklist
from panjereh.cases.conversation import conversation_panel
from panjereh.cases.decision_form import DecisionForm, form_of_draft
from panjereh.cases.holding import holding
from panjereh.cases.letters import LetterTooSlow, filled_letter
from panjereh.cases.opinions import opinion_rows
from panjereh.cases.presenting import (
    answer_rows,
    condition_rows,
    frame,
    known_groups,
    officers_words,
    say,
    timeline_steps,
)
from panjereh.cases.queries import TimelineRow, timeline
from panjereh.catalogue.presenting import span_words
from panjereh.flow.map import choice_label, stage_title
from panjereh.flow.model import Page
from panjereh.flow.review import asks_more, choices, pages_of
from panjereh.flow.sentences import reason_sentence
from panjereh.kernel.act import Act
from panjereh.kernel.ui.writing import day, digits, listed

Context = dict[str, Any]
ALL = ("public", "applicant", "agency")


def workbench(
    act: Act,
    held: HeldCase,
    *,
    errors: list[Any],
    form: DecisionForm | None = None,
    preview: bool = False,
) -> Context:
    """All that an officer needs to decide, on one page."""
    state = held.state
    events = timeline(held.case, seen_by=ALL)
    conditions = checklist(held, events)
    form = form or _form(act, held, conditions)
    return {
        **frame(held),
        "here": "queue",
        "form": form,
        "errors": errors,
        "conditions": conditions,
        "answers": _answers(held),
        "known": known_groups(held),
        "steps": timeline_steps(held, events, officer=True),
        "notes": officers_words(held, events),
        **holding(act, held),
        **_deciding(held),
        "first_opinion": _first_opinion(held, events),
        "preview": _preview(held, form) if preview else None,
        "due": day(state.stage_due_on) if state.stage_due_on else "",
        "overdue": state.overdue,
        "reason": _reason(held),
        "about": about_now(held),
        "original": reverse("cases:about", args=[held.case.ref]) if state.about else "",
        "heard": heard_before(held),
        "opinions": opinion_rows(held),
        "conversation": conversation_panel(act, held),
    }


def _form(act: Act, held: HeldCase, conditions: Sequence[Context]) -> DecisionForm:
    """What was kept, else what the rules propose."""
    draft = own_draft(held, act.human)
    if draft is not None:
        return form_of_draft(draft)
    findings = {row["key"]: row["proposed"] for row in conditions if row["applies"] and row["proposed"]}
    return DecisionForm(conditions=held.state.unmet, findings=findings)


def _answers(held: HeldCase) -> list[Context]:
    """All answers; those of a page that says something else than at the submission before are marked."""
    answered = held.folder.latest("page")
    rows: list[Context] = []
    for page in held.live.service.pages:
        if page.id in answered:
            rounds = held.folder.rounds("page", page.id)
            changed = len(rounds) > 1 and rounds[-1].get("values") != rounds[-2].get("values")
            mark = {"source": _("Changed since you asked")} if changed else {}
            rows += [{**row, **mark} for row in answer_rows(held, [page])]
    return rows


def _question(page: Page) -> str:
    return say(page.ask or page.fields[0].label)


def _deciding(held: HeldCase) -> Context:
    """The choices, and which pages can be asked again."""
    service, stage, version = held.live.service, held.stage, held.live.version
    options = choices(version, held.state)
    again = {
        page for target in options.values() if asks_more(version, target)
        for page in pages_of(version, service.stages[target])
    }  # fmt: skip
    answered = held.folder.latest("page")
    return {
        "choices": [
            (key, say(choice_label(stage, key)) or say(stage_title(service, service.stages[options[key]])))
            for key in options
        ],
        "pages": [(p.id, _question(p)) for p in service.pages if p.id in again and p.id in answered],
    }


def _first_opinion(held: HeldCase, events: Sequence[TimelineRow]) -> Context | None:
    """What the first pair of eyes chose: shown, for whoever confirms must know what; and whether they differed before."""
    state = held.state
    if state.first_choice is None:
        return None
    said = [row for row in events if row.kind == "FirstOpinionGiven"]
    numbers = listed(digits(number) for number in state.first_conditions)
    return {
        "choice": say(choice_label(held.stage, state.first_choice)) or state.first_choice,
        "conditions": numbers,
        "differed": bool(said and said[-1].data.get("against")),
    }


def _reason(held: HeldCase) -> str:
    """Why the rules stopped here, where they did."""
    return (
        say(reason_sentence(held.state.reason)) if held.state.status == "held" and held.state.reason else ""
    )


def _preview(held: HeldCase, form: DecisionForm) -> Context:
    """Exactly what the applicant gets: the panel of their page, and the letter of the end that follows."""
    service = held.live.service
    target = service.stages[choices(held.live.version, held.state)[form.choice]]
    refused = target.id in held.live.version.refusing
    return {
        "title": say(choice_label(held.stage, form.choice)) or say(stage_title(service, target)),
        "refused": refused,
        "note": form.note,
        "unmet": condition_rows(held, form.conditions) if refused else [],
        "pages": [_question(page) for page in service.pages if page.id in form.pages],
        "letters": list(_letters(held, form)) if target.verb == "end" else [],
        "appeal": _appeal(held) if refused else "",
    }


def _letters(held: HeldCase, form: DecisionForm) -> list[Context]:
    target = held.live.service.stages[choices(held.live.version, held.state)[form.choice]]
    unmet = tuple(sorted(form.conditions))
    met = tuple(number for number in held.state.met if number not in unmet)
    state = replace(held.state, outcome=target.what[0], unmet=unmet or held.state.unmet, met=met)
    letters = []
    for act in target.do:
        if act.verb == "tell":
            for language in ("fa", "en"):
                try:
                    letter = filled_letter(held.live, act.what, state, held.papers, language)
                except LetterTooSlow:
                    continue
                letters.append({"language": language, "title": letter.title, "text": letter.text})
    return letters


def _appeal(held: HeldCase) -> str:
    """The way to appeal, as the service says it."""
    service = held.live.service
    if service.appeal is None:
        return ""
    within = span_words(service.appeal_within)
    return (
        _("The applicant can appeal within %(span)s.") % {"span": within}
        if within
        else _("The applicant can appeal.")
    )
