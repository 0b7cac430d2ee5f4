from __future__ import annotations

from uuid import UUID

from panjereh.kernel.act import machine_act
from panjereh.kernel.outbox import handler
from panjereh.kernel.wall import acting
from panjereh.notices.actions import mail_notice


@handler("notices.carry")
def carry(notice: str) -> None:
    """Carry a notice beyond the inbox."""
    with acting(machine_act("job:notices.carry")):
        mail_notice(UUID(notice))
