"""Files that come with a page of questions: received first, then read as answers like all the others.

For a question `lease` a page sends `lease` (the new file), `lease-kept` (the id of the one that it showed) and
`lease-remove`. What is read afterwards is not what was sent but the facts of a file of this case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from panjereh.cases.actions.files import file_facts, receive_file
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.forms import PageForm, read_page
from panjereh.catalogue.fields.files import written
from panjereh.flow.model import Field, Page
from panjereh.kernel.act import Act
from panjereh.kernel.faults import Fault, Refused
from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.files.inspection import Sent

Upload: TypeAlias = "UploadedFile[bytes]"
Files: TypeAlias = "Mapping[str, Upload]"


def read_sent_page(request: HttpRequest, act: Act, held: HeldCase, page: Page) -> PageForm:
    """Read a page that a browser sent, with its files. The caller has asked for the right to answer."""
    return read_with_files(act, held, page, dict(request.POST.lists()), request.FILES)


def read_with_files(
    act: Act, held: HeldCase, page: Page, sent: Mapping[str, list[str]], files: Files
) -> PageForm:
    """Read a page; a file that is refused leaves its question as it was, and the other answers alone."""
    known: dict[str, list[str]] = dict(sent)
    refused: dict[str, Fault] = {}
    for asked in page.fields:
        if asked.type != "file":
            continue
        present = _present(held, page, asked, sent)
        try:
            fresh = _received(act, held, asked, files.get(asked.id))
        except Refused as wrong:
            refused[asked.id] = wrong.fault
            fresh = None
        facts = fresh or present
        known[asked.id] = [] if facts is None else [written(facts)]
    form = read_page(page, known)
    for asked_id, said in refused.items():
        form.faults[asked_id] = {"fa": said.fa, "en": said.en}
    return form


def _present(
    held: HeldCase, page: Page, asked: Field, sent: Mapping[str, list[str]]
) -> Mapping[str, Any] | None:
    """The file that the question has already: the one the page showed, else the one of its answer."""
    if any(sent.get(f"{asked.id}-remove", ())):
        return None
    shown = next(iter([*sent.get(f"{asked.id}-kept", ()), *sent.get(asked.id, ())]), "")
    if shown:
        return file_facts(held, shown)
    paper = None if page.repeat else held.folder.latest("page").get(page.id)
    value = paper["values"].get(asked.id) if paper else None
    return None if value is None else file_facts(held, value["file"])


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
