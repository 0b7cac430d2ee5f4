"""The proof of a version by its own table tests and worked examples, within a bounded time."""

from __future__ import annotations

from dataclasses import dataclass

from panjereh.catalogue.examples.running import ExampleReport, run_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.table_tests import table_test_findings
from panjereh.flow.compiling import Version
from panjereh.flow.effort import Effort
from panjereh.flow.findings import Finding

# A real service needs a second; whoever publishes waits no longer than this for a hostile one.
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Proof:
    """What the tables' tests and the examples showed; the version is proved when nothing was found."""

    examples: ExampleReport
    tables: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.tables, *self.examples.findings)


def prove_by_examples(
    bundle: Bundle, version: Version, country: Country, *, seconds: float = SECONDS
) -> Proof:
    """Run all table tests and all examples of a bundle; what doesn't fit into `seconds` is a finding."""
    effort = Effort(seconds)
    tables = tuple(table_test_findings(version, effort))
    return Proof(run_examples(bundle, version, country, effort=effort), tables)
