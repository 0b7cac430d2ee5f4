"""The tests beside each decision table: all must hold, and every rule must be reached by one."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.catalogue.folder.messages import say
from panjereh.flow.compiling import Version
from panjereh.flow.effort import Effort
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place, Text
from panjereh.rules import run_table_tests

LONGEST = 20.0  # seconds


def table_test_findings(version: Version, effort: Effort | None = None) -> Iterator[Finding]:
    """Tests that fail or are missing, and rules that no test reaches; `effort` bounds the time of all."""
    effort = effort or Effort(LONGEST)
    for name, source in version.service.tables.items():
        if source.tests_csv is None:
            yield say(source.place, "table_tests_missing", table=name)
            continue
        run = run_table_tests(version.tables[name], source.tests_csv, enough=lambda: effort.spent)
        for wrong in run.findings:
            place = Place(f"rules/{name}.tests.csv", wrong.line)
            problem = Text(wrong.message("fa"), wrong.message("en"))
            yield say(place, "table_test_failed", table=name, problem=problem)
        lines = {rule.number: rule.line for rule in version.tables[name].rules}
        for number in run.never_hit:
            yield say(Place(source.place.file, lines[number]), "rule_untested", table=name, rule=number)
