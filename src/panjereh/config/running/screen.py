"""What a start shows: steps with their times, then where the product is and who can sign in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from panjereh.config.running.address import Address
from panjereh.config.running.people import Person

# The order in which sample people are listed, with a line between the groups.
_GROUPS = ("citizens", "officers", "publishing")


class Screen:
    """Writes to the terminal, or plain lines where there is none."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        self.console.print(sentence, markup=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show that a step is under way, and how long it took when that was felt."""
        began = time.monotonic()
        with self.console.status(f"{name} …"):
            yield
        took = time.monotonic() - began
        self.console.print(f"[green]✓[/green] {name} [dim]{took:.1f} s[/dim]")

    def failure(self, sentence: str) -> None:
        self.console.print(f"[bold red]✗[/bold red] {_escaped(sentence)}")

    def serving(self, address: Address, data: Path, people: list[Person]) -> None:
        """Say where the product is, who reaches it and who can sign in."""
        self.console.print(f"\n[bold]پنجره · Panjereh[/bold] is open at [bold]{address.url}[/bold]")
        reach = "this machine only" if address.local_only else "every machine that reaches this one"
        self.console.print(f"Reached by {reach}. Data: {data}", markup=False)
        if not address.local_only:
            self.say(
                "Set PANJEREH_HOSTS to the names that people use, for example PANJEREH_HOSTS=window.example"
            )
        self.people(people)
        self.say("Ctrl-C stops it.")

    def people(self, people: list[Person]) -> None:
        """List who can sign in to the demo."""
        if people:
            self.console.print(_table(people))

    def already_serving(self, url: str, process: int, data: Path, address: Address) -> None:
        """Say where the product of this data folder already runs, and how to start a second one."""
        self.say(f"Panjereh runs already at {url} (process {process}, data {data}).")
        self.say(f"A second copy beside it: PORT={address.port + 1} PANJEREH_DATA={data}-2 make run")


def _table(people: list[Person]) -> Table:
    table = Table(title="Who can sign in with one click (sample people)", title_justify="left")
    for column in ("name", "نام", "national ID", "what to try"):
        table.add_column(column)
    for _, members in groupby(sorted(people, key=lambda p: _GROUPS.index(p.group)), key=lambda p: p.group):
        for person in members:
            table.add_row(person.english, person.persian, person.number, person.about)
        table.add_section()
    return table


def _escaped(sentence: str) -> str:
    return sentence.replace("[", r"\[")
