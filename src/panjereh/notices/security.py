"""What a person is told of changes of their way in, and the mail with a code for the way back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from panjereh.identity.queries import party_by_index
from panjereh.identity.recovery import WayBack, begin_recovery, grouped
from panjereh.kernel.ui.writing import moment
from panjereh.notices.actions import Words, mail_to, tell
from panjereh.notices.models import Contact

TITLES: dict[str, Words] = {
    "code_app_added": {"fa": "برنامهٔ رمز یک‌بارمصرف افزوده شد", "en": "A code app was added"},
    "passkey_added": {"fa": "کلید ورود افزوده شد", "en": "A passkey was added"},
    "factor_removed": {"fa": "یک عامل ورود برداشته شد", "en": "A way to sign in was removed"},
    "recovery_codes_made": {"fa": "رمزهای بازیابی تازه ساخته شد", "en": "New recovery codes were made"},
    "recovery_code_used": {"fa": "یک رمز بازیابی به کار رفت", "en": "A recovery code was used"},
    "password_changed": {"fa": "رمز عبور شما تغییر کرد", "en": "Your password was changed"},
    "sessions_ended": {"fa": "نشست‌های دیگر شما بسته شد", "en": "Your other sessions were ended"},
    "recovered": {"fa": "ورود شما بازیابی شد", "en": "Your sign-in was recovered"},
    "recovery_asked": {"fa": "بازیابی ورود شما خواسته شد", "en": "Somebody asked to recover your sign-in"},
    "recovery_stopped": {"fa": "بازیابی ورود متوقف شد", "en": "The recovery was stopped"},
    "proofed": {"fa": "هویت شما تأیید شد", "en": "Your identity was checked"},
}
_NOT_YOU: Words = {
    "fa": "اگر شما این کار را نکرده‌اید، در «ورود و امنیت» نشست‌های دیگر را ببندید و رمز عبور را تغییر دهید.",
    "en": "If it was not you, end the other sessions in “Sign-in and security” and change your password.",
}
BODIES: dict[str, Words] = {
    "recovered": {
        "fa": "رمز عبور تازه‌ای گذاشته شد و همهٔ نشست‌ها بسته شد. سطح اطمینان شما ۱ است تا هویت شما در دفتر"
        " خدمات هویت دوباره تأیید شود. اگر کار شما نبود، فوری به همان دفتر خبر دهید.",
        "en": "A new password was set and all sessions were ended. Your level is 1 until your identity is checked"
        " again at an identity counter. If it was not you, tell the counter at once.",
    },
    "recovery_asked": {
        "fa": "کسی برای شمارهٔ شما بازیابی ورود خواسته است. اگر شما نبودید، آن را در «ورود و امنیت» متوقف کنید.",
        "en": "Somebody asked to recover the sign-in of your number. If it was not you, stop it in “Sign-in and"
        " security”.",
    },
    "recovery_stopped": {
        "fa": "رمزی که فرستاده شده بود دیگر کار نمی‌کند.",
        "en": "The code that was sent does not work any more.",
    },
    "proofed": {
        "fa": "سطح اطمینان شما به دست کارکنان تغییر کرد. آن را در «ورود و امنیت» می‌بینید.",
        "en": "Staff changed your level. You see it in “Sign-in and security”.",
    },
}
MAIL: dict[str, tuple[str, str]] = {
    "fa": (
        "رمز بازیابی ورود به پنجره",
        "رمز بازیابی شما:\n{code}\n\nآن را از {ready} تا {until} در این صفحه بنویسید:\n{finish}\n\n"
        "اگر شما این را نخواسته‌اید، آن را همین حالا متوقف کنید:\n{stop}\n",
    ),
    "en": (
        "Recovery code for Panjereh",
        "Your recovery code:\n{code}\n\nEnter it between {ready} and {until} on this page:\n{finish}\n\n"
        "If you did not ask for it, stop it now:\n{stop}\n",
    ),
}


def tell_of_change(party: UUID, what: str, event: str) -> None:
    """Put a notice of a change into the owner's inbox."""
    tell(party, title=TITLES[what], body=BODIES.get(what, _NOT_YOU), source=f"security:{event}")


@transaction.atomic
def mail_recovery(index: bytes, event: str) -> bool:
    """Send the code to the confirmed address of whoever has the number; nobody, or no address: nothing."""
    party = party_by_index(index)
    contact = _contact(party) if party else None
    if party is None or contact is None:
        return False
    way = begin_recovery(party)
    tell_of_change(party, "recovery_asked", event)
    subject, text = _mail(way, contact.language)
    return mail_to(contact, subject, text)


def _contact(party: UUID) -> Contact | None:
    return Contact.objects.filter(party=party, channel="email", confirmed_at__isnull=False).first()


def _mail(way: WayBack, language: str) -> tuple[str, str]:
    subject, text = MAIL[language]
    with translation.override(language):
        return subject, text.format(
            code=grouped(way.code),
            ready=moment(way.ready_at),
            until=moment(way.until),
            finish=settings.PUBLIC_URL + reverse("identity:recovery_finish"),
            stop=settings.PUBLIC_URL + reverse("identity:recovery_stop", args=[way.stop]),
        )
