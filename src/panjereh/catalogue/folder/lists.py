"""Shared lists of choices: kept by an agency, named by a form, taken into the bundle when it is published.

A case stays on the list that its version was published with; a changed list reaches people with the next
publishing of the service.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, read_document
from panjereh.flow.findings import Finding
from panjereh.flow.model import Service, Text

Choices = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that a form of an agency may name: its own by name, another agency's as `<agency>/<list>`."""

    bundle: Bundle
    country: Country
    agency: str

    def choices(self, name: str) -> Choices:
        """The choices of a list, as published with the bundle or else as in force; none where nobody has it."""
        agency, id_ = self._whose(name)
        file = _file(agency, id_)
        if file in self.bundle.files:
            written = read_document(file, self.bundle.text(file)).value
            return {choice: Text(label["fa"], label["en"]) for choice, label in written.items()}
        keeper = self.country.agencies.get(agency)
        return keeper.lists.get(id_, {}) if keeper else {}

    def _whose(self, name: str) -> tuple[str, str]:
        agency, _, id_ = name.rpartition("/")
        return agency or self.agency, id_


def _file(agency: str, id_: str) -> str:
    return f"lists/{agency}.{id_}.yaml"


def with_lists(bundle: Bundle, service: Service) -> Bundle:
    """The bundle together with the lists that its form names, as they were when it was checked."""
    named = {f.shared: f.choices for page in service.pages for f in page.fields if f.shared}
    files = dict(bundle.files)
    for name, choices in named.items():
        agency, _, id_ = name.rpartition("/")
        plain = {choice: {"fa": label.fa, "en": label.en} for choice, label in choices.items()}
        text = json.dumps(plain, ensure_ascii=False, indent=0)
        files[_file(agency or service.agency, id_)] = text.encode()
    return Bundle.from_files(files)


def list_findings(service: Service, form: Document, country: Country) -> Iterator[Finding]:
    """Lists that nobody keeps."""
    own = country.agencies.get(service.agency)
    known = [*(own.lists if own else ())]
    known += [f"{agency.id}/{name}" for agency in country.agencies.values() for name in agency.lists]
    for index, page in enumerate(service.pages):
        for field in page.fields:
            if field.shared and not field.choices:
                place = form.place("pages", index, "fields", field.id, "list")
                yield say(place, "list_unknown", name=field.shared, known=", ".join(known) or "–")
