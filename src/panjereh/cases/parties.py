"""Whether an officer is named in a case: whoever is a party to it never decides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.domain import CaseMoved
from panjereh.flow.model import Field, Service
from panjereh.identity.queries import has_number


def require_no_party(held: HeldCase, officer: UUID | None) -> None:
    """Raises CaseMoved where the answers name the officer's own national id."""
    numbers = set(national_ids(held.live.service, held.folder.answers()))
    if officer is not None and numbers and has_number(officer, numbers):
        raise CaseMoved(
            "نام این کارشناس در این پرونده هست. کسی دربارهٔ پروندهٔ خود تصمیم نمی‌گیرد؛ آن را به همکاری بسپارید.",
            "This officer is named in the case. Nobody decides a case of their own; a colleague has to take it.",
        )


def national_ids(service: Service, answers: Mapping[str, Any]) -> Iterator[str]:
    """The national ids that the answers name, also in pages that are asked several times."""
    for page in service.pages:
        rounds = answers.get(page.id) if page.repeat else [answers]
        for given in rounds or ():
            yield from (number for asked in page.fields if (number := _number(asked, given.get(asked.id))))


def _number(asked: Field, value: Any) -> str:
    if asked.type == "national_id":
        return str(value or "")
    if asked.type == "person" and isinstance(value, Mapping):
        return str(value.get("national_id") or "")
    return ""
