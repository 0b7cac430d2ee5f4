"""Who hears what: every message of a lower room with the handlers of higher ones, on one page."""

from __future__ import annotations

from collections.abc import Mapping

from panjereh.access.naming import Named, name_agencies, name_sources
from panjereh.cases import jobs as cases
from panjereh.cases.messages import EffectsOwed, FetchOwed
from panjereh.catalogue.queries import agencies
from panjereh.kernel.outbox import wire
from panjereh.notices import jobs as notices
from panjereh.notices.messages import NoticePut
from panjereh.registries.queries import definitions


def wire_all() -> None:
    """Called once when the process starts."""
    wire(NoticePut, notices.carry)
    wire(EffectsOwed, cases.effects)
    wire(FetchOwed, cases.fetch)
    name_sources(_registers)
    name_sources(_cases)
    name_agencies(lambda: {row.id: row.name for row in agencies().values()})


def _registers() -> Mapping[str, Named]:
    return {
        register: Named(about["title"], {name: field["label"] for name, field in about["fields"].items()})
        for register, about in definitions().items()
    }


def _cases() -> Mapping[str, Named]:
    """The papers of a case, which a trace names `case`."""
    fields = {
        "answers": {"fa": "پاسخ‌های شما", "en": "Your answers"},
        "known": {"fa": "آنچه پایگاه‌ها از شما می‌دانند", "en": "What registers know of you"},
    }
    return {"case": Named({"fa": "برگه‌های پرونده", "en": "The papers of the case"}, fields)}
