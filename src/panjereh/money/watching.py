"""What operators watch: whether providers answer, and what has been unknown for too long."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.outside import require_no_transaction
from panjereh.kernel.wall import acting
from panjereh.money.domain import UNFINISHED
from panjereh.money.models import Payment, ProviderState, Refund
from panjereh.money.port import providers


def payments_open() -> dict[str, int]:
    """How many payments are under way in each state. For the machine."""
    return _counted(Payment.objects.filter(state__in=UNFINISHED))


def refunds_open() -> dict[str, int]:
    """How many refunds are not carried out, by state. For the machine."""
    return _counted(Refund.objects.exclude(state="success"))


def _counted(rows: QuerySet[Payment] | QuerySet[Refund]) -> dict[str, int]:
    return dict(rows.order_by().values_list("state").annotate(Count("id")))


def note_providers() -> None:
    """Look whether each provider can be reached, and note since when one is silent."""
    require_no_transaction()
    answers = {provider.name: provider.answers() for provider in providers()}
    now = clock.now()
    with acting(machine_act("job:money.sweep")):
        for name, answering in answers.items():
            state = ProviderState.objects.filter(name=name).first()
            since = None if answering else (state.silent_since if state and state.silent_since else now)
            ProviderState.objects.update_or_create(
                name=name, defaults={"looked_at": now, "silent_since": since}
            )
