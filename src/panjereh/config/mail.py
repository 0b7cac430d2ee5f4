"""Outgoing e-mail, from one URL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"smtp": 587, "smtps": 465}
FORM = "smtp://user:password@host:587?from=office@example.org (smtps:// for TLS from the first byte)"


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django needs to send mail; without a host nothing is sent."""

    backend: str = "django.core.mail.backends.dummy.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    sender: str = "panjereh@localhost"

    @property
    def configured(self) -> bool:
        return bool(self.host)


def mail_settings(url: str) -> Mail:
    """Read PANJEREH_SMTP: `smtp[s]://user:password@host:port?from=ADDRESS&tls=none`; empty means no mail.

    `smtp` upgrades by STARTTLS unless `tls=none` says that the line is safe (a relay on this machine).
    """
    if not url:
        return Mail()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as mistake:
        raise ImproperlyConfigured(f"PANJEREH_SMTP can't be read ({mistake}). It looks like {FORM}") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(f"PANJEREH_SMTP names no mail server. It looks like {FORM}")
    asked = parse_qs(parts.query)
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port or SCHEMES[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp" and asked.get("tls", [""])[0] != "none",
        tls=parts.scheme == "smtps",
        sender=asked.get("from", [f"panjereh@{parts.hostname}"])[0],
    )
