"""The commands `panjereh service publish` and `panjereh country publish`."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.markup import escape

from panjereh.catalogue.actions import (
    AloneRefused,
    FolderRefused,
    Publication,
    publish_country,
    publish_service,
)
from panjereh.catalogue.folder.bundle import Bundle, BundleRefused
from panjereh.catalogue.folder.country_files import load_country
from panjereh.flow.findings import Finding
from panjereh.flow.model import Text
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.faults import Refused
from panjereh.kernel.ids_ir import NATIONAL_ID
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.wall import acting

REFUSED = 1
_ALONE = Text(
    "انتشار یک‌نفره فقط در حالت نمایشی ممکن است؛ بگذارید همکاری همین فرمان را با کد ملی خود اجرا کند.",
    "One person alone may publish in demonstration mode only; let a colleague run the same command with "
    "their own national id.",
)
_STAYS = Text("چیزی منتشر نشد؛ نسخهٔ جاری سر جای خود است.", "Nothing was published; the live version stays.")
_NOT_STAFF = Text(
    "{person} اجازهٔ انتشار در این سازمان را ندارد؛ کد ملی کسی را بنویسید که در این سازمان نقش service_designer یا "
    "publisher دارد.",
    "{person} may not publish for this agency; name a member of its staff with the role service_designer or "
    "publisher.",
)
_NO_NUMBER = Text("پس از --as کد ملی بنویسید: {fault}.", "Write a national id after --as: {fault}.")
_LIVE = Text(
    "نسخهٔ {number} از {service} در دسترس مردم است. SHA-256 {sha256}",
    "Version {number} of {service} is live. SHA-256 {sha256}",
)
_PROPOSED = Text(
    "نسخهٔ {number} از {service} پیشنهاد شد. SHA-256 {sha256}\n"
    "وقتی همکار دیگری از این سازمان همین پوشه را منتشر کند، در دسترس مردم قرار می‌گیرد.",
    "Version {number} of {service} is proposed. SHA-256 {sha256}\n"
    "It goes live when another designer or publisher of the agency publishes the same folder.",
)

_IN_FORCE = Text(
    "در اجرا: {agencies} دستگاه، {registers} پایگاه، {parameters} پارامتر، {calendars} تقویم.",
    "In force: {agencies} agencies, {registers} registers, {parameters} parameters, {calendars} calendars.",
)
_COUNTRY_STAYS = Text("چیزی تغییر نکرد.", "Nothing was changed.")


def bring_into_force(path: Path, language: str) -> int:
    """Publish a country folder; prints what came of it and returns the exit code."""
    console = Console(soft_wrap=True)
    country, findings = load_country(path)
    try:
        if findings:
            raise FolderRefused(findings)
        with acting(machine_act("command:country")):
            publish_country(country)
    except FolderRefused as refused:
        show_findings(console, refused.findings, language)
        console.print(_COUNTRY_STAYS.get(language))
        return REFUSED
    counts = {
        "agencies": len(country.agencies),
        "registers": len(country.registers),
        "parameters": len(country.parameters),
        "calendars": len(country.calendars),
    }
    console.print(_IN_FORCE.get(language).format(**counts))
    return 0


def publish(path: Path, service_id: str, person: str, *, alone: bool, language: str) -> int:
    """Propose or approve the folder as the named member of staff; prints what came of it.

    Returns the exit code.
    """
    console = Console(soft_wrap=True)
    try:
        made = _publish(path, service_id, person, alone=alone)
    except (BundleRefused, FolderRefused) as refused:
        show_findings(console, refused.findings, language)
        console.print(_STAYS.get(language))
    except AloneRefused:
        console.print(_ALONE.get(language))
    except NotAllowed:
        console.print(_NOT_STAFF.get(language).format(person=escape(person)))
    except Refused as refused:
        console.print(_NO_NUMBER.get(language).format(fault=escape(refused.fault.get(language))))
    else:
        said = _LIVE if made.live else _PROPOSED
        words = {"number": made.number, "service": service_id, "sha256": made.sha256}
        console.print(said.get(language).format(**words))
        return 0
    return REFUSED


def _publish(path: Path, service_id: str, person: str, *, alone: bool) -> Publication:
    act = act_of_number(NATIONAL_ID.parse(person), clock.today())
    if alone and not settings.DEMO:
        raise AloneRefused
    with acting(act):
        return publish_service(act, service_id, Bundle.from_directory(path), alone=alone)


def show_findings(console: Console, findings: tuple[Finding, ...], language: str) -> None:
    """One finding a line: file, line, column, mend."""
    for found in findings:
        place = f"{found.place.file}:{found.place.line}:{found.place.column}"
        console.print(f"[bold]{escape(place)}[/bold] {escape(found.get(language))}", highlight=False)
