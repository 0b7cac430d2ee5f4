from __future__ import annotations

from uuid import UUID

from panjereh.kernel.act import machine_act
from panjereh.kernel.outbox import handler
from panjereh.kernel.wall import acting
from panjereh.notices.actions import mail_notice
from panjereh.notices.security import mail_recovery, tell_of_change


@handler("notices.carry")
def carry(notice: str) -> None:
    """Carry a notice beyond the inbox."""
    with acting(machine_act("job:notices.carry")):
        mail_notice(UUID(notice))


@handler("notices.security")
def security(party: str, what: str, event: str) -> None:
    """Tell a person that their way in has changed."""
    with acting(machine_act("job:notices.security")):
        tell_of_change(UUID(party), what, event)


@handler("notices.recovery")
def recovery(index: str, event: str) -> None:
    """Send the code for the way back in."""
    with acting(machine_act("job:notices.recovery")):
        mail_recovery(bytes.fromhex(index), event)
