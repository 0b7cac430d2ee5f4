"""What the figures shall reach, and how they stand against it, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from bench.figures import Figure
from rich.console import Console
from rich.table import Table

TOO_FAR = 2.0  # this many times a ceiling, or a floor missed: red


@dataclass(frozen=True, slots=True)
class Aim:
    """`most` is a ceiling; `least` is a goal, and what lies below `floor` is red."""

    figure: str  # its name, with * for any words
    most: float | None = None
    least: float | None = None
    floor: float | None = None
    of_ratio: bool = False


AIMS = (
    Aim("licence by API, to the receipt", least=45, floor=25),
    Aim("licence by API, to the receipt", least=1 / 8, of_ratio=True),
    Aim("licence by browser steps, to the receipt", least=8),
    Aim("statements: application by API", most=25),
    Aim("statements: submit", most=25),
    Aim("statements: *", most=12),
    Aim("8 connections: whole answer, p99", most=100),
    Aim("8 connections: first byte, p95", most=60),
    Aim("200 people: whole answer, p95", most=300),
    Aim("errors of both", most=0),
    Aim("page weight: *", most=60),
    Aim("memory of a web process", most=250),
    Aim("warm start", most=10),
    Aim("search over 10,000 services, p95", most=40),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure against one aim; `short` is above 1 where the aim is missed."""

    figure: Figure
    aim: Aim
    value: float

    @property
    def short(self) -> float:
        if self.aim.least is not None:
            return self.aim.least / self.value if self.value else float("inf")
        most = self.aim.most or 0.0
        return self.value / most if most else (float("inf") if self.value else 0.0)

    @property
    def red(self) -> bool:
        if self.aim.least is not None:
            return self.aim.floor is not None and self.value < self.aim.floor
        return self.short > TOO_FAR


def against_aims(figures: Sequence[Figure]) -> list[Standing]:
    """Every figure that has an aim, the worst first."""
    return sorted(_standings(figures), key=lambda standing: -standing.short)


def show_standings(standings: Sequence[Standing]) -> None:
    """Print them as a table; red is too far off, yellow is missed."""
    table = Table(title="Against the aims, the worst first")
    for name in ("figure", "value", "aim"):
        table.add_column(name, justify="left" if name == "figure" else "right")
    for standing in standings:
        aim = standing.aim
        said = f"≥ {aim.least:.3g}" if aim.least is not None else f"≤ {aim.most:.3g}"
        words = f"{standing.figure.name}{', share of the reference' if aim.of_ratio else ''}"
        style = "red" if standing.red else "yellow" if standing.short > 1 else None
        table.add_row(words, f"{standing.value:.3g}", said, style=style)
    Console(width=120).print(table)


def _standings(figures: Sequence[Figure]) -> Iterator[Standing]:
    for figure in figures:
        seen: set[bool] = set()
        for aim in sorted(AIMS, key=lambda aim: "*" in aim.figure):
            if aim.of_ratio in seen or not fnmatch(figure.name, aim.figure):
                continue
            value = figure.ratio if aim.of_ratio else figure.value
            if value is not None:
                seen.add(aim.of_ratio)
                yield Standing(figure, aim, value)
