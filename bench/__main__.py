"""`make bench`: every figure in one run of about five minutes, on the screen and in `bench/results.json`."""

from __future__ import annotations

from pathlib import Path

from bench import (
    applications,
    documents,
    files,
    ground,
    latency,
    payments,
    reference,
    starts,
    statements,
    tables,
)
from bench.aims import against_aims, show_standings
from bench.figures import Figure, show, write

RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    """Measure, write, print."""
    with ground.emptied(ground.data_folder()) as data:
        figures = [*_of_the_product(data), documents.measure(), tables.measure(), *files.measure()]
    write(figures, RESULTS)
    show(figures)
    show_standings(against_aims(figures))
    return 0


def _of_the_product(data: Path) -> list[Figure]:
    with ground.standing(data) as (_, cold):
        pass
    with ground.standing(data) as (running, warm):
        measure = reference.measure(running)
        return [
            measure,
            *applications.measure(running, measure),
            *payments.measure(running, measure),
            *latency.measure(running),
            *starts.sizes(running),
            *statements.measure(running),
            Figure("cold start, with the sample country", cold, "s"),
            Figure("warm start", warm, "s"),
        ]


if __name__ == "__main__":
    raise SystemExit(main())
