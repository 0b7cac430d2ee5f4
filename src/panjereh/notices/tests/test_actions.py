"""A message arrives once, is read by its party alone, and is mailed where an address was confirmed."""

from __future__ import annotations

import pytest
from django.core import mail

from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import erase_holder
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.wall import acting
from panjereh.notices.actions import confirm_contact, mail_notice, mark_read, tell
from panjereh.notices.models import Notice
from panjereh.notices.queries import demo_mailbox, inbox, notice_of, unread_count

pytestmark = pytest.mark.django_db(transaction=True)
MACHINE = machine_act("test")
TITLE = {"fa": "گواهی شما آماده است", "en": "Your certificate is ready"}
BODY = {"fa": "آن را بردارید.", "en": "Take it."}


def told(party: object, source: str = "case:A:granted:1:tell:granted") -> object:
    with acting(MACHINE):
        return tell(party, title=TITLE, body=BODY, source=source, case_ref="A")


def own(party: object) -> Act:
    return Act(human=party, principal=party)


def test_the_same_source_arrives_once() -> None:
    party = new_uuid()
    assert told(party) == told(party)
    with acting(own(party)):
        assert [row.title for row in inbox(party)] == [TITLE]
        assert unread_count(party) == 1


def test_an_inbox_is_its_partys_alone() -> None:
    party, stranger = new_uuid(), new_uuid()
    notice_id = told(party)
    with acting(own(stranger)):
        assert inbox(party) == []
        assert notice_of(notice_id) is None
    with acting(MACHINE):
        notice = Notice.objects.get(id=notice_id)
    with acting(own(stranger)), pytest.raises(NotAllowed):
        mark_read(own(stranger), notice)


def test_reading_marks_it_read() -> None:
    party = new_uuid()
    notice_id = told(party)
    with acting(own(party)):
        mark_read(own(party), notice_of(notice_id))
        assert unread_count(party) == 0
        assert inbox(party)[0].read


def test_mail_goes_out_once_to_a_confirmed_address(settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    party = new_uuid()
    notice_id = told(party)
    with acting(MACHINE):
        assert mail_notice(notice_id) is False  # nobody has confirmed an address
        confirm_contact(party, email="maryam@example.org", language="en")
    with acting(MACHINE):
        assert mail_notice(notice_id) is True
        assert mail_notice(notice_id) is False
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [
        (["maryam@example.org"], TITLE["en"], BODY["en"])
    ]


def test_without_a_mail_server_the_demonstration_shows_it_on_a_page(settings: object) -> None:
    settings.EMAIL_HOST, settings.DEMO = "", True
    party = new_uuid()
    notice_id = told(party)
    with acting(MACHINE):
        confirm_contact(party, email="maryam@example.org")
        assert mail_notice(notice_id) is True
    assert [(m.to, m.subject) for m in demo_mailbox()] == [("maryam@example.org", TITLE["fa"])]
    assert mail.outbox == []


def test_what_was_sealed_for_an_erased_party_is_not_mailed(settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    party = new_uuid()
    notice_id = told(party)
    with acting(MACHINE):
        confirm_contact(party, email="maryam@example.org")
        erase_holder(party)
        assert mail_notice(notice_id) is False
    assert mail.outbox == []
