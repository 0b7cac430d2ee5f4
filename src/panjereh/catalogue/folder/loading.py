"""From a bundle to a typed service: YAML, letters and tables, each checked by its schema first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.form import pages_of_form
from panjereh.catalogue.folder.letter_files import letter_ids, read_letters
from panjereh.catalogue.folder.lists import Lists
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.process import stages_of_process
from panjereh.catalogue.folder.reading import Document, Unreadable, read_document
from panjereh.catalogue.folder.repair import Repaired
from panjereh.catalogue.folder.schemas import check_document
from panjereh.catalogue.folder.sections import sections_of_form
from panjereh.catalogue.folder.service import service_of
from panjereh.flow.findings import Finding
from panjereh.flow.model import Letter, Place, Service, TableSource

MAIN_FILES = {"service.yaml": "service", "form.yaml": "form", "process.yaml": "process"}


@dataclass(frozen=True, slots=True)
class Context:
    """Against what a folder is checked.

    service_id   the path of the folder below `services/`, which is the service's id
    country      what it may name
    live         the version that is live now, whose condition numbers bind the next one
    services     ids of all services, for `appeal`; None: not known here
    appeals      ids of those among them that hear appeals; None: not known here
    """

    service_id: str
    country: Country = field(default_factory=Country)
    live: Service | None = None
    services: frozenset[str] | None = None
    appeals: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: documents, findings, and the service (None when a file can't be read at all).

    Where there are findings the service is patched, good for further checks and for nothing else.
    """

    service: Service | None
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    repaired: tuple[Repaired, ...] = ()
    letters: tuple[str, ...] = ()  # ids of all letters that the folder holds, also broken ones


def load_service(bundle: Bundle, context: Context) -> tuple[Service | None, tuple[Finding, ...]]:
    """The service of a bundle, or None with the findings that keep it from being read."""
    loaded = load(bundle, context)
    return (None if loaded.findings else loaded.service), loaded.findings


def load(bundle: Bundle, context: Context) -> Loaded:
    """The service with its documents, so that later checks can point at the author's lines."""
    documents: dict[str, Document] = {}
    found: list[Finding] = []
    files = dict(MAIN_FILES)
    for file, schema in MAIN_FILES.items():
        if file not in files:
            continue
        if file not in bundle.files:
            found.append(say(Place(file), "file_missing", name=file))
            continue
        try:
            documents[file] = read_document(file, bundle.text(file))
        except Unreadable as unreadable:
            found.append(unreadable.finding)
            continue
        found.extend(check_document(documents[file], schema))
        if file == "service.yaml" and tells_only(documents[file]):
            files = {file: schema}
            found.extend(_too_much(bundle))
    letters, letter_findings = read_letters(bundle)
    repaired = tuple(Repaired(documents[file], MAIN_FILES[file]) for file in documents) if found else ()
    found.extend(letter_findings)
    if len(documents) < len(files) or not all(each.whole for each in repaired):
        return Loaded(None, documents, tuple(found), repaired)
    whole = {**documents, **{each.document.file: each.document for each in repaired}}
    service = _service(bundle, context, whole, letters)
    return Loaded(service, whole, tuple(found), repaired, letter_ids(bundle))


def tells_only(document: Document) -> bool:
    """Whether a service.yaml only tells how something is got elsewhere."""
    return isinstance(document.value, Mapping) and "elsewhere" in document.value


def _too_much(bundle: Bundle) -> Iterator[Finding]:
    """A service that is only told about has nothing but its service.yaml."""
    for file in sorted(bundle.files):
        if file != "service.yaml":
            yield say(Place(file), "elsewhere_alone", file=file)


def _told(context: Context, said: Document) -> Service:
    return service_of(
        context.service_id,
        said,
        pages=(),
        sections={},
        begin="",
        stages={},
        says={},
        tables={},
        letters={},
    )


def _service(
    bundle: Bundle, context: Context, documents: Mapping[str, Document], letters: Mapping[str, Letter]
) -> Service:
    if "process.yaml" not in documents:
        return _told(context, documents["service.yaml"])
    process = documents["process.yaml"]
    lists = Lists(bundle, context.country, documents["service.yaml"].value["agency"])
    return service_of(
        context.service_id,
        documents["service.yaml"],
        pages=pages_of_form(documents["form.yaml"], lists),
        sections=sections_of_form(documents["form.yaml"]),
        begin=process.value["begin"],
        stages=stages_of_process(process),
        says=process.value.get("says", {}),
        tables=_tables(bundle),
        letters=letters,
    )


def _tables(bundle: Bundle) -> dict[str, TableSource]:
    tables: dict[str, TableSource] = {}
    for name in bundle.under("rules"):
        if name.endswith(".tests.csv"):
            continue
        id_ = PurePosixPath(name).stem
        tests = f"rules/{id_}.tests.csv"
        tests_csv = bundle.text(tests) if tests in bundle.files else None
        tables[id_] = TableSource(id_, bundle.text(name), tests_csv, Place(name))
    return tables
