"""What an applicant does on a page that repeats: add an entry, change it, take it away, say that it is all."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from panjereh.cases.actions.journal import HeldCase, lock_case
from panjereh.cases.actions.keeping import pages_now, put_answer
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.entries import Entries, Entry
from panjereh.flow.model import Page
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require


class NoRoom(Exception):
    """The page has all the entries that it takes; nothing was kept."""


def save_entry(act: Act, ref: CaseRef, page: Page, entry: Entry) -> HeldCase:
    """Keep an entry under its key: a new one comes to the end, one that is there is changed in its place.

    Raises NotAllowed, CaseMoved, NoRoom.
    """

    def put(entries: Entries) -> Entries:
        if entries.find(entry.key) is None and entries.full:
            raise NoRoom
        return entries.put(entry)

    return _changed(act, ref, page, put)


def remove_entry(act: Act, ref: CaseRef, page: Page, key: str) -> HeldCase:
    """Take an entry away; one that is gone already stays gone. Raises NotAllowed, CaseMoved."""
    return _changed(act, ref, page, lambda entries: entries.without(key))


def close_entries(act: Act, ref: CaseRef, page: Page) -> HeldCase:
    """Keep that there are no more entries, or none. Raises NotAllowed, CaseMoved."""
    return _changed(act, ref, page, lambda entries: entries)


@transaction.atomic
def _changed(act: Act, ref: CaseRef, page: Page, change: Callable[[Entries], Entries]) -> HeldCase:
    held = lock_case(ref)
    require(act, "answer", held.case)
    if page.id not in {asked.id for asked in pages_now(held)}:
        raise CaseMoved(
            "این پرونده اکنون پاسخ این صفحه را نمی‌خواهد.", "This case is not asking for this page now."
        )
    entries = change(Entries.kept(page, held.folder.latest("page").get(page.id)))
    put_answer(held, page.id, *entries.papers())
    return held
