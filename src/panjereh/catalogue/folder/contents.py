"""What the form and the conditions must be beyond their form: labels, numbers, tables that decide them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.conf import settings

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.compiling import Examined
from panjereh.flow.findings import Finding
from panjereh.flow.model import Field, Page, Place, Service
from panjereh.flow.names import known_names, unknown_names


def form_findings(service: Service, form: Document) -> Iterator[Finding]:
    """Questions that can't be asked as they are written."""
    yield from _twice(service, form)
    for index, page in enumerate(service.pages):
        place = form.place("pages", index)
        yield from _repeated(service, page, form, index)
        if page.ask is None and len(page.fields) > 1:
            yield say(place, "page_ask", page=page.id)
        yield from _files(page, form, index)
        for field in page.fields:
            yield from _field(page, field, form, index)
    asked = {name for s in service.stages.values() if s.verb == "ask" for name in s.what}
    all_asked = any(s.verb == "ask" and not s.what for s in service.stages.values())
    for index, page in enumerate(service.pages):
        if not all_asked and page.id not in asked:
            yield say(form.place("pages", index), "page_unasked", page=page.id)


def _repeated(service: Service, page: Page, form: Document, index: int) -> Iterator[Finding]:
    """A page that is answered several times: its question, its numbers, and the name of its list."""
    if page.repeat is None:
        return
    if page.ask is None:
        yield say(form.place("pages", index), "repeat_ask", page=page.id)
    if page.repeat.min > page.repeat.max:
        yield say(form.key("pages", index, "repeat"), "repeat_bounds", page=page.id)
    for field in page.fields:
        if field.type == "file":
            yield say(form.key("pages", index, "fields", field.id), "repeat_file", field=field.id)
    single = {field.id for other in service.pages if other.repeat is None for field in other.fields}
    if page.id in single:
        yield say(form.place("pages", index, "id"), "repeat_name", page=page.id)


def _twice(service: Service, form: Document) -> Iterator[Finding]:
    pages = Counter(page.id for page in service.pages)
    fields = Counter(field.id for page in service.pages for field in page.fields)
    for index, page in enumerate(service.pages):
        if pages[page.id] > 1:
            yield say(form.place("pages", index, "id"), "page_twice", page=page.id)
        for field in page.fields:
            if fields[field.id] > 1:
                yield say(form.key("pages", index, "fields", field.id), "field_twice", field=field.id)


def _files(page: Page, form: Document, index: int) -> Iterator[Finding]:
    """What one page sends at once has to fit into one request of this installation."""
    together = sum(field.max_mb for field in page.fields if field.type == "file")
    if together > settings.FILE_MB:
        place = form.place("pages", index)
        yield say(place, "page_files_large", page=page.id, sum=together, most=settings.FILE_MB)


def _field(page: Page, field: Field, form: Document, index: int) -> Iterator[Finding]:
    place = form.key("pages", index, "fields", field.id)
    if field.type not in FIELD_TYPES:
        yield say(
            form.place("pages", index, "fields", field.id, "type"), "field_type_not_run", type=field.type
        )
    if field.label is None and (page.ask is None or len(page.fields) > 1):
        yield say(place, "field_label", field=field.id)
    if field.min is not None and field.max is not None and field.min > field.max:
        yield say(place, "field_bounds", field=field.id)


def condition_findings(
    service: Service, examined: Examined, said: Document, live: Service | None
) -> Iterator[Finding]:
    """Conditions that nobody decides, evidence that does not exist, numbers that come back."""
    yield from _kept_numbers(service, said, live)
    checks = {s.what[0] for s in service.stages.values() if s.verb == "check"}
    decided = {number for name in checks for number in examined.checked.get(name, ())}
    reviewed = any(stage.verb == "review" for stage in service.stages.values())
    names = known_names(service, tuple(examined.fact_types))
    for number, condition in service.conditions.items():
        place = said.key("conditions", str(number))
        if number not in decided and not reviewed:
            yield say(place, "condition_undecided", number=number)
        for name in unknown_names(condition.evidence, names):
            yield say(said.place("conditions", str(number), "evidence"), "evidence_unknown", name=name)
        if number in service.retired:
            yield say(place, "condition_retired", number=number)


def _kept_numbers(service: Service, said: Document, live: Service | None) -> Iterator[Finding]:
    if live is None:
        return
    for number in service.conditions:
        if number in live.retired and number not in service.retired:
            yield say(said.key("conditions", str(number)), "condition_retired", number=number)
    for number in (*live.conditions, *live.retired):
        if number not in service.conditions and number not in service.retired:
            yield say(said.key("conditions"), "condition_lost", number=number)


def unused_findings(service: Service, said: Document) -> Iterator[Finding]:
    """Tables, letters and known data that no stage uses."""
    stages = service.stages.values()
    tables = {s.what[0] for s in stages if s.verb in ("derive", "check", "assess", "pay") and s.what}
    for name, table in service.tables.items():
        if name not in tables:
            yield say(table.place, "table_unused", table=name)
    letters = {act.what for s in stages for act in s.do if act.verb in ("issue", "tell")}
    for name, letter in service.letters.items():
        if name not in letters:
            yield say(Place(letter.place.file), "letter_unused", letter=name)
    fetched = {name for s in stages if s.verb == "fetch" for name in s.what}
    for name in service.known:
        if name not in fetched:
            yield say(said.key("known", name), "known_unfetched", name=name)
    assessed = {s.what[0] for s in stages if s.verb == "assess" and s.what}
    if service.fee and service.fee.table not in assessed:
        yield say(said.place("fee", "table"), "fee_unassessed", table=service.fee.table)
