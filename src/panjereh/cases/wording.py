"""Events of a case as sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panjereh.cases.after_wording import AFTER_TITLES
from panjereh.cases.queries import TimelineRow
from panjereh.catalogue.presenting import agency_name
from panjereh.flow.model import Service
from panjereh.kernel.ui.writing import digits

Words = Callable[[Service, Mapping[str, Any]], str]


def title_of(service: Service, row: TimelineRow) -> str:
    """One event as the title of a line in the timeline; empty for what is no news to its reader."""
    words = _TITLES.get(row.kind)
    return words(service, row.data) if words else ""


def outcome_words(outcome: str | None) -> str:
    """How a case ended, in one word or two."""
    return {
        "granted": _("Approved"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
        "lapsed": _("Closed because time ran out"),
    }.get(outcome or "", _("Ended"))


def _numbers(numbers: list[int]) -> str:
    return (" " + _("and") + " ").join(digits(number) for number in numbers)


def _checked(service: Service, data: Mapping[str, Any]) -> str:
    if not data["unmet"]:
        return _("All conditions that apply are met")
    return ngettext(
        "Condition %(numbers)s is not met", "Conditions %(numbers)s are not met", len(data["unmet"])
    ) % {"numbers": _numbers(data["unmet"])}


def _fetched(service: Service, data: Mapping[str, Any]) -> str:
    return {
        "found": _("Data taken from a register, so that you were not asked"),
        "missing": _("The register has no record of this"),
        "failed": _("The register did not answer"),
    }[data["result"]]


_TITLES: dict[str, Words] = {
    "CaseOpened": lambda s, d: _("Draft started"),
    "DraftMoved": lambda s, d: _("The service was renewed; your draft has moved to the new version"),
    "ApplicationSubmitted": lambda s, d: _("Application received"),
    "EvidenceFetched": _fetched,
    "ConditionsChecked": _checked,
    "FeeAssessed": lambda s, d: _("Fee calculated"),
    "PaymentConfirmed": lambda s, d: _("The fee was paid"),
    "RefundOwed": lambda s, d: _("A refund is on its way to you"),
    "TaskTaken": lambda s, d: _("An officer took the case"),
    "TaskReleased": lambda s, d: _("The officer put the case back"),
    "TaskHandedOn": lambda s, d: _("The case was handed on to a colleague"),
    "TaskAssigned": lambda s, d: _("A superior gave the case to an officer"),
    "TaskEscalated": lambda s, d: _("The case went up to the officers' superiors"),
    "LimitNear": lambda s, d: _("Reminder sent"),
    "MoreAsked": lambda s, d: _("The applicant was asked again"),
    "FirstOpinionGiven": lambda s, d: _("The first officer has decided; a second officer reviews it"),
    "OpinionAsked": lambda s, d: (
        _("%(agency)s was asked for its opinion") % {"agency": agency_name(d["agency"])}
    ),
    "OpinionGiven": lambda s, d: _("%(agency)s has given its opinion") % {"agency": agency_name(d["agency"])},
    "OpinionMissed": lambda s, d: (
        _("%(agency)s gave no opinion in time") % {"agency": agency_name(d["agency"])}
    ),
    "ReviewDecided": lambda s, d: _("An officer has decided"),
    "LimitPassed": lambda s, d: _("The deadline has passed"),
    "CaseHeld": lambda s, d: _("The rules could not decide; an officer takes over"),
    "CaseEnded": lambda s, d: outcome_words(d["end"]),
    "RecordRegistered": lambda s, d: _("Entered in the register"),
    "DocumentIssued": lambda s, d: _("Document issued"),
    "PersonTold": lambda s, d: _("Message sent to the inbox"),
    **AFTER_TITLES,
    "ApplicationWithdrawn": lambda s, d: _("Application withdrawn"),
}
