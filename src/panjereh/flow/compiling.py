"""A service becomes a version that can be stepped: all expressions and tables compiled once, immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from panjereh.flow.facts import FactType
from panjereh.flow.findings import Finding, finding, near
from panjereh.flow.graph import refusing_stages
from panjereh.flow.letters import places_in
from panjereh.flow.model import Place, Service, Source, TableSource, Text
from panjereh.flow.names import Names, known_names, unknown_names
from panjereh.flow.proving import prove
from panjereh.flow.sentences import FINDINGS
from panjereh.flow.table_duties import table_findings
from panjereh.flow.tables import fact_types, numbers_in
from panjereh.rules import (
    Expression,
    FeelError,
    Function,
    LimitExceeded,
    Table,
    TableError,
    TableErrors,
    compile_expression,
    compile_table,
)

Functions = Mapping[str, Function]


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
    checked: Mapping[str, tuple[int, ...]]  # check table -> numbers of the conditions that it decides
    refusing: frozenset[str]  # stages from which only a refusal can be reached


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a service that may be broken; no version where something can't be compiled."""

    version: Version | None
    findings: tuple[Finding, ...]
    fact_types: Mapping[str, FactType]
    checked: Mapping[str, tuple[int, ...]]


def compile_version(service: Service, *, functions: Functions | None = None) -> Version:
    """Compile and prove a service; raises VersionUnsound with all findings."""
    examined = examine(service, functions=functions)
    if examined.version is None or examined.findings:
        raise VersionUnsound(examined.findings)
    return examined.version


def examine(service: Service, *, functions: Functions | None = None) -> Examined:
    """Compile and prove a service as far as it goes, with every finding."""
    broken: list[Finding] = []
    tables = dict(_tables(service, functions, broken))
    types = fact_types(service, tables)
    names = known_names(service, tuple(types))
    expressions = dict(_expressions(service, names, functions, broken))
    broken += _unknown_in_tables(service, tables, names)
    found = (*prove(service), *table_findings(service, tables), *broken)
    version = None if broken else _version(service, expressions, tables, types)
    checked = {name: numbers_in(table) for name, table in tables.items()}
    return Examined(version, tuple(sorted(found, key=lambda f: f.order)), types, checked)


def _version(
    service: Service,
    expressions: Mapping[Source, Expression],
    tables: Mapping[str, Table],
    types: Mapping[str, FactType],
) -> Version:
    return Version(
        service,
        MappingProxyType(dict(expressions)),
        MappingProxyType(dict(tables)),
        MappingProxyType(dict(types)),
        MappingProxyType({name: numbers_in(table) for name, table in tables.items()}),
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
    maybe += [service.outcome.language, *service.outcome.entry.values()] if service.outcome else []
    yield from (source for source in maybe if source is not None)
    for letter in service.letters.values():
        yield from places_in(letter)


def _expressions(
    service: Service, names: Names, functions: Functions | None, broken: list[Finding]
) -> Iterator[tuple[Source, Expression]]:
    for source in sources_of(service):
        try:
            expression = compile_expression(source.text, tuple(names), functions=functions)
        except (FeelError, LimitExceeded) as error:
            broken.append(_feel_finding(source.place, "bad_expression", error))
            continue
        unknown = unknown_names(expression.names, names)
        broken += (_unknown(source.place, name, names) for name in unknown)
        yield source, expression


def _tables(
    service: Service, functions: Functions | None, broken: list[Finding]
) -> Iterator[tuple[str, Table]]:
    roots = tuple(known_names(service, ()))
    for name, source in service.tables.items():
        try:
            yield name, compile_table(source.csv, name=name, names=roots, functions=functions)
        except TableErrors as errors:
            for error in errors.errors:
                broken.append(_feel_finding(Place(source.place.file), "bad_table", error, table=name))
        except (FeelError, LimitExceeded) as error:
            broken.append(_feel_finding(Place(source.place.file), "bad_table", error, table=name))


def _unknown_in_tables(service: Service, tables: Mapping[str, Table], names: Names) -> Iterator[Finding]:
    for name, table in tables.items():
        for unknown in unknown_names(table.names, names):
            yield _unknown(_where(service.tables[name], unknown), unknown, names)


def _where(table: TableSource, name: str) -> Place:
    """The first line of a table that holds the name."""
    lines = table.csv.splitlines()
    hits = [n for n, line in enumerate(lines, start=1) if name in line]
    line = hits[0] if hits else 1
    return Place(table.place.file, line, lines[line - 1].find(name) + 1 if hits else 1)


def _feel_finding(start: Place, key: str, error: FeelError | LimitExceeded, **words: object) -> Finding:
    if isinstance(error, LimitExceeded):
        problem = Text(error.message("fa"), error.message("en"))
        return finding(start, key, FINDINGS[key], problem=problem, **words)
    problem = Text(_reason(error, "fa"), _reason(error, "en"))
    column = error.column + (start.column - 1 if error.line == 1 else 0)
    place = Place(start.file, start.line + error.line - 1, column)
    return finding(place, key, FINDINGS[key], problem=problem, **words)


def _reason(error: FeelError, language: str) -> str:
    """What is wrong; where a cell of a table is meant, its column is named too."""
    said = error.reason(language)
    return f"{error.header}: {said}" if isinstance(error, TableError) else said


def _unknown(place: Place, name: str, names: Names) -> Finding:
    parent, _, last = name.rpartition(".")
    here: Any = names
    for part in parent.split(".") if parent else ():
        here = (here or {}).get(part) or {}
    words = {"name": name, "known": ", ".join(here) or "–", "near": near(last, here)}
    return finding(place, "unknown_name", FINDINGS["unknown_name"], **words)
