"""What the officer's pages after a decision are given."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases.actions.appealing import last_words
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.checklist import applying
from panjereh.cases.measure_forms import MeasureForm
from panjereh.cases.measures import (
    given_now,
    given_title,
    granted_on,
    ground_rows,
    has_expired,
    last_measure,
    measure_words,
    reason_of,
    standing_words,
    valid_until,
)
from panjereh.cases.models import Case
from panjereh.cases.presenting import (
    answer_rows,
    condition_rows,
    frame,
    known_groups,
    timeline_steps,
)
from panjereh.cases.queries import timeline
from panjereh.cases.wording import outcome_words
from panjereh.catalogue.presenting import agency_name
from panjereh.flow.measures import measures_of, possible
from panjereh.flow.state import State
from panjereh.kernel.act import Act
from panjereh.kernel.ui.writing import day

Context = dict[str, Any]
SEEN = ("public", "applicant", "agency")
_KINDS = {"valid": "ok", "suspended": "you", "revoked": "no"}


def given_page(act: Act, held: HeldCase, form: MeasureForm) -> Context:
    """What was given, as it stands, and what can be done with it now."""
    measures, until, granted = measures_of(held.live.version), valid_until(held), granted_on(held)
    event, language = last_measure(held), get_language() or "fa"
    expired = has_expired(held)
    kinds = () if expired else possible(held.live.version, held.state)
    grounds = ground_rows(held, measures.grounds if measures else ())
    return {
        **frame(held),
        "here": "queue",
        "title": given_title(held, language),
        "word": _("Expired") if expired else standing_words(held.state.given),
        "kind": "" if expired else _KINDS.get(held.state.given or "", ""),
        "given_on": day(granted) if granted else "",
        "valid_until": day(until) if until else "",
        "in_force": ground_rows(held, held.state.grounds),
        "reason": reason_of(held, event.data.get("note_digest") if event else None),
        "proposal": _proposal(act, held),
        "choices": [(kind, measure_words(kind)) for kind in kinds],
        "boxes": [(row["key"], f"{row['number']}. {row['text']}", _allows(row)) for row in grounds],
        "nothing": _nothing(held, expired=expired),
        "form": form,
        "errors": form.errors(language),
        "steps": timeline_steps(held, timeline(held.case, seen_by=SEEN), officer=True),
    }


def _allows(row: Context) -> str:
    """What a ground is good for, and its law: the line below its box."""
    kinds = {"suspend": _("suspend"), "revoke": _("revoke")}
    return " · ".join([(" " + _("or") + " ").join(kinds[kind] for kind in row["allows"]), row["law"]])


def _proposal(act: Act, held: HeldCase) -> Context | None:
    proposal = held.state.proposal
    if not proposal:
        return None
    return {
        "measure": measure_words(proposal["measure"]),
        "grounds": ground_rows(held, proposal["grounds"]),
        "reason": reason_of(held, proposal.get("note_digest")),
        "mine": proposal["officer"] == str(act.human),
    }


def _nothing(held: HeldCase, *, expired: bool) -> str:
    """Why no measure can be taken now."""
    if expired:
        return _("It has expired: nothing is left to suspend or to revoke.")
    if held.state.status == "finishing":
        return _("The last measure is being carried out. Reload the page in a few seconds.")
    if held.state.appeal is not None:
        return _("An appeal is being heard. Until it is decided, nothing more can be done.")
    return _("It is revoked. Only an appeal of the holder can bring it back.")


def heard_page(appeal: Case, original: HeldCase) -> Context:
    """The original case for reading: answers, evidence, conditions, the decision, what happened."""
    service, state = original.live.service, original.state
    pages = [page for page in service.pages if page.id in original.folder.latest("page")]
    rows = zip(service.conditions, condition_rows(original, list(service.conditions)), strict=True)
    apply = applying(original)
    return {
        **frame(original),
        "here": "queue",
        "agency": agency_name(service.agency),
        "appeal_ref": appeal.ref,
        "appeal_receipt": appeal.receipt or "",
        "outcome_words": standing_words(state.given) or outcome_words(state.outcome),
        "decided": day(state.decided_at) if state.decided_at else "",
        "note": last_words(original),
        "measures": given_now(original),
        "conditions": [{**row, "key": number, **standing(number, state, apply)} for number, row in rows],
        "answers": answer_rows(original, pages),
        "known": known_groups(original),
        "steps": timeline_steps(original, timeline(original.case, seen_by=SEEN), officer=True),
    }


def standing(number: int, state: State, apply: Collection[int]) -> Context:
    """How a condition stood when the case was decided."""
    if number not in apply:
        return {"state": _("Does not apply"), "kind": ""}
    if number in state.met:
        return {"state": _("Met"), "kind": "ok"}
    if number in state.unmet:
        return {"state": _("Not met"), "kind": "no"}
    return {"state": _("Not checked"), "kind": ""}
