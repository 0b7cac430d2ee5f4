"""A renewal takes the place of what an earlier case gave: that case and its document say so."""

from __future__ import annotations

from panjereh.cases.actions.journal import HeldCase, lock_case, move
from panjereh.cases.domain import CaseRef
from panjereh.cases.models import Case
from panjereh.flow import value_of
from panjereh.flow.state import Effect, Replace
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.registries.queries import Question, definitions, made_by


def replace_former(held: HeldCase, effect: Effect, act: Act) -> str:
    """Tell the case that made the entry which this one renews; gives its reference, or nothing.

    Nothing where no case of ours made it, or where it is no longer in force by itself.
    """
    former = _former(held, effect, act)
    if former is None or former.case.id == held.case.id or former.state.given != "valid":
        return ""
    given = Replace(by=held.case.receipt or held.case.ref)
    move(former, given, by=act, ground="effect:replace", party="machine")
    return former.case.ref


def _former(held: HeldCase, effect: Effect, act: Act) -> HeldCase | None:
    service, register = held.live.service, effect.what
    source = service.outcome.entry.get(definitions()[register]["key"]) if service.outcome else None
    if source is None:
        return None
    key = value_of(held.live.version, source, held.state, held.papers, clock.now())
    ground = service.ground
    made = made_by(act, Question(register, (), ground, "renewal", key=str(key), case_ref=held.case.ref))
    kind, _, rest = (made or "").partition(":")
    ref = rest.partition(":")[0]
    if kind != "case" or not Case.objects.filter(ref=ref).exists():
        return None
    return lock_case(CaseRef(ref))
