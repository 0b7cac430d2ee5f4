"""Who works in an agency, by the name that colleagues know: introduced by themself, seen in the agency alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from panjereh.cases.models import Colleague
from panjereh.kernel.act import Act
from panjereh.kernel.ui.writing import digits, language, name
from panjereh.registries.queries import own_name


def introduce(act: Act, agency: str) -> None:
    """Keep under which name whoever acts is known in the agency, where it isn't known yet."""
    if act.human is None or Colleague.objects.filter(agency=agency, party=act.human).exists():
        return
    Colleague.objects.bulk_create(
        [
            Colleague(
                agency=agency,
                party=act.human,
                name={tongue: own_name(act, tongue) for tongue in ("fa", "en")},
            )
        ],
        ignore_conflicts=True,
    )


def names_in(agencies: Iterable[str]) -> dict[UUID, Mapping[str, str]]:
    """The names of the staff of these agencies, as far as they have been introduced."""
    rows = Colleague.objects.filter(agency__in=list(agencies))
    return dict(rows.values_list("party", "name"))


def shown_name(names: Mapping[UUID, Mapping[str, str]], party: UUID | str) -> Markup:
    """A colleague as they are shown to another; one who was never at the desk by the end of their id."""
    said = names.get(UUID(str(party)), {}).get(language())
    return name(said) if said else escape(plain_name(names, UUID(str(party))))


def plain_name(names: Mapping[UUID, Mapping[str, str]], party: UUID) -> str:
    """The same where no element can stand, as in a list to choose from."""
    return names.get(party, {}).get(language()) or f"{_('Officer')} {digits(party.int % 10_000)}"
