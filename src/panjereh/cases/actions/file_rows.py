"""The rows of a case's files, and the papers that name them: no paper names what is not a file of its case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from panjereh.cases.models import Case, CaseFile
from panjereh.catalogue.fields.files import facts_in
from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.keys import Safe

Facts = dict[str, Any]
Key = tuple[str, str, int]  # kind, name and round of a paper


def name_place(file_id: UUID) -> str:
    """Where the name of a file is sealed."""
    return f"cases_casefile:name:{file_id}"


def facts_of(row: CaseFile, safe: Safe) -> Facts:
    """What an answer says of a file; `sent` is for the check of its size alone."""
    return {
        "file": str(row.id),
        "name": safe.open(name_place(row.id), row.name),
        "kind": row.kind,
        "size": row.size,
        "digest": bytes(row.address).hex(),
        "sent": row.sent,
    }


def files_named(value: Any) -> Iterator[Mapping[str, Any]]:
    """The facts of files in a paper, also in those of repeated pages."""
    if isinstance(value, Mapping):
        if "file" in value and "digest" in value:
            yield value
        else:
            for inner in value.values():
                yield from files_named(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from files_named(inner)


def files_typed(value: Any) -> Iterator[str]:
    """The ids of files in what was typed beside a wrong answer, which is to be put right some day."""
    if isinstance(value, str):
        facts = facts_in(value) if value.startswith("{") and "digest" in value[:20] else None
        if facts is not None:
            yield facts["file"]
    elif isinstance(value, (Mapping, list, tuple)):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from files_typed(inner)


def bind_files(case: Case, safe: Safe, papers: Mapping[Key, Any], at: Key, value: Any) -> None:
    """Hold the files that a new paper names, let go of those that no paper names any more.

    `papers` are those until now, `at` where the new one goes. Facts that are not those of a file of this
    very case are never kept, wherever they come from. Raises Refused.
    """
    named = {facts["file"]: facts for facts in files_named(value)}
    typed = set(files_typed(value)) - named.keys()
    left = _all(papers.get(at)) - named.keys() - typed
    if named:
        _hold(case, safe, named)
    if typed:
        CaseFile.objects.filter(case_id=case.id, id__in=[*_ids(typed)]).update(held=True)
    if left:
        still = _all([paper for key, paper in papers.items() if key != at])
        CaseFile.objects.filter(case_id=case.id, id__in=[*_ids(left - still)]).update(held=False)


def _all(papers: Any) -> set[str]:
    return {facts["file"] for facts in files_named(papers)} | set(files_typed(papers))


def _hold(case: Case, safe: Safe, named: Mapping[str, Mapping[str, Any]]) -> None:
    """Locked, so that the sweeper does not take a row away that an answer has just named."""
    rows = CaseFile.objects.select_for_update().filter(case_id=case.id, id__in=[*_ids(named)])
    there = {str(row.id): row for row in rows}
    for file_id, facts in named.items():
        known = facts_of(there[file_id], safe) if file_id in there else {}
        if {**known, "sent": None} != {**facts, "sent": None}:
            raise not_taken("unknown")
    if not all(row.held for row in there.values()):
        CaseFile.objects.filter(id__in=list(there)).update(held=True)


def _ids(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            pass
