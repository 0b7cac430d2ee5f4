from __future__ import annotations

from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow
from panjereh.notices.models import Notice


@allow("notices.own_inbox", "read", Notice)
def own_inbox(act: Act, notice: Notice) -> bool:
    """Whoever a notice is addressed to reads it."""
    return act.principal is not None and notice.party == act.principal
