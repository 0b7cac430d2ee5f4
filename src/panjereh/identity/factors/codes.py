"""The code app (TOTP) and recovery codes: set up, and proved; a code counts once."""

from __future__ import annotations

import hmac
import time
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP as App
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction

from panjereh.identity.factors import RECOVERY, TOTP
from panjereh.identity.factors.adapter import of_holder
from panjereh.identity.models import Party
from panjereh.kernel import clock
from panjereh.kernel.text_fa import digits_ascii


def new_secret(party: UUID) -> str:
    """Return a new secret for a code app, sealed for the time until it is confirmed."""
    with of_holder(party):
        return str(get_adapter().encrypt(generate_totp_secret()))


def opened_secret(party: UUID, sealed: str) -> str:
    """The secret as it is typed into a code app."""
    with of_holder(party):
        return str(get_adapter().decrypt(sealed))


def app_address(party: Party, secret: str) -> str:
    """What the QR mark says to a code app."""
    return str(get_adapter().build_totp_url(party, secret))


@transaction.atomic
def confirm_app(party: Party, sealed: str, code: str) -> bool:
    """Keep a code app whose first code fits; it takes the place of an earlier one."""
    with of_holder(party.id):
        step = _step_of(get_adapter().decrypt(sealed), code)
        if step is None:
            return False
        Authenticator.objects.filter(user_id=party.id, type=TOTP).delete()
        app = App.activate(party, get_adapter().decrypt(sealed)).instance
        app.data["last_step"] = step
        app.last_used_at = clock.now()
        app.save()
    return True


@transaction.atomic
def app_code_fits(party: UUID, code: str) -> bool:
    """Whether a code of the app fits now and neither it nor a later one was used before.

    The row is locked, so that of two who show the same code one comes in.
    """
    row = Authenticator.objects.select_for_update().filter(user_id=party, type=TOTP).first()
    if row is None:
        return False
    with of_holder(party):
        step = _step_of(get_adapter().decrypt(row.data["secret"]), code, after=row.data.get("last_step", 0))
    if step is None:
        return False
    row.data["last_step"] = step
    row.last_used_at = clock.now()
    row.save()
    return True


@transaction.atomic
def new_recovery_codes(party: Party) -> list[str]:
    """Make ten codes that count once each; the ones before count no more."""
    Party.objects.select_for_update().get(id=party.id)
    Authenticator.objects.filter(user_id=party.id, type=RECOVERY).delete()
    with of_holder(party.id):
        codes: list[str] = RecoveryCodes.activate(party).generate_codes()
    return codes


def recovery_code_fits(party: UUID, code: str) -> bool:
    """Whether this is a recovery code that was not used before; now it was."""
    row = Authenticator.objects.filter(user_id=party, type=RECOVERY).first()
    if row is None:
        return False
    with of_holder(party):
        fits: bool = RecoveryCodes(row).validate_code(plain_code(code))
    if fits:
        Authenticator.objects.filter(id=row.id).update(last_used_at=clock.now())
    return fits


def plain_code(code: str) -> str:
    """A code as it was typed, in ASCII digits and without what was put between them."""
    return "".join(sign for sign in digits_ascii(code) if sign.isascii() and sign.isalnum())


def _step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The half minute of which this is the code, when it is near and later than `after`."""
    now, given = int(time.time()) // app_settings.TOTP_PERIOD, plain_code(code)
    near = range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1)
    fitting = [
        step for step in near if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), given)
    ]
    return next((step for step in fitting if step > after), None)
