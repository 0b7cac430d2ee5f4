"""What the page of a service is given: texts in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from panjereh.catalogue.queries import Live, agency
from panjereh.flow import map_of
from panjereh.flow.model import Service, Span, Text
from panjereh.kernel.text_fa import digits_fa
from panjereh.kernel.ui.writing import digits

Context = dict[str, Any]


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


def service_page(live: Live) -> Context:
    """All that the page of a service tells before one starts."""
    service = live.service
    language = get_language() or "fa"
    return {
        "service": service,
        "title": say(service.title),
        "summary": say(service.summary),
        "agency_name": agency(service.agency).name[language],
        "conditions": [
            {
                "number": digits(condition.number),
                "text": say(condition.text),
                "law": law_words(service, condition.law, language),
            }
            for condition in service.conditions.values()
        ],
        "asked": [say(page.ask or page.fields[0].label) for page in service.pages],
        "laws": [law_words(service, law_id, language) for law_id in service.law],
        "limit": span_words(service.limit),
        "valid": span_words(service.outcome.valid) if service.outcome else "",
        "fee": bool(service.fee),
        "map": map_rows(live),
        "version": live,
    }


def map_rows(live: Live) -> list[Context]:
    """«What will happen to your application», stage by stage."""
    who = {
        "applicant": (_("You"), "you"),
        "register": (_("Register"), ""),
        "officer": (_("Officer"), ""),
        "end": (_("End"), "ok"),
    }
    stages = map_of(live.service)
    titles = {stage.id: say(stage.title) for stage in stages}
    rows = []
    for stage in stages:
        actor, kind = who.get(stage.actor, (_("Automatic"), ""))
        refused = stage.verb == "end" and live.service.stages[stage.id].what == ("refused",)
        rows.append(
            {
                "id": stage.id,
                "title": titles[stage.id],
                "who": actor,
                "kind": "no" if refused else kind,
                "limit": span_words(stage.limit),
                "ways": [(say(way.label), titles[way.to], way.to) for way in stage.branches],
            }
        )
    return rows
