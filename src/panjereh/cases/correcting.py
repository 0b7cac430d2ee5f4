"""«Not right?»: from what a register says of a person to the service that corrects it, with the application going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panjereh.cases.actions.applying import open_application
from panjereh.cases.actions.fetching import own_entry
from panjereh.cases.actions.journal import HeldCase, lock_case
from panjereh.cases.actions.keeping import pages_now, put_typed
from panjereh.cases.domain import CaseRef, turn
from panjereh.cases.forms import read_page
from panjereh.cases.models import Case
from panjereh.cases.presenting import frame, say, shown_value
from panjereh.cases.queries import see_case
from panjereh.cases.wording import outcome_words
from panjereh.catalogue.folder.parts import field_of
from panjereh.catalogue.queries import Live, agency, live_services, version_of
from panjereh.flow.model import Known
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.act import Act
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed, require
from panjereh.kernel.ui.writing import day
from panjereh.registries.queries import definitions

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that a register says of the applicant, as the case shows it."""

    known: Known
    field: str
    definition: Mapping[str, Any]
    entry: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Under which a correction of it is noted in the case."""
        return f"{self.known.register}.{self.field}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: ActRequest, ref: str, known_id: str, field: str) -> HttpResponse:
    """What is recorded, who keeps it, and the request to correct it; the application goes on meanwhile."""
    held = see_case(request.act, CaseRef(ref))
    shown = _shown(held, known_id, field)
    service = correction_service(shown.known.register)
    if request.method != "POST" or service is None:
        return render(request, "cases/correct.html", _page(held, shown, service))
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return redirect("cases:correct", ref, known_id, field)
    return redirect("cases:next", ask_correction(request.act, held, shown, service, key=key))


def _shown(held: HeldCase, known_id: str, field: str) -> Shown:
    """One's own data alone: what a register says of somebody else is not shown here. Raises NotAllowed."""
    known = held.live.service.known.get(known_id)
    if known is None or known.by is not None or field not in known.show:
        raise NotAllowed("known")
    frozen = held.folder.latest("known")
    entry = frozen[known.id] if known.id in frozen else own_entry(held, known)
    definition = definitions().get(known.register)
    if entry is None or definition is None:
        raise NotAllowed("known")
    return Shown(known, field, definition, entry)


def correction_service(register: str) -> Live | None:
    """The service by which the agency that keeps a register corrects it."""
    return next((live for live in live_services() if live.service.corrects == register), None)


@transaction.atomic
def ask_correction(act: Act, held: HeldCase, shown: Shown, service: Live, *, key: UUID) -> CaseRef:
    """Begin a request for a correction, with what is asked about filled in; the case notes it.

    Raises NotAllowed.
    """
    there = lock_case(CaseRef(held.case.ref))
    require(act, "see", there.case)
    ref = open_application(act, service.service.id, key=key)
    opened = lock_case(ref)
    if not opened.folder.waiting("about"):
        about = {"register": shown.known.register, "field": shown.field, "record": shown.entry["record"]}
        opened.folder.put("about", "record", about, turn=0)
        _fill_in(opened, shown.field)
        there.folder.put("correction", shown.name, {"ref": str(ref)}, turn=0)
    return ref


def _fill_in(opened: HeldCase, field: str) -> None:
    """Choose what is not right, where the form asks for it by the register's own names."""
    for page in pages_now(opened):
        for asked in page.fields:
            if field in asked.choices:
                put_typed(opened, read_page(page, {asked.id: [field]}))
                return


def _page(held: HeldCase, shown: Shown, service: Live | None) -> Context:
    language = get_language() or "fa"
    about = field_of(shown.field, shown.definition["fields"][shown.field])
    keeper = agency(shown.definition["agency"]) if "agency" in shown.definition else agency(held.case.agency)
    return {
        **frame(held),
        "label": say(about.label),
        "row": [
            {
                "label": say(about.label),
                "value": shown_value(about, shown.entry["fields"].get(shown.field)) or _("Not recorded"),
                "source": shown.definition["title"][language],
                "date": _("as recorded on %(day)s") % {"day": day(shown.entry["recorded_on"])},
            }
        ],
        "keeper": keeper.name[language],
        "contact": list(keeper.definition.get("contact", {}).values()),
        "service": say(service.service.title) if service else "",
        "open": open_correction(held, shown.name),
        "key": uuid4(),
    }


def wrong_at(held: HeldCase, row: Mapping[str, Any]) -> str:
    """The address of «not right?» for a row of `known_groups`; none for what is not about the applicant."""
    if not row.get("own"):
        return ""
    return reverse("cases:correct", args=[held.case.ref, row["known"], row["field"]])


def open_correction(held: HeldCase, name: str) -> Context | None:
    """The request that was made from this case about one thing, with its state."""
    return next((row for row in corrections(held) if row["name"] == name), None)


def corrections(held: HeldCase) -> list[Context]:
    """The corrections that were asked for from this case: what about, where, and how they stand."""
    noted = {name: paper["ref"] for name, paper in held.folder.latest("correction").items()}
    if not noted:
        return []
    cases = {
        case.ref: case for case in Case.objects.filter(ref__in=noted.values(), principal=held.case.principal)
    }
    about = definitions()
    rows = []
    for name, ref in noted.items():
        register, field = name.split(".", 1)
        if ref in cases and register in about:
            label = say(field_of(field, about[register]["fields"][field]).label)
            rows.append({"name": name, "label": label, "ref": ref, "state": _state(cases[ref])})
    return rows


def _state(case: Case) -> str:
    if case.status == "ended":
        return outcome_words(case.state.get("outcome"))
    words = {"applicant": _("Your turn"), "agency": _("In review")}
    return words.get(
        turn(case.status, version_of(case.version_id).service.stages, case.stage), _("In progress")
    )
