"""The command `panjereh`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from panjereh.config.running.people import people_of

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="One window between a government and its people."
)
# A room has commands of its own; what is typed after its name is for them.
HANDED_OVER = {"allow_extra_args": True, "ignore_unknown_options": True}


def data_folder() -> Path:
    """Return the data folder of this installation: PANJEREH_DATA, else `.data` of the clone."""
    clone = Path(__file__).resolve().parents[3]
    return Path(os.environ.get("PANJEREH_DATA") or clone / ".data").resolve()


@app.command()
def run(
    demo: Annotated[bool, typer.Option(help="The sample country, on this machine only.")] = (
        os.environ.get("PANJEREH_DEMO") == "1"
    ),
) -> None:
    """Start database, web server and worker, and keep them running until Ctrl-C."""
    from panjereh.config.running.address import AddressUnusable, address_from_environment
    from panjereh.config.running.product import Product
    from panjereh.config.running.screen import Screen

    screen = Screen()
    try:
        address = address_from_environment()
    except AddressUnusable as mistake:
        screen.failure(str(mistake))
        raise typer.Exit(1) from None
    raise typer.Exit(Product(data_folder(), address, demo=demo, screen=screen).run())


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at the same time.")] = 4,
) -> None:
    """Do background jobs until a signal comes; production runs as many of these as it needs."""
    os.environ.setdefault("PANJEREH_THREADS", str(concurrency))
    _start_django()
    from panjereh.config.running.worker import work

    work(concurrency)


@app.command()
def bank(
    port: Annotated[int, typer.Option(help="The port at which it listens, on this machine alone.")] = 8009,
) -> None:
    """Open the simulated bank of a demonstration by itself (PANJEREH_DEMO=1); `run` opens it, too."""
    from panjereh.config.running.tasks import bank_command

    command = bank_command(port, data_folder() / "bank")
    os.execv(command[0], command)  # noqa: S606 -- our own program


@app.command(context_settings=HANDED_OVER)
def money(context: typer.Context) -> None:
    """Compare our books with the provider's list: `panjereh money reconcile FILE`."""
    with _database():
        _hand_over(context, "panjereh.money.command", "app")


@app.command()
def doctor() -> None:
    """Look at everything that this installation needs, and name a cure for what is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panjereh.config.settings")
    from panjereh.config.running.doctor import examine_installation

    raise typer.Exit(examine_installation(data_folder()))


@app.command()
def seed() -> None:
    """Settle the sample country in an empty demo; a settled one stays as it is."""
    from panjereh.config.running.screen import Screen

    with _database():
        _start_django()
        import_module("panjereh.config.seed").seed_country()
    Screen().people(people_of(data_folder()))


@app.command(context_settings=HANDED_OVER)
def service(context: typer.Context) -> None:
    """Check, test and publish service folders: `panjereh service check PATH`."""
    with _database() if "publish" in context.args[:1] else nullcontext():
        _hand_over(context, "panjereh.catalogue.command", "app")


@app.command(context_settings=HANDED_OVER)
def country(context: typer.Context) -> None:
    """Bring agencies, registers, parameters and calendars into force: `panjereh country publish PATH`."""
    with _database():
        _hand_over(context, "panjereh.catalogue.command", "country_app")


@app.command(context_settings=HANDED_OVER)
def person(context: typer.Context) -> None:
    """Enrol persons and keep their way in: `panjereh person enrol NUMBER`."""
    with _database():
        _hand_over(context, "panjereh.config.persons", "person_app")


@app.command(context_settings=HANDED_OVER)
def staff(context: typer.Context) -> None:
    """Appoint and dismiss staff: `panjereh staff appoint NUMBER AGENCY ROLE`."""
    with _database():
        _hand_over(context, "panjereh.config.persons", "staff_app")


@app.command(context_settings=HANDED_OVER)
def manage(context: typer.Context) -> None:
    """Run a command of Django as the owner of the tables: `panjereh manage makemigrations`."""
    os.environ["PANJEREH_DB_ROLE"] = "owner"
    with _database():
        _start_django()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["panjereh manage", *context.args])


def _hand_over(context: typer.Context, module: str, name: str) -> None:
    """Let a room's own commands go on."""
    _start_django()
    commands: typer.Typer = getattr(import_module(module), name)
    commands(context.args, prog_name=f"panjereh {context.command.name}")


@contextmanager
def _database() -> Iterator[None]:
    """Have a database for one command: the given one, the running one, or one started for it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from panjereh.config.postgres.server import database_of

    with database_of(data_folder()):
        yield


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panjereh.config.settings")
    import django

    if os.environ.get("PANJEREH_SUPERVISED") == "1":
        from panjereh.config.postgres.parent import die_with_parent, end_after_parent

        die_with_parent()
        end_after_parent(10.0)
    django.setup()


if __name__ == "__main__":
    app()
