"""`panjereh money`: the books of a provider against ours."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from panjereh.money.reconciling import Line, differences

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Payments and their provider.")


@app.callback()
def money() -> None:
    """Payments and their provider."""


@app.command()
def reconcile(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The provider's list as CSV.")],
) -> None:
    """Compare the provider's list (CSV: authority, amount, status, refunded) with our payments.

    Each difference is one line. The exit code is 1 where there are some, 2 where the file can't be read.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            lines = [Line.of(row) for row in csv.DictReader(source)]
    except (OSError, UnicodeError, ValueError, KeyError) as mistake:
        typer.echo(
            f"{file} can't be read: {mistake}. Its columns are authority, amount, status, refunded.", err=True
        )
        raise typer.Exit(2) from None
    found = differences(lines)
    for difference in found:
        typer.echo(difference)
    typer.echo(f"{len(lines)} lines of the provider, {len(found)} differences.")
    raise typer.Exit(1 if found else 0)
