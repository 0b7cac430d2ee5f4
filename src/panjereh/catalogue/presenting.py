"""What the page of a service is given: texts in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from panjereh.catalogue.queries import Live, ServiceUnknown, agencies, live_version
from panjereh.catalogue.way import PublicMap, Step, public_map
from panjereh.flow.map import stage_title
from panjereh.flow.model import Service, Span, Text
from panjereh.kernel.text_fa import digits_fa
from panjereh.kernel.ui.writing import digits, listed
from panjereh.registries.queries import definitions

Context = dict[str, Any]
_END_KINDS = {"granted": "ok", "refused": "no"}


def say(text: Text | None) -> str:
    return "" if text is None else text.get(get_language() or "fa")


def span_words(span: Span | None) -> str:
    """A length of time in words."""
    if span is None:
        return ""
    if span.working_days:
        return _counted(
            ngettext("%(count)s working day", "%(count)s working days", span.working_days), span.working_days
        )
    if span.months:
        years, months = divmod(span.months, 12)
        if not months:
            return _counted(ngettext("%(count)s year", "%(count)s years", years), years)
        return _counted(ngettext("%(count)s month", "%(count)s months", span.months), span.months)
    return _counted(ngettext("%(count)s day", "%(count)s days", span.days), span.days)


def _counted(words: str, count: int) -> str:
    return words % {"count": digits(count)}


def law_words(service: Service, law_id: str, language: str) -> str:
    """A law with its article or articles (`36–40`), as a line of a page or document."""
    law = service.law[law_id]
    if not law.article:
        return law.title.get(language)
    several = not law.article.isalnum()
    if language == "en":
        return f"{law.title.en}, {'articles' if several else 'article'} {law.article}"
    article = digits_fa(law.article).replace("–", " تا ")
    return f"{law.title.fa}، {'مواد' if several else 'مادهٔ'} {article}"


def agency_name(agency_id: str) -> str:
    """In the language of the page; the id where the agency isn't known."""
    known = agencies().get(agency_id)
    return known.name[get_language() or "fa"] if known else agency_id


def service_page(live: Live) -> Context:
    """All that the page of a service tells before one starts."""
    service = live.service
    language = get_language() or "fa"
    way = public_map(service)
    always, by_answer, sometimes = _questions(service, way)
    return {
        "service": service,
        "title": say(service.title),
        "summary": say(service.summary),
        "agency_name": agency_name(service.agency),
        "audience": _audience(service),
        "conditions": [
            {
                "number": digits(condition.number),
                "text": say(condition.text),
                "law": law_words(service, condition.law, language),
            }
            for condition in service.conditions.values()
        ],
        "asked": always,
        "asked_by_answer": by_answer,
        "asked_sometimes": sometimes,
        "known": _known(service, language),
        "laws": [law_words(service, law_id, language) for law_id in service.law],
        "limit": span_words(service.limit),
        "at_once": bool(way.straight)
        and all(step.actor in ("applicant", "at_once", "end") for step in way.straight),
        "valid": span_words(service.outcome.valid) if service.outcome else "",
        "fee": bool(service.fee),
        "appeal": _appeal(service),
        "straight": step_rows(service, way, way.straight),
        "detours": step_rows(service, way, way.detours),
        "version": live,
        "elsewhere": _elsewhere(service),
    }


def _elsewhere(service: Service) -> Context | None:
    """How one gets it, where it isn't applied for here."""
    told = service.elsewhere
    if told is None:
        return None
    papers = [say(paper) for paper in told.documents]
    return {"how": say(told.how), "documents": papers, "fee": say(told.fee) if told.fee else ""}


def _appeal(service: Service) -> Context | None:
    """The way of appeal against a refusal; None where there is none."""
    if service.appeal is None:
        return None
    try:
        title = say(live_version(service.appeal).service.title)
    except ServiceUnknown:
        return None
    text = _("A refusal can be appealed within %(span)s.") % {"span": span_words(service.appeal_within)}
    return {"service": service.appeal, "title": title, "text": text}


def decree_words(law: str, language: str) -> str:
    """The law of a parameter in one language, where its cell says `فارسی | English`."""
    persian, between, english = law.partition(" | ")
    return english if between and language == "en" else persian


def _audience(service: Service) -> str:
    words = {"citizen": _("People"), "business": _("Firms")}
    return listed(words[kind] for kind in service.audience)


def _questions(service: Service, way: PublicMap) -> tuple[list[str], list[str], list[str]]:
    """What everybody is asked, what depends on an answer, and what is asked only off the straight way."""
    pages = {
        page.id: say(page.ask or page.fields[0].label)
        for page in service.pages
        if any(field.type != "declaration" for field in page.fields)
    }
    on_the_way: set[str] = set()
    for stage in (stage for step in way.straight for stage in step.stages if stage.verb == "ask"):
        on_the_way |= set(service.stages[stage.id].what or pages)
    depends = {page.id for page in service.pages if page.when is not None} & on_the_way
    return (
        [text for page, text in pages.items() if page in on_the_way - depends],
        [text for page, text in pages.items() if page in depends],
        [text for page, text in pages.items() if page not in on_the_way],
    )


def _known(service: Service, language: str) -> list[Context]:
    """What is fetched from each register, in the order in which it is first asked."""
    about = definitions()
    shown: dict[str, dict[str, None]] = {}
    for known in service.known.values():
        if known.register in about:
            shown.setdefault(known.register, {}).update(dict.fromkeys(known.fields))
    return [
        {
            "register": about[register]["title"][language],
            "fields": [about[register]["fields"][name]["label"][language] for name in names],
        }
        for register, names in shown.items()
    ]


def step_rows(service: Service, way: PublicMap, steps: Sequence[Step]) -> list[Context]:
    """Steps as the process map draws them; what simply comes next needs no line."""
    who = {
        "applicant": _("You"),
        "at_once": _("At once, by rules"),
        "officer": _("Officer"),
        "agency": _("Agency"),
    }
    place, titles = way.place, _titles(way)
    rows: list[Context] = []
    if not steps:
        return rows
    for step, following in zip(steps, [*(step.id for step in steps[1:]), ""], strict=True):
        first = step.stages[0]
        end = service.stages[first.id].what[0] if first.verb == "end" else ""
        limit = span_words(first.limit)
        rows.append(
            {
                "id": step.id,
                "title": titles[step.id],
                "who": _ending(end) if end else who.get(step.actor, ""),
                "end": {"granted": "ok", "refused": "no", "": ""}.get(end, "closed"),
                "limit": _("within %(time)s") % {"time": limit} if limit else "",
                "parts": [say(stage.title) for stage in step.stages]
                if len(step.stages) > 1
                else _asked_at_once(service, first.id),
                "ways": [
                    (f"{say(branch.label)}:" if branch.label else "", titles[branch.to], place[branch.to])
                    for branch in step.branches()
                    if place[branch.to] != following or (branch.label and steps is way.detours)
                ],
            }
        )
    return rows


def _asked_at_once(service: Service, stage_id: str) -> list[str]:
    """The other agencies that a step asks at the same time, with the limit of each."""
    branches = [service.stages[name] for name in service.stages[stage_id].what if name in service.stages]
    return [
        f"{say(stage_title(service, branch))} ({_('within %(time)s') % {'time': span_words(branch.limit)}})"
        for branch in branches
        if branch.verb == "opinion"
    ]


def step_title(service: Service, stage: str) -> str:
    """What happens at the step of the public map that a stage belongs to."""
    way = public_map(service)
    return _titles(way)[way.place[stage]]


def _titles(way: PublicMap) -> dict[str, str]:
    """The title of each stage, and of each step under its name."""
    titles = {stage.id: say(stage.title) for step in (*way.straight, *way.detours) for stage in step.stages}
    grouped = {
        step.id: _("We fetch what is needed and check it")
        for step in (*way.straight, *way.detours)
        if len(step.stages) > 1
    }
    return titles | grouped


def _ending(what: str) -> str:
    return {"granted": _("Approved"), "refused": _("Refused")}.get(what, _("Closed"))
