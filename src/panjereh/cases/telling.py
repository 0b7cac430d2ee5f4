"""Short notices of the product itself about a case: to the applicant, and to staff about their tasks.

Staff read no name and no answer in their inbox: the receipt number leads to the case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.identity.queries import staff_of
from panjereh.kernel import clock
from panjereh.kernel.ui.writing import day
from panjereh.kernel.wall import as_machine
from panjereh.notices.actions import tell

LANGUAGES = ("fa", "en")
Words = Callable[[], str]  # in the language that is active when it is asked


def tell_near(held: HeldCase, due_on: str) -> None:
    """Remind the applicant that a limit of theirs comes near."""
    due = date.fromisoformat(due_on)
    _put(
        held,
        held.case.principal,
        "near",
        lambda: _("Your turn until %(day)s") % {"day": day(due)},
        lambda: (
            _("We still wait for you in “%(service)s”. After %(day)s the case can close without your answer.")
            % {"service": _title(held), "day": day(due)}
        ),
    )


def tell_given(held: HeldCase, to: UUID) -> None:
    """Tell an officer that a task is theirs now."""
    _put(
        held,
        to,
        "given",
        lambda: _("A case was given to you"),
        lambda: (
            _("%(receipt)s, “%(service)s”. You find it in your work queue, among your own.") % _words(held)
        ),
    )


def tell_escalated(held: HeldCase, role: str) -> None:
    """Tell the holders of the higher role, and whoever holds the task, that it has gone up."""
    holders = set(staff_of(held.case.agency, role, clock.today())) - {held.case.principal}
    for party in sorted(holders):
        _put(
            held,
            party,
            "raised",
            lambda: _("An overdue case has come up to you"),
            lambda: (
                _("%(receipt)s, “%(service)s”. Its deadline has passed; you may take and decide it.")
                % _words(held)
            ),
        )
    holder = UUID(held.state.taken_by) if held.state.taken_by else None
    if holder is not None and holder not in holders:
        _put(
            held,
            holder,
            "overdue",
            lambda: _("A case of yours is overdue"),
            lambda: (
                _("%(receipt)s, “%(service)s”. Its deadline has passed; your superior has been told.")
                % _words(held)
            ),
        )


def tell_message(held: HeldCase, to: UUID, *, applicant: bool) -> None:
    """Tell one side that the other has written; what was written stands in the case alone."""
    _put(
        held,
        to,
        "message",
        lambda: _("A new message in your case") if applicant else _("The applicant has written"),
        lambda: _("%(receipt)s, “%(service)s”. You find it in the case, under messages.") % _words(held),
    )


def _words(held: HeldCase) -> dict[str, str]:
    return {"receipt": held.case.receipt or held.case.ref, "service": _title(held)}


def _title(held: HeldCase) -> str:
    return held.live.service.title.get((translation.get_language() or "fa")[:2])


def _put(held: HeldCase, to: UUID, about: str, title: Words, body: Words) -> None:
    """One notice for each thing that happens (the case's `seq` names it) and each reader."""
    with as_machine("case:notice"):
        tell(
            to,
            title=_both(title),
            body=_both(body),
            source=f"case:{held.case.ref}:{about}:{held.state.seq}:{to.hex[:12]}",
            case_ref=held.case.ref,
        )


def _both(words: Words) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = words()
    return said
