"""Which dotted names an expression of a service may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from panjereh.flow.appeal_names import ABOUT_NAMES
from panjereh.flow.model import Field, Service
from panjereh.flow.scope import CASE_NAMES, applicant_names, opinion_stages

# None below a name: whatever stands there is not ours to know (the inside of an answer, a date's parts).
Names = Mapping[str, Any]


def known_names(service: Service, facts: tuple[str, ...]) -> Names:
    """The tree of names that the scope of this service holds."""
    asked = opinion_stages(service)
    return {
        "answers": _answers(service),
        "known": {name: dict.fromkeys(known.fields) for name, known in service.known.items()},
        "applicant": dict.fromkeys(applicant_names(service)),
        "facts": dict.fromkeys(facts),
        "case": {
            **dict.fromkeys(CASE_NAMES),
            **({"about": dict.fromkeys(ABOUT_NAMES)} if service.about else {}),
            **({"opinions": dict.fromkeys(asked)} if asked else {}),
        },
        "today": None,
        **dict.fromkeys(service.uses),
    }


def _answers(service: Service) -> Names:
    """Each field, or each page that repeats with its fields below it; a list gives what its entries hold."""
    names: dict[str, Any] = {}
    for page in service.pages:
        fields = {field.id: _inside(field) for field in page.fields}
        names |= {page.id: fields} if page.repeat else fields
    return names


def _inside(field: Field) -> Names | None:
    return dict.fromkeys(field.inside) if field.inside else None


def unknown_names(read: Iterable[str], names: Names) -> Iterator[str]:
    """The names that are read and don't exist, cut after the part that is unknown."""
    for dotted in sorted(set(read)):
        here: Any = names
        parts = dotted.split(".")
        for depth, part in enumerate(parts, start=1):
            if here is None:
                break
            if part not in here:
                yield ".".join(parts[:depth])
                break
            here = here[part]
