"""The way back in for whoever has lost the password or the second factor.

By a recovery code at once; by a code that goes to the confirmed address after a wait, in which the owner
can stop it. Either way it is only known any more that somebody holds that code: proofing falls to level 1,
all sessions end, and the owner is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from panjereh.identity.budgets import Caller, refund, spend
from panjereh.identity.domain import Assurance
from panjereh.identity.entries import note_entry
from panjereh.identity.factors import remove_all_factors
from panjereh.identity.factors.codes import plain_code, recovery_code_fits
from panjereh.identity.messages import RecoveryAsked
from panjereh.identity.models import Party, Recovery
from panjereh.identity.sessions import end_sessions
from panjereh.identity.telling import tell_owner
from panjereh.kernel import clock
from panjereh.kernel.codes import new_code, new_uuid
from panjereh.kernel.keys import blind, safe_of
from panjereh.kernel.outbox import put
from panjereh.kernel.wall import as_machine

USABLE = timedelta(hours=48)
ASKED_AGAIN = timedelta(minutes=10)  # within which the same code is sent once more


class NotYet(Exception):
    """The code is right, but its wait is not over."""

    def __init__(self, ready_at: datetime) -> None:
        super().__init__(ready_at.isoformat())
        self.ready_at = ready_at


@dataclass(frozen=True, slots=True)
class WayBack:
    """What the mail says."""

    code: str
    stop: str
    ready_at: datetime
    until: datetime


def ask_recovery(number: str, caller: Caller) -> None:
    """Ask for a code; what comes of it happens elsewhere and later, so that this answer tells nothing."""
    spend("recovery", number, caller)
    put(RecoveryAsked(index=blind("number", number).hex(), event=str(new_uuid())))


def begin_recovery(party: UUID) -> WayBack:
    """Make the code that is mailed; asked again soon, the same one. For the machine."""
    moment = clock.now()
    again = _waiting(party).filter(asked_at__gt=moment - ASKED_AGAIN, by_staff=False)
    fresh = again.order_by("-asked_at").first()
    if fresh is not None:
        kept = safe_of(party).open(_place(fresh.id), fresh.sealed)
        return WayBack(kept["code"], kept["stop"], fresh.ready_at, fresh.until)
    return _made(party, ready=moment + timedelta(hours=settings.RECOVERY_WAIT))


def hand_over(party: UUID) -> str:
    """Make a code for a person whom staff has just checked; it works at once and keeps the level."""
    return grouped(_made(party, ready=clock.now(), by_staff=True).code)


def grouped(code: str) -> str:
    """A code in groups that can be read out."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _made(party: UUID, *, ready: datetime, by_staff: bool = False) -> WayBack:
    key, code, stop, moment = new_uuid(), new_code(95), new_code(95), clock.now()
    Recovery.objects.create(
        id=key,
        party=party,
        asked_at=moment,
        ready_at=ready,
        until=ready + USABLE,
        code_index=_index(code),
        stop_index=_index(stop),
        sealed=safe_of(party).seal(_place(key), {"code": code, "stop": stop}),
        by_staff=by_staff,
    )
    return WayBack(code, stop, ready, ready + USABLE)


@transaction.atomic
def recover(number: str, code: str, password: str, *, caller: Caller, seen: dict[str, str]) -> bool:
    """Set a new password by a code. False when number and code do not fit; raises NotYet, TooManyAttempts."""
    spend("recovering", number, caller)
    hashed, index = make_password(password), blind("number", number)
    with as_machine("identity.recover"):
        party = Party.objects.filter(number_index=index).first()
        way = _way_of(party.id if party else uuid4(), code)
        if party is None or way is None:
            note_entry(index, "wrong_factor", seen)
            return False
        level = party.assurance if way == "staff" else min(party.assurance, Assurance.self_asserted)
        Party.objects.filter(id=party.id).update(password=hashed, assurance=level)
        if way == "mail":
            remove_all_factors(party.id)
        end_sessions(party.id)
        note_entry(index, "recovered", seen)
        tell_owner(party.id, "password_changed" if way == "staff" else "recovered")
    refund("recovering", number, caller)
    return True


def _way_of(party: UUID, code: str) -> str | None:
    """By what the code is right: `mail`, `staff` or `recovery_code`; it is used up. Raises NotYet."""
    waiting = _waiting(party).select_for_update().filter(code_index=_index(code)).first()
    if waiting is not None:
        if waiting.ready_at > clock.now():
            raise NotYet(waiting.ready_at)
        _waiting(party).update(done_at=clock.now())
        return "staff" if waiting.by_staff else "mail"
    return "recovery_code" if recovery_code_fits(party, code) else None


def stop_recovery(stop: str) -> bool:
    """Stop what was asked for, by the link in the mail; False when there is nothing to stop."""
    with as_machine("identity.stop_recovery"):
        row = Recovery.objects.filter(stop_index=_index(stop), done_at=None, stopped_at=None).first()
        return row is not None and stop_recoveries(row.party) > 0


def stop_recoveries(party: UUID) -> int:
    """Stop everything that waits for this person; returns how many."""
    count = _waiting(party).update(stopped_at=clock.now())
    if count:
        tell_owner(party, "recovery_stopped")
    return count


def waiting_recovery(party: UUID) -> datetime | None:
    """When a way back that somebody asked for opens, where one waits."""
    return (
        _waiting(party).filter(by_staff=False).order_by("ready_at").values_list("ready_at", flat=True).first()
    )


def _waiting(party: UUID) -> models.QuerySet[Recovery]:
    return Recovery.objects.filter(
        party=party, done_at__isnull=True, stopped_at__isnull=True, until__gt=clock.now()
    )


def _index(code: str) -> bytes:
    return blind("recovery", plain_code(code).upper())


def _place(key: UUID) -> str:
    return f"identity_recovery:sealed:{key}"
