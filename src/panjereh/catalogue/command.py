"""`panjereh service check PATH` and `panjereh service test PATH`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from panjereh.catalogue.examples import ExampleReport, prove_by_examples
from panjereh.catalogue.folder.bundle import Bundle, BundleRefused
from panjereh.catalogue.folder.checking import Checked, check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.flow.findings import Finding
from panjereh.flow.model import Text

app = typer.Typer(no_args_is_help=True, help="Check, test and publish service folders.")

FolderPath = Annotated[Path, typer.Argument(metavar="PATH", help="The folder of the service.")]
CountryPath = Annotated[
    Path, typer.Option("--country", help="The folder with agencies/, registers/, parameters/, calendars/.")
]
Language = Annotated[str, typer.Option("--language", help="fa or en.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

_GOOD = Text(
    "درست است: {n} مرحله، هر راه به پایان می‌رسد.", "Sound: {n} stages, and every way comes to an end."
)
_PASSED = Text(
    "{n} نمونه درست است و همهٔ راه‌ها را می‌پیماید.", "{n} examples hold, and together they take every way."
)
_WRONG = Text("{n} ایراد", "{n} findings")
_COUNTRY = Text("در پوشهٔ کشور:", "In the country folder:")


@app.command("check")
def check_folder(
    path: FolderPath,
    country: CountryPath = Path("samples"),
    language: Language = "fa",
    as_json: AsJson = False,
) -> None:
    """Say file, line and mend for every mistake in a service folder."""
    checked = _checked(path, _country(country, language, as_json))
    stages = len(checked.version.service.stages) if checked.version else 0
    _report(checked.findings, _GOOD, stages, language, as_json)


@app.command("test")
def run_tests(
    path: FolderPath,
    country: CountryPath = Path("samples"),
    language: Language = "fa",
    as_json: AsJson = False,
) -> None:
    """Run the worked examples and the table tests of a service folder."""
    known = _country(country, language, as_json)
    bundle, checked = _bundle(path), _checked(path, known)
    if isinstance(bundle, tuple) or checked.version is None or checked.findings:
        _report(checked.findings, _GOOD, 0, language, as_json)
        return
    proof = prove_by_examples(bundle, checked.version, known)
    if not as_json:
        _print_examples(proof.examples, language)
    _report(proof.findings, _PASSED, len(proof.examples.results), language, as_json)


def service_id_of(path: Path) -> str:
    """A service's id is its path below `services/`; elsewhere its last two folders."""
    parts = path.resolve().parts
    if "services" in parts:
        below = parts[len(parts) - parts[::-1].index("services") :]
        if below:
            return "/".join(below)
    return "/".join(parts[-2:])


def _country(path: Path, language: str, as_json: bool) -> Country:
    country, findings = load_country(path)
    if findings:
        if not as_json:
            Console().print(_COUNTRY.get(language))
        _report(findings, _GOOD, 0, language, as_json)
    return country


def _bundle(path: Path) -> Bundle | tuple[Finding, ...]:
    try:
        return Bundle.from_directory(path)
    except BundleRefused as refused:
        return refused.findings


def _checked(path: Path, country: Country) -> Checked:
    bundle = _bundle(path)
    if isinstance(bundle, tuple):
        return Checked(None, bundle)
    return check(bundle, Context(service_id_of(path), country))


def _print_examples(report: ExampleReport, language: str) -> None:
    console = Console()
    for result in report.results:
        mark = "[red]✗[/red]" if result.findings else "[green]✓[/green]"
        console.print(
            f"{mark} {escape(result.name)}  [dim]{escape(' → '.join(result.path))}[/dim]", soft_wrap=True
        )


def _report(findings: tuple[Finding, ...], good: Text, n: int, language: str, as_json: bool) -> None:
    """Print and leave: exit code 1 where something was found."""
    if as_json:
        rows = [
            {**{"file": f.place.file, "line": f.place.line, "column": f.place.column}, "key": f.key}
            | {"fa": f.fa, "en": f.en}
            for f in findings
        ]
        typer.echo(json.dumps({"ok": not findings, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        console = Console()
        for f in findings:
            where = f"{f.place.file}:{f.place.line}:{f.place.column}"
            console.print(f"[bold]{escape(where)}[/bold] {escape(f.get(language))}", soft_wrap=True)
        count = len(findings)
        summary = _WRONG.get(language).format(n=count) if findings else good.get(language).format(n=n)
        console.print(f"[{'red' if findings else 'green'}]{escape(summary)}[/]")
    if findings:
        raise typer.Exit(1)


@app.command("publish")
def publish_folder(
    path: FolderPath,
    person: Annotated[str, typer.Option("--as", help="National id of the member of staff who acts.")],
    alone: Annotated[
        bool, typer.Option(help="One person proposes and approves (demonstration only).")
    ] = False,
    language: Language = "fa",
) -> None:
    """Propose a version, or approve the one that a colleague has proposed; then it is live at once."""
    from panjereh.catalogue.publishing import publish

    raise typer.Exit(publish(path, service_id_of(path), person, alone=alone, language=language))


country_app = typer.Typer(no_args_is_help=True, help="Agencies, registers, parameters and calendars.")


@country_app.callback()
def country_commands() -> None:
    """Keep `publish` a command of its own where it is the only one."""


@country_app.command("publish")
def publish_country_folder(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The country folder.")],
    language: Language = "fa",
) -> None:
    """Bring a country folder into force; refused when a live service would no longer be sound."""
    from panjereh.catalogue.publishing import bring_into_force

    raise typer.Exit(bring_into_force(path, language))
