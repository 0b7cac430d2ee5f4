"""A service becomes a version that can be stepped: all expressions and tables compiled once, immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from panjereh.flow.facts import FactType
from panjereh.flow.findings import Finding, finding
from panjereh.flow.graph import refusing_stages
from panjereh.flow.letters import places_in
from panjereh.flow.model import Place, Service, Source, TableSource, Text
from panjereh.flow.names import known_names, unknown_names
from panjereh.flow.proving import prove
from panjereh.flow.sentences import FINDINGS
from panjereh.flow.table_duties import table_findings
from panjereh.flow.tables import TableShape, fact_types, numbers_in, shape_of
from panjereh.rules import Expression, FeelError, Table, compile_expression, compile_table

Functions = Mapping[str, Any]


class VersionUnsound(Exception):
    """The service can't be compiled; `findings` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.place.file}:{f.place.line} {f.en}" for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Version:
    """A compiled service; immutable and safe to share between threads."""

    service: Service
    expressions: Mapping[Source, Expression]
    tables: Mapping[str, Table]
    fact_types: Mapping[str, FactType]
    outputs: Mapping[str, tuple[str, ...]]  # table -> names of its outputs
    checked: Mapping[str, tuple[int, ...]]  # check table -> numbers of the conditions that it decides
    refusing: frozenset[str]  # stages from which only a refusal can be reached


def compile_version(service: Service, *, functions: Functions | None = None) -> Version:
    """Compile and prove a service; raises VersionUnsound with all findings."""
    version, findings = examine(service, functions=functions)
    if version is None or findings:
        raise VersionUnsound(findings)
    return version


def examine(
    service: Service, *, functions: Functions | None = None
) -> tuple[Version | None, tuple[Finding, ...]]:
    """The version and every finding; no version where something can't be compiled."""
    shapes = {name: shape for name, t in service.tables.items() if (shape := shape_of(t)) is not None}
    derived = tuple(s.what[0] for s in service.stages.values() if s.verb == "derive" and s.what)
    types = fact_types(shapes, derived)
    names = known_names(service, tuple(types))
    broken: list[Finding] = []
    expressions = dict(_expressions(service, names, functions, broken))
    tables = dict(_tables(service, names, functions, broken))
    found = (*prove(service), *table_findings(service, shapes), *broken)
    version = None if broken else _version(service, expressions, tables, types, shapes)
    return version, tuple(sorted(found, key=lambda f: f.order))


def _version(
    service: Service,
    expressions: Mapping[Source, Expression],
    tables: Mapping[str, Table],
    types: Mapping[str, FactType],
    shapes: Mapping[str, TableShape],
) -> Version:
    outputs = {name: tuple(c.name for c in shape.outputs) for name, shape in shapes.items()}
    checked = {name: numbers_in(shape) for name, shape in shapes.items()}
    return Version(
        service,
        MappingProxyType(dict(expressions)),
        MappingProxyType(dict(tables)),
        MappingProxyType(dict(types)),
        MappingProxyType(outputs),
        MappingProxyType(checked),
        refusing_stages(service.stages),
    )


def sources_of(service: Service) -> Iterator[Source]:
    """Every FEEL expression of a service, its letters' places included."""
    maybe: list[Source | None] = [c.applies_when for c in service.conditions.values()]
    maybe += [known.by for known in service.known.values()]
    maybe += [page.when for page in service.pages]
    for stage in service.stages.values():
        maybe += [*(way.when for way in stage.ways), stage.second]
    maybe += [exemption.when for exemption in (service.fee.exempt if service.fee else ())]
    yield from (source for source in maybe if source is not None)
    for letter in service.letters.values():
        yield from places_in(letter)


def _expressions(
    service: Service, names: Mapping[str, Any], functions: Functions | None, broken: list[Finding]
) -> Iterator[tuple[Source, Expression]]:
    for source in sources_of(service):
        try:
            expression = compile_expression(source.text, tuple(names), functions)
        except FeelError as error:
            broken.append(_feel_finding(source.place, "bad_expression", error))
            continue
        for name in unknown_names(expression.names, names):
            broken.append(_unknown(source.place, name, names))
        yield source, expression


def _tables(
    service: Service, names: Mapping[str, Any], functions: Functions | None, broken: list[Finding]
) -> Iterator[tuple[str, Table]]:
    for name, source in service.tables.items():
        try:
            table = compile_table(source.csv, name=name, names=tuple(names), functions=functions)
        except FeelError as error:
            place = Place(source.place.file, 1, 1)
            broken.append(_feel_finding(place, "bad_table", error, table=name))
            continue
        for unknown in unknown_names(table.names, names):
            broken.append(_unknown(_where(source, unknown), unknown, names))
        yield name, table


def _where(table: TableSource, name: str) -> Place:
    """The first line of a table that holds the name."""
    lines = table.csv.splitlines()
    hits = [n for n, line in enumerate(lines, start=1) if name in line]
    line = hits[0] if hits else 1
    return Place(table.place.file, line, lines[line - 1].find(name) + 1 if hits else 1)


def _feel_finding(start: Place, key: str, error: FeelError, **words: object) -> Finding:
    column = error.column + (start.column - 1 if error.line == 1 else 0)
    place = Place(start.file, start.line + error.line - 1, column)
    problem = Text(error.reason("fa"), error.reason("en"))
    return finding(place, key, FINDINGS[key], problem=problem, **words)


def _unknown(place: Place, name: str, names: Mapping[str, Any]) -> Finding:
    parent, _, _ = name.rpartition(".")
    here: Any = names
    for part in parent.split(".") if parent else ():
        here = (here or {}).get(part) or {}
    return finding(place, "unknown_name", FINDINGS["unknown_name"], name=name, known=", ".join(here) or "–")
