"""A form that could not go on is kept, sealed, until its sender has signed in or stepped up again.

Kept for one hour, for the one person who sent it, taken once. Its files are not kept (they are too large
for a row): a form with files is sent again by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from panjereh.identity.devices import known_here
from panjereh.identity.models import ParkedForm, Party, Visit
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.canonical import NotCanonical, write
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import as_machine

KEPT = timedelta(hours=1)
LARGEST = 256 * 1024  # bytes of all its fields
MOST = 20  # forms of one person at a time; the oldest goes
FIELD = "parked"  # the hidden field by which a form that goes on says that it was parked
LEFT_OUT = ("csrfmiddlewaretoken", FIELD)


@dataclass(frozen=True, slots=True)
class Parked:
    """What was sent: to which of our paths, and every field with all its values, in order."""

    key: UUID
    path: str
    fields: Mapping[str, Sequence[str]]


def park(request: HttpRequest, owner: UUID) -> UUID | None:
    """Keep the form that `owner` sent with this request; None when it is too large or brings files."""
    fields = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
    content = {"path": request.get_full_path(), "fields": fields}
    if request.FILES or not _fits(content):
        return None
    key, moment = new_uuid(), clock.now()
    with as_machine("identity.park"):
        kept = ParkedForm.objects.filter(party=owner).order_by("-until").values_list("id", flat=True)
        ParkedForm.objects.filter(id__in=list(kept[MOST - 1 :])).delete()
        ParkedForm.objects.create(
            id=key, party=owner, until=moment + KEPT, sealed=safe_of(owner).seal(_place(key), content)
        )
    return key


def sender_of_lost_session(request: HttpRequest) -> UUID | None:
    """Whose session it was: of which the browser still shows the key, else of who signed in there last.

    Whoever it is wrongly taken for could only lose the form, not another read it: it is sealed for them.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    with as_machine("identity.park"):
        visit = Visit.objects.filter(session_key=key).values_list("party", flat=True).first() if key else None
    before = known_here(request)[:1]
    if visit is None and before:
        return Party.objects.filter(number_index=before[0]).values_list("id", flat=True).first()
    return visit


def parked(act: Act, key: UUID) -> Parked | None:
    """Look at a form of one's own that waits; it stays."""
    row = _own(act).filter(id=key, until__gt=clock.now()).first()
    if row is None:
        return None
    content = safe_of(row.party).open(_place(row.id), row.sealed)
    return Parked(row.id, content["path"], content["fields"])


def take(act: Act, key: UUID) -> bool:
    """Let a form of one's own go on, once: False when it has gone on before, ran out or is another's."""
    count, _ = _own(act).filter(id=key, until__gt=clock.now()).delete()
    return count == 1


def let_go_on(request: HttpRequest) -> bool:
    """Whether a form that says it was parked may go on: its key is taken with it."""
    try:
        key = UUID(str(request.POST.get(FIELD, "")))
    except ValueError:
        return False
    return take(request.act, key)  # type: ignore[attr-defined]


def forget_parked() -> int:
    """Delete what has run out; returns how many."""
    count, _ = ParkedForm.objects.filter(until__lte=clock.now()).delete()
    return count


def _own(act: Act) -> QuerySet[ParkedForm]:
    return ParkedForm.objects.filter(party=act.human) if act.human else ParkedForm.objects.none()


def _fits(content: dict[str, Any]) -> bool:
    try:
        return len(write(content)) <= LARGEST
    except NotCanonical:
        return False


def _place(key: UUID) -> str:
    return f"identity_parkedform:sealed:{key}"
