"""What is sent when a task is handed on or assigned."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from panjereh.kernel.text_fa import clean

NOTE_MAX = 2000


def read_handing(sent: Mapping[str, str]) -> tuple[UUID | None, str, str]:
    """The receiver and the note; without a receiver, the sentence that says what is missing."""
    note = clean(sent.get("handing_note", ""), lines=True)
    if len(note) > NOTE_MAX:
        return None, note, _("The note is longer than 2000 characters. Shorten it.")
    to = read_party(sent.get("to", ""))
    return to, note, "" if to else _("Choose the colleague who gets the case.")


def read_party(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
