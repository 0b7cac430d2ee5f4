"""Changes of one's own way in ask for a recent proof, the strongest that the person has."""

from __future__ import annotations

from django.http import HttpRequest

from panjereh.identity.factors import second_factors
from panjereh.identity.levels import FRESH, PASSWORD, SECOND, Demand, StepUpNeeded
from panjereh.identity.models import Party
from panjereh.identity.standing import standing_of


def require_fresh(request: HttpRequest, party: Party) -> None:
    """Raise StepUpNeeded unless the person proved who they are within the last quarter of an hour."""
    demand = Demand(0, SECOND if second_factors(party.id) else PASSWORD, FRESH)
    if not standing_of(request.session).meets(demand):
        raise StepUpNeeded(demand)
