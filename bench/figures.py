"""What a measurement gives: one row of `results.json` and of the table on the screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `reference` has its unit and was measured in the same run, `ratio` is value / reference."""

    name: str
    value: float
    unit: str
    reference: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.reference if self.reference else None

    def row(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio}


def write(figures: Sequence[Figure], file: Path) -> None:
    """Write the rows as JSON."""
    rows = [figure.row() for figure in figures]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def show(figures: Sequence[Figure]) -> None:
    """Print the rows as a table."""
    table = Table(title="Figures of this run")
    for name, side in (
        ("figure", "left"),
        ("value", "right"),
        ("unit", "left"),
        ("reference", "right"),
        ("ratio", "right"),
    ):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for figure in figures:
        table.add_row(
            figure.name,
            _short(figure.value),
            figure.unit,
            "" if figure.reference is None else _short(figure.reference),
            _share(figure.ratio),
        )
    Console(width=120).print(table)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _share(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"
