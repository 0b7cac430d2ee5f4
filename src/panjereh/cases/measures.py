"""What was given, as it stands: for the holder's page, the officer's page and the holder's message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.models import CaseEvent
from panjereh.catalogue.presenting import law_words, span_words
from panjereh.catalogue.queries import agency
from panjereh.flow import last_day
from panjereh.flow.appeal import appeal_until
from panjereh.flow.measures import measures_of
from panjereh.kernel import clock
from panjereh.kernel.text_fa import isolate_ltr
from panjereh.kernel.ui.writing import day, digits

Context = dict[str, Any]
LANGUAGES = ("fa", "en")
_MEASURES = ("OutcomeSuspended", "OutcomeRevoked", "OutcomeReinstated")


def standing_words(given: str | None) -> str:
    """What stands, in one word."""
    return {
        "valid": _("Valid"),
        "suspended": _("Suspended"),
        "revoked": _("Revoked"),
        "replaced": _("Renewed"),
    }.get(given or "", "")


def measure_words(measure: str) -> str:
    """What can be done, as the words of a choice."""
    return {"suspend": _("Suspend"), "reinstate": _("Lift the suspension"), "revoke": _("Revoke")}[measure]


def given_title(held: HeldCase, language: str) -> str:
    """What was given: the name of its letter, else of the service."""
    service = held.live.service
    letter = service.letters.get(service.outcome.letter or "") if service.outcome else None
    return (letter.title if letter else service.title).get(language)


def ground_rows(held: HeldCase, numbers: Any) -> list[Context]:
    """Numbered grounds with their law, in the language of the page."""
    measures, language = measures_of(held.live.version), get_language() or "fa"
    return [
        {
            "key": number,
            "number": digits(number),
            "text": measures.grounds[number].text.get(language),
            "law": law_words(held.live.service, measures.grounds[number].law, language),
            "allows": measures.grounds[number].allows,
        }
        for number in numbers
        if measures is not None and number in measures.grounds
    ]


def last_measure(held: HeldCase) -> CaseEvent | None:
    """The measure that stands, or was lifted last."""
    if held.state.decided_at is None or held.state.given is None:
        return None
    return CaseEvent.objects.filter(case_id=held.case.id, kind__in=_MEASURES).order_by("-seq").first()


def reason_of(held: HeldCase, digest: str | None) -> str:
    """What the officer wrote, for the holder and the officers."""
    kinds = held.folder.latest("measure")
    papers = [paper for name in kinds for paper in held.folder.rounds("measure", name)]
    return next((p["text"] for p in papers if digest and held.folder.digest(p) == digest), "")


def given_now(held: HeldCase) -> Context | None:
    """What the holder's page says where what was given is suspended or revoked; None where it is valid."""
    if held.state.given in (None, "valid"):
        return None
    event, measures = last_measure(held), measures_of(held.live.version)
    hearing = measures.hearing if measures else None
    return {
        "title": given_title(held, get_language() or "fa"),
        "standing": held.state.given,
        "word": standing_words(held.state.given),
        "since": day(held.state.decided_at) if held.state.decided_at else "",
        "grounds": ground_rows(held, held.state.grounds),
        "reason": reason_of(held, event.data.get("note_digest") if event else None),
        "hearing": hearing.get(get_language() or "fa") if hearing else "",
    }


def public_reason(held: HeldCase) -> Mapping[str, str]:
    """The texts of the grounds, where the service makes them public; else nothing."""
    outcome, measures = held.live.service.outcome, measures_of(held.live.version)
    if outcome is None or measures is None or "reason" not in outcome.public:
        return {}
    texts = [measures.grounds[number].text for number in held.state.grounds]
    return {language: "\n".join(text.get(language) for text in texts) for language in LANGUAGES}


def public_law(held: HeldCase) -> Mapping[str, str]:
    """The laws of the grounds."""
    measures = measures_of(held.live.version)
    laws = dict.fromkeys(
        measures.grounds[number].law for number in (held.state.grounds if measures else ()) if measures
    )
    return {
        language: "\n".join(law_words(held.live.service, law, language) for law in laws)
        for language in LANGUAGES
    }


def measure_message(held: HeldCase, told: str) -> tuple[dict[str, str], dict[str, str]]:
    """Title and body of the message to the holder, in both languages."""
    titles, bodies = {}, {}
    for language in LANGUAGES:
        with override(language):
            titles[language] = _title(told) % {"title": given_title(held, language)}
            bodies[language] = "\n\n".join(part for part in _parts(held, told, language) if part)
    return titles, bodies


def _title(told: str) -> str:
    return {
        "suspended": _("%(title)s: suspended"),
        "revoked": _("%(title)s: revoked"),
        "reinstated": _("%(title)s: in force again"),
    }[told]


def _parts(held: HeldCase, told: str, language: str) -> list[str]:
    event = last_measure(held)
    receipt = held.case.receipt or ""
    number = isolate_ltr(receipt) if language == "fa" else receipt
    reason = reason_of(held, event.data.get("note_digest") if event else None)
    if told == "reinstated":
        back = {
            "valid": _("What you were given under the number %(number)s is valid again from today."),
            "suspended": _("The revocation of number %(number)s has fallen. The suspension before it stays."),
        }[held.state.given or "valid"]
        return [back % {"number": number}, reason]
    lead = {
        "suspended": _("What you were given under the number %(number)s is suspended from today."),
        "revoked": _("What you were given under the number %(number)s is revoked from today."),
    }[told]
    grounds = [
        _("Ground %(number)s: %(text)s") % {"number": row["number"], "text": row["text"]}
        + "\n"
        + _("Legal basis: %(law)s") % {"law": row["law"]}
        for row in ground_rows(held, held.state.grounds)
    ]
    measures = measures_of(held.live.version)
    hearing = measures.hearing.get(language) if measures and measures.hearing else ""
    named = agency(held.case.agency).name[language]
    by = _("Decided by: %(agency)s") % {"agency": named}
    said = _("Reason: %(reason)s") % {"reason": reason} if reason else ""
    return [lead % {"number": number}, *grounds, said, by, hearing, appeal_line(held)]


def appeal_span(held: HeldCase, until: date) -> str:
    """Until when one can appeal, and how that is counted."""
    words = {"day": day(until), "span": span_words(held.live.service.appeal_within)}
    return _("You can appeal until %(day)s: %(span)s from the day of the decision.") % words


def appeal_line(held: HeldCase) -> str:
    """The way of appeal in a message: until when, and where one begins."""
    until = appeal_until(held.live.version, held.state, held.calendar)
    if until is None:
        return ""
    told = _(
        "If you disagree, you can appeal until %(day)s: %(span)s from the day of the decision."
        " Begin on the page of your case."
    )
    return told % {"day": day(until), "span": span_words(held.live.service.appeal_within)}


def granted_on(held: HeldCase) -> date | None:
    """The day of the grant: the last one, where an appeal led to another."""
    ended = held.state.ended_at
    return ended.astimezone(clock.TEHRAN).date() if ended is not None else None


def valid_until(held: HeldCase) -> date | None:
    """The last day on which what was given is in force; None without limit."""
    outcome, granted = held.live.service.outcome, granted_on(held)
    if outcome is None or outcome.valid is None or granted is None:
        return None
    return last_day(granted, outcome.valid, held.calendar)


def has_expired(held: HeldCase) -> bool:
    until = valid_until(held)
    return until is not None and until < clock.today()
