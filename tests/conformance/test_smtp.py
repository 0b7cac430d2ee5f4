"""A notice reaches a mail server over real SMTP, in Persian, once."""

from __future__ import annotations

import asyncio
import email
import threading
from collections.abc import Iterator
from email.policy import default

import pytest

from panjereh.config.mail import mail_settings
from panjereh.kernel.act import machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.wall import acting
from panjereh.notices.actions import confirm_contact, mail_notice, tell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.conformance]


class MailServer:
    """Enough of RFC 5321 to take a message: EHLO, MAIL, RCPT, DATA, QUIT."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._serve, daemon=True).start()
        assert self._ready.wait(5)

    def _serve(self) -> None:
        async def main() -> None:
            server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await server.serve_forever()

        self._loop.create_task(main())
        self._loop.run_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.org\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                self.taken.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 well\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)


@pytest.fixture
def mail_server(settings: object) -> Iterator[MailServer]:
    server = MailServer()
    mail = mail_settings(f"smtp://127.0.0.1:{server.port}?tls=none")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = mail.backend, mail.host, mail.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.stop()


def test_a_persian_notice_arrives_whole(mail_server: MailServer) -> None:
    party = new_uuid()
    title = {"fa": "گواهی سکونت شما صادر شد", "en": "Your residence certificate"}
    body = {"fa": "آن را در پروندهٔ خود ببینید.\n\nکد: ۱۲", "en": "See it in your case."}
    with acting(machine_act("test")):
        confirm_contact(party, email="maryam@example.org")
        notice = tell(party, title=title, body=body, source="case:A:granted:1:tell:granted")
    for _ in range(2):
        with acting(machine_act("test")):
            mail_notice(notice)
    (raw,) = mail_server.taken
    message = email.message_from_bytes(raw, policy=default)
    assert message["Subject"] == title["fa"]
    assert message["To"] == "maryam@example.org"
    assert message.get_content().replace("\r\n", "\n").startswith(body["fa"])
