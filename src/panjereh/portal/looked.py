"""«Who looked at my data»: the traces of `access`, told with the names of agencies, registers and fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from panjereh.access.queries import reads_of
from panjereh.catalogue.queries import ServiceUnknown, agencies, live_version
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.jalali import tehran_day
from panjereh.kernel.request import ActRequest
from panjereh.kernel.ui.writing import language
from panjereh.registries.queries import definitions

COMPARING = "match:"  # what the machine of such a reading is called, with the service


@dataclass(frozen=True, slots=True)
class Look:
    """Reads in words: when (last), by whose machine or officer, at which fields of what, for what, in which case.

    Equal reads of one day are one line: an officer who opens a case ten times looks at the same thing.
    compared  somebody else named this person in an application; the reader learned yes or no
    purpose   what the service says that it reads for, with the service's title
    times     how often on that day
    """

    at: datetime
    agency: str
    machine: bool
    source: str
    fields: list[str]
    case_ref: str
    compared: bool = False
    purpose: str = ""
    times: int = 1


@require_safe
@signed_in
def who_looked(request: ActRequest) -> HttpResponse:
    """Who looked at my data, when, where and for which case."""
    return render(request, "portal/who_looked.html", {"looks": looks(request), "here": "access"})


def looks(request: ActRequest) -> list[Look]:
    """The latest reads of the data of whoever acts, newest first."""
    traces = reads_of(request.act.party)
    registers, keepers = (definitions(), agencies()) if traces else ({}, {})
    return folded(
        Look(
            at=trace.at,
            agency=keepers[trace.agency].name[language()] if trace.agency in keepers else trace.agency,
            machine=bool(trace.machine),
            source=_source(registers, trace.source),
            fields=_fields(registers, trace.source, trace.fields),
            case_ref=trace.case_ref,
            compared=trace.machine.startswith(COMPARING),
            purpose=_purpose(trace.machine),
        )
        for trace in traces
    )


def folded(found: Iterable[Look]) -> list[Look]:
    """Equal looks of the same day as one, at the time of the latest; newest first as they came."""
    kept: dict[tuple[object, ...], Look] = {}
    for look in found:
        key = (
            *(tehran_day(look.at), look.agency, look.machine, look.source, tuple(look.fields), look.case_ref),
            *(look.compared, look.purpose),
        )
        known = kept.get(key)
        kept[key] = look if known is None else replace(known, times=known.times + 1)
    return list(kept.values())


def _purpose(machine: str) -> str:
    """The service that somebody applied for when they named this person."""
    if not machine.startswith(COMPARING):
        return ""
    try:
        return live_version(machine.removeprefix(COMPARING)).service.title.get(language())
    except ServiceUnknown:
        return machine.removeprefix(COMPARING)


def _source(registers: Mapping[str, Mapping[str, Any]], source: str) -> str:
    if source == "case":
        return _("The papers of the case")
    return str(registers[source]["title"][language()]) if source in registers else source


def _fields(registers: Mapping[str, Mapping[str, Any]], source: str, fields: list[str]) -> list[str]:
    if source == "case":
        return [_("Your answers"), _("What registers know about you")]
    known = registers.get(source, {}).get("fields", {})
    return [known[name]["label"][language()] for name in fields if name in known]
