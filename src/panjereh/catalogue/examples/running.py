"""Runs all examples of a folder, and tells what they never reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from panjereh.catalogue.examples.coverage import Reached, coverage_findings
from panjereh.catalogue.examples.steps import Run
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Unreadable, read_documents
from panjereh.catalogue.folder.schemas import check_document
from panjereh.flow.compiling import Version
from panjereh.flow.effort import Effort
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place

LONGEST = 20.0  # seconds for all examples of a service


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: it holds when nothing was found."""

    file: str
    name: str
    findings: tuple[Finding, ...]
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """All examples, and what none of them reached."""

    results: tuple[ExampleResult, ...]
    unread: tuple[Finding, ...]
    unreached: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        failed = (finding for result in self.results for finding in result.findings)
        return (*self.unread, *failed, *self.unreached)


def run_examples(
    bundle: Bundle, version: Version, country: Country, *, effort: Effort | None = None
) -> ExampleReport:
    """Run every example of a bundle on a version, in the country; `effort` bounds the time of all."""
    effort = effort or Effort(LONGEST)
    results: list[ExampleResult] = []
    unread: list[Finding] = []
    reached = Reached()
    for document, said in _examples(bundle, unread):
        if effort.spent:
            unread.append(say(document.place(), "examples_too_slow"))
            break
        run = Run(version, country, document, said, effort)
        findings = run.go()
        reached.add(run.trial)
        path = run.trial.state.path if run.trial else ()
        results.append(ExampleResult(document.file, said["name"], findings, path))
    told = version.service.elsewhere is not None
    unreached = () if unread or told else tuple(coverage_findings(version.service, reached))
    if not results and not unread and not told:
        unread.append(say(Place("examples"), "examples_missing"))
    return ExampleReport(tuple(results), tuple(unread), unreached)


def _examples(bundle: Bundle, unread: list[Finding]) -> Iterator[tuple[Document, Mapping[str, Any]]]:
    """Each document, with what it takes over from the first one of its file."""
    for file in bundle.under("examples"):
        try:
            documents = read_documents(file, bundle.text(file))
        except Unreadable as unreadable:
            unread.append(unreadable.finding)
            continue
        wrong = [finding for document in documents for finding in check_document(document, "example")]
        unread.extend(wrong)
        if not wrong:
            first = documents[0].value
            yield from ((document, inherit(first, document.value)) for document in documents)


def inherit(first: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """A later example begins as the first one of its file: day, person, registers and answers."""
    merged = {**own}
    for part in ("who", "registers", "answers", "about"):
        merged[part] = {**first.get(part, {}), **own.get(part, {})}
    if "on" in first:
        merged.setdefault("on", first["on"])
    return merged
