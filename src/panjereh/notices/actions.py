"""Writes of notices: put one into an inbox, read it, carry it by mail."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import Erased, safe_of
from panjereh.kernel.outbox import put
from panjereh.kernel.rights import require
from panjereh.notices.messages import NoticePut
from panjereh.notices.models import Contact, DemoMail, Notice

Words = Mapping[str, str]  # {"fa": …, "en": …}


def tell(party: UUID, *, title: Words, body: Words, source: str, case_ref: str = "") -> UUID:
    """Put a message into a party's inbox; the same source arrives once, however often it is sent."""
    there = Notice.objects.filter(source=source).values_list("id", flat=True).first()
    if there is not None:
        return there
    notice_id = new_uuid()
    Notice(
        id=notice_id,
        party=party,
        at=clock.now(),
        case_ref=case_ref,
        source=source,
        sealed=safe_of(party).seal(_place(notice_id), {"title": dict(title), "body": dict(body)}),
    ).save(force_insert=True)
    put(NoticePut(notice=str(notice_id)))
    return notice_id


def confirm_contact(party: UUID, *, email: str, language: str = "fa") -> None:
    """Keep an e-mail address that the party has confirmed."""
    Contact.objects.update_or_create(
        party=party,
        channel="email",
        defaults={
            "language": language,
            "sealed": safe_of(party).seal(f"notices_contact:email:{party}", email),
            "confirmed_at": clock.now(),
        },
    )


def mark_read(act: Act, notice: Notice) -> None:
    require(act, "read", notice)
    if notice.read_at is None:
        Notice.objects.filter(id=notice.id, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def mail_notice(notice_id: UUID) -> bool:
    """Carry a notice to the party's confirmed address; True when a mail went out now.

    The row is locked while the mail server is asked, so that two workers don't send it twice; a crash
    between its answer and the commit can: mail is at least once.
    """
    notice = Notice.objects.select_for_update().filter(id=notice_id).first()
    if notice is None or notice.mailed_at is not None:
        return False
    contact = Contact.objects.filter(party=notice.party, channel="email", confirmed_at__isnull=False).first()
    if contact is None:
        return False
    try:
        safe = safe_of(notice.party)
        words = safe.open(_place(notice.id), notice.sealed)
    except Erased:
        return False
    if not mail_to(contact, words["title"][contact.language], words["body"][contact.language]):
        return False
    Notice.objects.filter(id=notice.id).update(mailed_at=clock.now())
    return True


def mail_to(contact: Contact, subject: str, text: str) -> bool:
    """Send a mail to a confirmed address, or show it in the demonstration's mailbox; False: neither can be."""
    try:
        address = safe_of(contact.party).open(f"notices_contact:email:{contact.party}", contact.sealed)
    except Erased:
        return False
    if settings.EMAIL_HOST:
        EmailMessage(
            subject, text, settings.DEFAULT_FROM_EMAIL, [address], connection=get_connection()
        ).send()
    elif settings.DEMO:
        DemoMail.objects.create(at=clock.now(), to=address, subject=subject, body=text)
    else:
        return False
    return True


def _place(notice_id: UUID) -> str:
    return f"notices_notice:sealed:{notice_id}"
