"""The way of appeal on pages: for the applicant, and for whoever hears an appeal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from panjereh.access.actions import open_reading
from panjereh.cases.actions.appealing import open_appeal
from panjereh.cases.actions.journal import HeldCase, hold
from panjereh.cases.domain import CaseRef
from panjereh.cases.measures import appeal_span
from panjereh.cases.models import Appeal, Case, CaseEvent
from panjereh.catalogue.presenting import say
from panjereh.catalogue.queries import ServiceUnknown, agency, live_version
from panjereh.flow.appeal import appeal_until, decision_kind, why_not
from panjereh.flow.sentences import NOT_NOW
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import NotAllowed, require
from panjereh.kernel.ui.writing import day, digits

Context = dict[str, Any]


def appeal_now(held: HeldCase) -> Context | None:
    """How an appeal against the present decision stands; None where there is nothing to appeal.

    offer   text, href, left: it can be begun · open: the appeal that has been begun · heard: what came of
    the last one · why_not: a sentence, where it is too late
    """
    heard = _heard(held)
    if decision_kind(held.state) is None or held.live.service.appeal is None:
        return {"heard": heard} if heard else None
    there = open_appeal(held)
    reason = why_not(held.live.version, held.state, clock.today(), held.calendar)
    if there is not None:
        return {"heard": heard, "open": {"ref": there.ref, "draft": there.status == "draft"}}
    if reason is not None:
        late = NOT_NOW[reason].get(get_language() or "fa") if reason == "appeal_late" else ""
        return {"heard": heard, "why_not": late}
    return {"heard": heard, "offer": _offer(held)}


def _offer(held: HeldCase) -> Context:
    until = appeal_until(held.live.version, held.state, held.calendar)
    assert until is not None, "why_not has looked"
    left = (until - clock.today()).days
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": digits(left)}
    return {
        "text": appeal_span(held, until),
        "href": reverse("cases:appeal", args=[held.case.ref]),
        "left": words if left else _("The last day is today"),
    }


def _heard(held: HeldCase) -> Context | None:
    """What came of the last appeal that was decided, with the words that came along."""
    if not held.state.appealed:
        return None
    kinds = ("DecisionUpheld", "DecisionOverturned")
    event = CaseEvent.objects.filter(case_id=held.case.id, kind__in=kinds).order_by("-seq").first()
    if event is None or not _still_news(held, event):
        return None
    paper = held.folder.latest("appeal").get(event.data["appeal"])
    return {
        "overturned": event.kind == "DecisionOverturned",
        "words": paper["text"] if paper else "",
        "when": day(event.at),
    }


def _still_news(held: HeldCase, event: CaseEvent) -> bool:
    """Upheld: while that decision stands. Overturned: until the case is decided anew."""
    if event.kind == "DecisionUpheld":
        return bool(event.data["decision"] == held.state.decision)
    decided = held.state.decided_at
    return held.state.ended_at is None or decided is None or event.at >= decided


def appeal_page(held: HeldCase) -> Context:
    """What one is told before an appeal is begun."""
    service = held.live.service
    try:
        hearing = live_version(service.appeal or "").service
    except ServiceUnknown:
        hearing = None
    language = get_language() or "fa"
    reason = why_not(held.live.version, held.state, clock.today(), held.calendar)
    until = appeal_until(held.live.version, held.state, held.calendar)
    return {
        "decided": day(held.state.decided_at) if held.state.decided_at else "",
        "kind": decision_kind(held.state),
        "why_not": NOT_NOW[reason].get(language) if reason else "",
        "counted": appeal_span(held, until) if until else "",
        "hearing": say(hearing.title) if hearing else "",
        "agency": agency(hearing.agency).name[language] if hearing else "",
        "asked": [say(page.ask or page.fields[0].label) for page in hearing.pages] if hearing else [],
    }


def about_now(held: HeldCase) -> Context | None:
    """What an appeal is about, from the public facts that it was begun with; None for other cases."""
    facts = held.state.about
    if not facts:
        return None
    try:
        title = say(live_version(facts["service"]).service.title)
    except ServiceUnknown:
        title = facts["service"]
    language = get_language() or "fa"
    kinds = {"refused": _("Refused"), "suspended": _("Suspended"), "revoked": _("Revoked")}
    return {
        "title": title,
        "agency": agency(facts["agency"]).name[language],
        "receipt": facts["receipt"],
        "kind": kinds[facts["kind"]],
        "decided": day(date.fromisoformat(facts["decided_on"])) if facts["decided_on"] else "",
        "numbers": [digits(number) for number in (facts["unmet"] or facts["grounds"])],
        "of_measure": facts["kind"] != "refused",
    }


def original_address(held: HeldCase) -> str:
    """Where the applicant finds the case that their own appeal is about; empty for other cases."""
    if not held.state.about:
        return ""
    ref = Appeal.objects.filter(appeal_id=held.case.id).values_list("about__ref", flat=True).first()
    return reverse("cases:case", args=[ref]) if ref else ""


def heard_before(held: HeldCase) -> Context | None:
    """For the officers who go on after an appeal: what came of it, and the instructions."""
    return _heard(held)


def hear_case(act: Act, ref: CaseRef) -> tuple[Case, HeldCase]:
    """The appeal, and the case that it is about, for whoever hears it: traced, and this one case alone.

    Raises NotAllowed.
    """
    appeal = Case.objects.filter(ref=ref).first()
    if appeal is None:
        raise NotAllowed("case")
    require(act, "hear", appeal)
    link = Appeal.objects.get(appeal_id=appeal.id)
    hearing = hold(appeal)
    open_reading(
        act,
        source="case",
        index=link.about_id.bytes,
        fields=["answers", "known"],
        ground=hearing.live.service.ground,
        purpose="appeal",
        subject=link.principal,
        agency=link.agency,
        case_ref=appeal.ref,
    )
    return appeal, hold(Case.objects.get(id=link.about_id))
