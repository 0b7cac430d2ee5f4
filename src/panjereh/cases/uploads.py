"""Files that come with a page of questions: received first, then read as answers like all the others.

For a question `lease` a page sends `lease` (the new file), `lease-kept` (the id of the one that it showed) and
`lease-remove`. What is read afterwards is not what was sent but the facts of a file of this case.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile

from panjereh.cases.actions.files import file_facts, receive_file
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.forms import PageForm, read_page
from panjereh.catalogue.fields.files import facts_in, written
from panjereh.flow.model import Field, Page, Text
from panjereh.kernel.act import Act
from panjereh.kernel.faults import Fault, Refused
from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.files.inspection import Sent
from panjereh.kernel.request import ActRequest

Upload: TypeAlias = "UploadedFile[bytes]"
Files: TypeAlias = "Mapping[str, Upload]"
_NONE: Mapping[str, Any] = MappingProxyType({})


def read_sent_page(request: ActRequest, held: HeldCase, page: Page, before: Mapping[str, Any]) -> PageForm:
    """Read a page that a browser sent, with its files; `before` are its answers until now.

    The caller has asked for the right to answer.
    """
    return read_with_files(request.act, held, page, dict(request.POST.lists()), request.FILES, before)


def read_with_files(
    act: Act,
    held: HeldCase,
    page: Page,
    sent: Mapping[str, list[str]],
    files: Files = _NONE,
    before: Mapping[str, Any] = _NONE,
) -> PageForm:
    """Read a page; a file that is refused leaves its question as it was, and the other answers alone."""
    known: dict[str, list[str]] = dict(sent)
    refused: dict[str, Fault] = {}
    for asked in page.fields:
        if asked.type != "file":
            continue
        facts = None
        try:
            facts = _present(held, asked, sent, before)
            facts = _received(act, held, asked, files.get(asked.id)) or facts
        except Refused as wrong:
            refused[asked.id] = wrong.fault
        known[asked.id] = [] if facts is None else [written(facts)]
    form = read_page(page, known)
    for asked_id, said in refused.items():
        form.refuse(asked_id, Text(said.fa, said.en))
    return form


def _present(
    held: HeldCase, asked: Field, sent: Mapping[str, list[str]], before: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The file that the question has already: the one that is named, else the one of its answer.

    Raises Refused when the named one is not there.
    """
    if any(sent.get(f"{asked.id}-remove", ())):
        return None
    named = next(iter([*sent.get(f"{asked.id}-kept", ()), *sent.get(asked.id, ())]), "").strip()
    if named:
        return _found(held, named)
    value = before.get(asked.id)
    return None if value is None else file_facts(held, value["file"])


def _found(held: HeldCase, named: str) -> Mapping[str, Any]:
    """By its id, or by facts that a program has from us and sends back."""
    said = facts_in(named)
    facts = file_facts(held, said["file"] if said else named)
    if facts is None:
        raise not_taken("unknown")
    return facts


def _received(act: Act, held: HeldCase, asked: Field, upload: Upload | None) -> Mapping[str, Any] | None:
    if upload is None:
        return None
    return receive_file(act, held, sent_of(upload), kinds=asked.kinds, max_mb=asked.max_mb)


def sent_of(upload: Upload) -> Sent:
    """An upload as the inspection takes it. Raises Refused when it could not be written down."""
    fault = getattr(upload, "fault", "")
    if fault:
        raise not_taken(fault)
    if upload.file is None:
        raise not_taken("empty")
    return Sent(upload.file, upload.size or 0, upload.name or "", upload.content_type or "")
