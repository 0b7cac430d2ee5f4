"""«Who looked at my data»: the traces of `access`, told with the names of registers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from panjereh.access.queries import reads_of
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.ui.writing import language, ltr
from panjereh.registries.queries import definitions

# What the purposes of services mean; a purpose of an agency's own invention is shown as it is.
PURPOSES: dict[str, Callable[[], str]] = {
    "decision": lambda: _("To decide your application"),
    "identity": lambda: _("To confirm who you are"),
    "residence": lambda: _("To see where you live"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One read in words: when, by whom, where, what for, in which case."""

    at: datetime
    who: str
    source: str
    purpose: str
    case_ref: str


@require_GET
@signed_in
def who_looked(request: ActRequest) -> HttpResponse:
    """Who looked at my data, when, where and for what."""
    return render(request, "portal/who_looked.html", {"looks": looks(request), "here": "access"})


def looks(request: ActRequest) -> list[Look]:
    """The latest reads of the data of whoever acts, newest first."""
    titles = {name: definition["title"][language()] for name, definition in definitions().items()}
    titles["case"] = _("Your case")
    return [
        Look(
            read.at,
            _("The agency's system") if read.machine else _("Officer"),
            titles.get(read.source) or ltr(read.source),
            PURPOSES[read.purpose]() if read.purpose in PURPOSES else ltr(read.purpose),
            read.case_ref,
        )
        for read in reads_of(request.act.principal)
    ]
