"""The command `panjereh service publish`."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.markup import escape

from panjereh.catalogue.actions import FolderRefused, publish_service
from panjereh.catalogue.folder.bundle import Bundle, BundleRefused
from panjereh.flow.findings import Finding
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.ids_ir import NATIONAL_ID
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.wall import acting

REFUSED = 1


def publish(path: Path, service_id: str, person: str, *, alone: bool, language: str) -> int:
    """Propose or approve the folder as the named member of staff; prints what came of it, returns the exit code."""
    console = Console(soft_wrap=True)
    if alone and not settings.DEMO:
        console.print("One person alone may publish in demonstration mode only. Let a colleague approve.")
        return REFUSED
    act = act_of_number(NATIONAL_ID.normalise(person), clock.today())
    try:
        with acting(act):
            made = publish_service(act, service_id, Bundle.from_directory(path), alone=alone)
    except (BundleRefused, FolderRefused) as refused:
        show_findings(console, refused.findings, language)
        console.print("Nothing was published; the live version stays.")
        return REFUSED
    except NotAllowed:
        console.print(
            f"{person} may not publish for this agency. Name a member of its staff with the role service_designer."
        )
        return REFUSED
    if made.live:
        console.print(f"Version {made.number} of {service_id} is live. SHA-256 {made.sha256}")
    else:
        console.print(
            f"Version {made.number} of {service_id} is proposed. SHA-256 {made.sha256}\n"
            "It goes live when a second designer of the agency publishes the same folder."
        )
    return 0


def show_findings(console: Console, findings: tuple[Finding, ...], language: str) -> None:
    """One finding a line: file, line, column, mend."""
    for found in findings:
        place = f"{found.place.file}:{found.place.line}:{found.place.column}"
        console.print(f"[bold]{escape(place)}[/bold] {escape(found.get(language))}", highlight=False)
