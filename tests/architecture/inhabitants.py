"""Who lives in the country of the architecture tests and what they have, made through real pages and jobs."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.architecture.city_world import (
    CITY,
    COMMISSION,
    COUNCIL,
    DESIGNERS,
    TREE,
    publish_city,
)
from tests.architecture.paying import money_things

from panjereh.cases.models import Case, CaseFile, Opinion
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.config.seed import seed_country
from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.fees import publish_copies
from panjereh.config.testing.jobs import do_jobs
from panjereh.documents.models import Document
from panjereh.identity.actions import appoint, enrol_party
from panjereh.identity.factors import factors_of
from panjereh.identity.factors.codes import confirm_app, new_secret, opened_secret
from panjereh.identity.models import Party, StaffRole
from panjereh.identity.queries import act_of, party_by_number
from panjereh.identity.recovery import begin_recovery
from panjereh.identity.sessions import sessions_of
from panjereh.identity.signing_in import BACKEND
from panjereh.kernel import clock
from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.jalali import to_jalali
from panjereh.kernel.keys import safe_of
from panjereh.kernel.tests.pdf_making import pdf_with
from panjereh.kernel.wall import acting
from panjereh.notices.models import Notice

RESIDENCE, PROPOSED = "civil/residence-certificate", "city/bench-permit"
CIVIL = "civil-registry"
SINCE = date(2024, 3, 20)

# Each role of the table of rights: the national id of a sample person, or of a new one.
NUMBERS = {
    "applicant": "9990000026",
    "other": "9990000018",
    "officer": "9990000050",
    "colleague": "9990000034",
    "outsider": "9990000042",
    "officer_applicant": "9990000093",
    "designer": "9990000077",
    "publisher": "9990000085",
    "former": "9990000107",
}
PASSWORDS = {"applicant": "window-reza-1405"}
ANONYMOUS = "anonymous"
ROLES = (ANONYMOUS, *NUMBERS)
HOMES = {"applicant": "9174639511", "officer_applicant": "9174639511"}


@dataclass(frozen=True, eq=False)
class Inhabitants:
    """`parties` role -> party · `sessions` role -> cookie · `things` kind and name of an object -> its id."""

    parties: Mapping[str, UUID]
    sessions: Mapping[str, str]
    things: Mapping[tuple[str, str], str]

    def client(self, role: str, **more: object) -> Client:
        """A browser in which this role is signed in; a fault answers instead of being raised."""
        client = Client(HTTP_HOST="localhost", raise_request_exception=False, **more)  # type: ignore[arg-type]
        if role in self.sessions:
            client.cookies.load({"session": self.sessions[role]})
        return client

    def act(self, role: str) -> Act:
        """The act of this role today."""
        return act_of(Party.objects.get(id=self.parties[role]), clock.today())


def settle(bank: RunningBank) -> Inhabitants:
    """Settle the sample country and the city, and let everybody have what they have."""
    seed_country()
    parties = {role: _party(number) for role, number in NUMBERS.items()}
    _appoint(parties)
    _publish_city()
    publish_copies()
    sessions = {role: _session(party) for role, party in parties.items()}
    world = Inhabitants(parties, sessions, {})
    return Inhabitants(parties, sessions, _things(world) | money_things(world, bank))


def _party(number: str) -> UUID:
    known = party_by_number(number)
    return known.id if known else enrol_party(number, sample=True)


def _appoint(parties: Mapping[str, UUID]) -> None:
    appoint(parties["colleague"], CIVIL, "archivist", SINCE)
    appoint(parties["outsider"], COUNCIL, "tree_officer", SINCE)
    appoint(parties["colleague"], COMMISSION, "commissioner", SINCE)
    appoint(parties["colleague"], "traffic-police", "traffic_officer", SINCE)
    appoint(parties["officer_applicant"], CIVIL, "residence_officer", SINCE)
    yesterday = clock.today() - timedelta(days=1)
    for agency, role in ((CIVIL, "residence_officer"), (COUNCIL, "tree_officer"), (CIVIL, "publisher")):
        StaffRole.objects.create(
            party_id=parties["former"], agency=agency, role=role, since=SINCE, until=yesterday
        )


def _publish_city() -> None:
    """A second and a third agency with services of two people, and one that waits for its second person."""
    publish_city()
    act = act_of(Party.objects.get(id=enrol_party(DESIGNERS[0], sample=True)), clock.today())
    with acting(act):
        publish_service(act, PROPOSED, Bundle.from_directory(CITY / "services" / TREE))


def _session(party: UUID) -> str:
    client = Client()
    client.force_login(Party.objects.get(id=party), backend=BACKEND)
    return client.cookies["session"].value


def _things(world: Inhabitants) -> dict[tuple[str, str], str]:
    granted, waiting = waiting_case(world, "applicant"), waiting_case(world, "applicant")
    decide(world, "officer", granted, "grant")
    things = {
        ("case", "draft"): start(world.client("applicant"), RESIDENCE),
        ("case", "waiting"): waiting,
        ("case", "granted"): granted,
        ("case", "own_of_officer"): waiting_case(world, "officer_applicant"),
        ("case", "others"): certificate(world, "other"),
        ("case", "city"): tree_case(world, "other"),
        ("opinion", "own"): opinion_asked(world, "applicant"),
        ("file", "own"): file_of(tree_case(world, "applicant")),
        ("service", "published"): RESIDENCE,
        ("service", "proposed"): PROPOSED,
        ("persona", "known"): "maryam",
        ("parked", "own"): parked_form(world, "applicant"),
    }
    things["file", "others"] = file_of(things["case", "city"])
    things |= _after_the_decision(world)
    do_jobs()
    with acting(machine_act("test")):
        for name, ref in (("own", granted), ("others", things["case", "others"])):
            document = Document.objects.get(case_ref=ref)
            things["document", name] = str(document.id)
            things["notice", name] = str(Notice.objects.get(case_ref=ref).id)
            things["code", name] = _code(document)
        assert Case.objects.get(ref=waiting).stage == "review"
    things |= way_in(world, "applicant")
    return things | _absent()


def _after_the_decision(world: Inhabitants) -> dict[tuple[str, str], str]:
    """A permit that is suspended, and an appeal against a refusal that waits to be heard."""
    permit, refused = tree_case(world, "applicant"), tree_case(world, "applicant")
    decide(world, "outsider", permit, "grant")
    decide(world, "outsider", refused, "refuse", conditions=["1"])
    do_jobs()
    with acting(machine_act("test")):
        number = Case.objects.get(ref=permit).receipt
    wanted = {"measure": "suspend", "grounds": ["1"], "reason": "نمونه", "number": number}
    assert world.client("outsider").post(f"/fa/given/{permit}/", wanted).status_code == 302
    client = world.client("applicant")
    appeal = client.post(f"/fa/cases/{refused}/appeal/")["Location"].split("/")[3]
    answer_pages(client, appeal, {"why": {"why": "درخت راه را نمی‌بندد"}})
    return {("case", "permit"): permit, ("case", "refused"): refused, ("case", "appeal"): appeal}


def _code(document: Document) -> str:
    facts = safe_of(document.holder).open(f"documents_document:facts:{document.id}", document.facts)
    return str(facts["code"])


def _absent() -> dict[tuple[str, str], str]:
    """What is not there, in the form of what is, and what has no such form."""
    return {
        ("case", "missing"): "0123456789ABCDEFG",
        ("case", "malformed"): "a'b--",
        ("document", "missing"): str(uuid4()),
        ("file", "missing"): str(uuid4()),
        ("file", "malformed"): "not-a-uuid",
        ("document", "malformed"): "not-a-uuid",
        ("notice", "missing"): str(uuid4()),
        ("notice", "malformed"): "not-a-uuid",
        ("code", "missing"): "7K4M2QXP9B3TH5WZ1C70",
        ("code", "malformed"): "a'b--",
        ("service", "missing"): "civil/no-such-service",
        ("service", "malformed"): "a'b--",
        ("parked", "missing"): str(uuid4()),
        ("factor", "missing"): "999999999",
        ("factor", "malformed"): "x1",
        ("visit", "missing"): str(uuid4()),
        ("visit", "malformed"): "not-a-uuid",
        ("stop", "missing"): "7K4M2QXP9B3TH5WZ1C70",
        ("stop", "malformed"): "a'b--",
        ("parked", "malformed"): "not-a-uuid",
        ("opinion", "missing"): str(uuid4()),
        ("opinion", "malformed"): "not-a-uuid",
        ("persona", "missing"): "nobody",
        ("persona", "malformed"): "a'b--",
    }


def start(client: Client, service: str) -> str:
    """Begin an application; returns its reference."""
    answer = client.post(f"/fa/cases/start/{service}/", {"key": str(uuid4())})
    found = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])
    assert found, answer
    return found[1]


def answer_pages(client: Client, ref: str, pages: Mapping[str, Mapping[str, object]]) -> None:
    """Answer pages and send them."""
    for page, values in pages.items():
        answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
        assert answer.status_code == 302, answer.content.decode()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def parked_form(world: Inhabitants, role: str) -> str:
    """Send a form with a session that has been ended; returns the key under which it waits."""
    client = Client(HTTP_HOST="localhost")
    number = NUMBERS[role]
    client.post("/fa/sign-in/", {"number": number, "password": PASSWORDS[role]})
    Session.objects.filter(session_key=client.cookies["session"].value).delete()
    answer = client.post(f"/fa/cases/start/{RESIDENCE}/", {"key": str(uuid4())})
    found = re.search(r"parked%2F([0-9a-f-]{36})", answer["Location"])
    assert found, answer["Location"]
    return found[1]


def way_in(world: Inhabitants, role: str) -> dict[tuple[str, str], str]:
    """A session, a code app and a way back that was asked for, of one person."""
    party = Party.objects.get(id=world.parties[role])
    client = Client(HTTP_HOST="localhost")
    client.post("/fa/sign-in/", {"number": NUMBERS[role], "password": PASSWORDS[role]})
    with acting(machine_act("test")):
        (visit, *_) = sessions_of(party.id, here=None)
        sealed = new_secret(party.id)
        secret = opened_secret(party.id, sealed)
        code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        assert confirm_app(party, sealed, code)
        Authenticator.objects.update(id=918273645)  # a number that stands nowhere else on a page
        (factor,) = factors_of(party.id)
        way = begin_recovery(party.id)
    return {("visit", "own"): str(visit.id), ("factor", "own"): str(factor.id), ("stop", "known"): way.stop}


DETAILS = {
    "purpose": {"purpose": "school"},
    "recipient": {"recipient": "دبستان نمونه"},
    "certificate_language": {"certificate_language": "fa"},
}


def home(postal_code: str) -> dict[str, dict[str, str]]:
    """The pages on which a person without a registered address says where they live."""
    since = {"home_since-day": "1", "home_since-month": "6", "home_since-year": "1404"}
    return {
        "home": {"home_postal_code": postal_code, **since},
        "home_basis": {"home_basis": "rented"},
        "home_declaration": {"home_declaration": "yes"},
    }


def certificate(world: Inhabitants, role: str) -> str:
    """Apply for a certificate that the registers alone decide; the jobs are still to be done."""
    client = world.client(role)
    ref = start(client, RESIDENCE)
    answer_pages(client, ref, DETAILS)
    return ref


def waiting_case(world: Inhabitants, role: str) -> str:
    """An application that waits for an officer: the register has no address of this person."""
    client = world.client(role)
    ref = start(client, RESIDENCE)
    answer_pages(client, ref, DETAILS)
    answer_pages(client, ref, home(HOMES[role]))
    return ref


def tree_case(world: Inhabitants, role: str) -> str:
    """An application that waits for an officer of the city."""
    client = world.client(role)
    ref = start(client, TREE)
    answer_pages(client, ref, {"place": {"place": "روبه‌روی خانه", "plan": plan()}})
    return ref


def opinion_asked(world: Inhabitants, role: str) -> str:
    """Works in a street, about which the traffic police is asked."""
    client = world.client(role)
    ref = start(client, "works/street-works")
    first = to_jalali(clock.today() + timedelta(days=30))
    begins = {"day": first.day, "month": first.month, "year": first.year}
    pages: dict[str, dict[str, object]] = {
        "place": {"postal_code": HOMES[role], "place_of_works": "روبه‌روی خانه"},
        "size": {"length": "10", "width": "1"},
        "surface": {"surface": "soil"},
        "time": {"days": "3", **{f"begins_on-{part}": str(said) for part, said in begins.items()}},
        "purpose": {"purpose": "water"},
        "works_declaration": {"works_declaration": "yes"},
    }
    answer_pages(client, ref, pages)
    with acting(machine_act("test")):
        return str(Opinion.objects.get(case__ref=ref, branch="traffic").id)


def plan() -> SimpleUploadedFile:
    """A drawing that goes with an application."""
    return SimpleUploadedFile("باغچه.pdf", pdf_with(), content_type="application/pdf")


def file_of(ref: str) -> str:
    """The file of a case."""
    with acting(machine_act("test")):
        return str(CaseFile.objects.get(case__ref=ref).id)


def decide(world: Inhabitants, role: str, ref: str, choice: str, **more: object) -> None:
    """Let an officer take and decide a case through the pages."""
    client = world.client(role)
    assert client.post(f"/fa/desk/{ref}/take/").status_code == 302
    answer = client.post(f"/fa/desk/{ref}/decide/", {"choice": choice, **more})
    assert answer.headers.get("Location") == "/fa/desk/", (answer.status_code, answer.content.decode())
