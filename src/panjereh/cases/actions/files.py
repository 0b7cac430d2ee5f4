"""The files of a case: received, named by answers, opened by whoever may see the case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from panjereh.cases.actions.file_rows import Facts, facts_of, name_place
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.models import CaseFile
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.files import store
from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.files.inspection import Sent, look_through
from panjereh.kernel.files.kinds import KINDS
from panjereh.kernel.files.names import kept_name
from panjereh.kernel.keys import Safe, safe_of
from panjereh.kernel.limits import count_attempt

MOST_FILES = 100  # of one case
MOST_AN_HOUR = 200  # of one person
UNHELD = timedelta(days=1)


def receive_file(
    act: Act, held: HeldCase, sent: Sent, *, kinds: tuple[str, ...] = tuple(KINDS), max_mb: int = 0
) -> Facts:
    """Look a file through, keep it for good, write its row; the same file twice is one.

    The caller has asked for the right to answer. Raises Refused, TooManyAttempts.
    """
    count_attempt("file", str(act.human), most=MOST_AN_HOUR, seconds=3600)
    if CaseFile.objects.filter(case_id=held.case.id).count() >= MOST_FILES:
        raise not_taken("too_many_files", most=MOST_FILES)
    clean = look_through(sent, kinds=kinds, max_mb=max_mb or settings.FILE_MB)
    safe = safe_of(held.case.principal)
    with clean.file as content:
        kept = store.keep(safe, _where(held.case.id), content)
    return facts_of(_row(held, safe, sent, clean.kind, kept), safe)


def _row(held: HeldCase, safe: Safe, sent: Sent, kind: str, kept: store.Kept) -> CaseFile:
    fresh = CaseFile(
        id=new_uuid(),
        case_id=held.case.id,
        address=kept.address,
        kind=kind,
        size=kept.size,
        sent=sent.size,
        at=clock.now(),
    )
    fresh.name = safe.seal(name_place(fresh.id), kept_name(sent.name, kind))
    # A double click waits here for the first one, and then finds its row.
    CaseFile.objects.bulk_create([fresh], ignore_conflicts=True)
    return CaseFile.objects.get(case_id=held.case.id, address=kept.address)


def _where(case_id: UUID) -> str:
    return f"case:{case_id}"


def file_facts(held: HeldCase, file_id: str) -> Facts | None:
    """The facts of a file of this very case; None where it has no such file."""
    try:
        known = UUID(file_id)
    except ValueError:
        return None
    row = CaseFile.objects.filter(case_id=held.case.id, id=known).first()
    return None if row is None else facts_of(row, safe_of(held.case.principal))


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file for whoever may have it."""

    name: str
    media_type: str
    content: bytes


def open_file(held: HeldCase, file_id: UUID) -> OpenedFile | None:
    """A file that an answer of this case names; None where there is none. Raises FileLost, SealBroken."""
    row = CaseFile.objects.filter(case_id=held.case.id, id=file_id, held=True).first()
    if row is None:
        return None
    safe = safe_of(held.case.principal)
    content = store.read(safe, _where(held.case.id), bytes(row.address))
    return OpenedFile(safe.open(name_place(row.id), row.name), KINDS[row.kind].media_type, content)


@transaction.atomic
def forget_unheld(act: Act) -> int:
    """Take away rows that no answer has named for a day; their files go with the next sweep."""
    gone, _ = CaseFile.objects.filter(held=False, at__lt=clock.now() - UNHELD).delete()
    return gone


def addresses_held(addresses: Collection[bytes]) -> set[bytes]:
    """Those of the addresses that a row names."""
    rows = CaseFile.objects.filter(address__in=addresses).values_list("address", flat=True)
    return {bytes(address) for address in rows}
