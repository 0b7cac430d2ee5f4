"""`panjereh person …` and `panjereh staff …`: enrol persons and appoint staff of a real installation.

Nothing secret is ever an argument: what opens something is printed once, to be handed over.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NoReturn
from uuid import UUID

import typer
from django.conf import settings
from django.urls import reverse
from rich.console import Console

from panjereh.catalogue.queries import agencies, roles_of
from panjereh.identity.actions import SamplesApart, appoint, dismiss, enrol_party, set_proofing
from panjereh.identity.queries import PartyRow, party_by_number, staff_rows
from panjereh.identity.recovery import hand_over
from panjereh.identity.sessions import end_sessions
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.ids_ir import NATIONAL_ID
from panjereh.kernel.wall import acting
from panjereh.notices.actions import confirm_contact

person_app = typer.Typer(no_args_is_help=True, help="Enrol persons and keep their way in.")
staff_app = typer.Typer(no_args_is_help=True, help="Appoint and dismiss staff of agencies.")
console = Console()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The national ID, 10 digits.")]
Level = Annotated[int, typer.Option(min=1, max=3, help="1 said of themselves, 2 register, 3 in person.")]
Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day; today when left out.")
]
AgencyId = Annotated[str, typer.Argument(metavar="AGENCY", help="The agency's id, as its folder is called.")]
RoleId = Annotated[str, typer.Argument(metavar="ROLE", help="A role of that agency.")]


@person_app.command()
def enrol(
    number: Number,
    level: Level = 2,
    email: Annotated[str, typer.Option(help="An address that you have seen confirmed.")] = "",
    language: Annotated[str, typer.Option(help="fa or en, of mails.")] = "fa",
) -> None:
    """Enrol a person whose card you have seen, and print the code with which they choose a password."""
    number = _number(number)
    if (email and "@" not in email) or language not in ("fa", "en"):
        _stop("An e-mail address has an @, and a language is fa or en.")
    if party_by_number(number) is not None:
        _stop("This person is enrolled already. Print a new code with: panjereh person password-link NUMBER")
    with acting(machine_act("command:person.enrol")):
        try:
            party = enrol_party(number, assurance=level)
        except SamplesApart:
            _stop("This is a demonstration: it takes sample people alone. Enrol real people elsewhere.")
        if email:
            confirm_contact(party, email=email, language=language)
        _print_code(party)


@person_app.command()
def proof(number: Number, level: Level = 2) -> None:
    """Write down that a person's identity has been checked (again); they are told."""
    party = _known(number)
    with acting(machine_act("command:person.proof")):
        set_proofing(party.id, level)
    console.print(f"The level is {level} now.")


@person_app.command("password-link")
def password_link(number: Number) -> None:
    """Print a code with which a person who stands before you chooses a new password; their level stays."""
    party = _known(number)
    with acting(machine_act("command:person.password-link")):
        _print_code(party.id)


@person_app.command("end-sessions")
def end_all_sessions(number: Number) -> None:
    """End all sessions of a person at once."""
    party = _known(number)
    with acting(machine_act("command:person.end-sessions")):
        count = end_sessions(party.id)
    console.print(f"{count} sessions were ended.")


@staff_app.command("appoint")
def appoint_staff(number: Number, agency: AgencyId, role: RoleId, since: Day = None) -> None:
    """Give an enrolled person a role in an agency."""
    party = _known(number)
    if agency not in agencies():
        _stop(f"There is no agency {agency}. There are: {', '.join(sorted(agencies())) or 'none yet'}")
    roles = sorted(roles_of([agency])[agency].titles)
    if role not in roles:
        _stop(f"{agency} has no role {role}. It has: {', '.join(roles)}")
    with acting(machine_act("command:staff.appoint")):
        appoint(party.id, agency, role, _day(since))
    console.print(f"Appointed: {role} of {agency} from {_day(since)} on.")


@staff_app.command("dismiss")
def dismiss_staff(number: Number, agency: AgencyId, role: RoleId) -> None:
    """Take a role away: yesterday was its last day, and the person's sessions end."""
    party = _known(number)
    with acting(machine_act("command:staff.dismiss")):
        if not dismiss(party.id, agency, role, clock.today()):
            _stop("This person does not hold that role today. See: panjereh staff list")
        end_sessions(party.id)
    console.print(f"Dismissed: {role} of {agency}.")


@staff_app.command("list")
def list_staff(agency: Annotated[str, typer.Argument(metavar="[AGENCY]")] = "") -> None:
    """Who holds which role today, by the ids of persons: numbers are not kept in clear."""
    rows = staff_rows(clock.today(), agency)
    for row in rows:
        console.print(f"{row.party}  {row.agency}  {row.role}  since {row.since}", soft_wrap=True)
    if not rows:
        console.print("Nobody holds a role.")


def _number(given: str) -> str:
    fault = NATIONAL_ID.fault(given)
    if fault is not None:
        _stop(fault.en)
    return NATIONAL_ID.normalise(given)


def _known(given: str) -> PartyRow:
    party = party_by_number(_number(given))
    if party is None:
        _stop("Nobody with this number is enrolled. Enrol them with: panjereh person enrol NUMBER")
    return party


def _print_code(party: UUID) -> None:
    code = hand_over(party)
    console.print(
        f"One-time code: {code}\nThe person chooses a password with it within 48 hours on\n"
        f"{settings.PUBLIC_URL}{reverse('identity:recovery_finish')}",
        soft_wrap=True,
    )


def _day(since: datetime | None) -> date:
    return since.date() if since else clock.today()


def _stop(sentence: str) -> NoReturn:
    Console(stderr=True).print(sentence, soft_wrap=True)
    raise typer.Exit(1)
