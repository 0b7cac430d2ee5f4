"""Every change of a person's way in is told to them."""

from __future__ import annotations

from uuid import UUID

from panjereh.identity.messages import SecurityChanged
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.outbox import put


def tell_owner(party: UUID, what: str) -> None:
    """Put down that the owner is to be told of this change (`messages.WHAT`)."""
    put(SecurityChanged(party=str(party), what=what, event=str(new_uuid())))
