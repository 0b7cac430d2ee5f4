"""The city of the architecture tests with its officers and commissioners: appeals and measures in small."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.test import Client

from panjereh.catalogue.actions import publish_country, publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country_files import load_country
from panjereh.config.seed import SAMPLES
from panjereh.identity.actions import appoint, enrol_party
from panjereh.identity.models import Party
from panjereh.identity.queries import act_of, party_by_number
from panjereh.identity.signing_in import BACKEND
from panjereh.kernel import clock
from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.wall import acting

CITY = Path(__file__).resolve().parent / "city"
TREE, TREE_APPEAL = "city/tree-permit", "city/tree-appeal"
COUNCIL, COMMISSION = "city-council", "city-commission"
SINCE = date(2024, 3, 20)
NUMBERS = {
    "applicant": "9990000026",
    "other": "9990000018",
    "officer": "9990000042",
    "colleague": "9990000131",
    "commissioner": "9990000140",
    "commissioner_too": "9990000158",
}
OFFICERS, COMMISSIONERS = ("officer", "colleague"), ("commissioner", "commissioner_too")
DESIGNERS = ("9990000115", "9990000123")


def publish_city() -> None:
    """Bring the city's agencies and registers into force, and both services live by their two designers."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SAMPLES, folder, dirs_exist_ok=True)
        for part in ("agencies", "registers"):
            shutil.copytree(CITY / part, Path(folder) / part, dirs_exist_ok=True)
        country, findings = load_country(Path(folder))
    assert not findings, findings
    with acting(machine_act("test")):
        publish_country(country)
    designers = [enrol_party(number, sample=True) for number in DESIGNERS]
    for party in designers:
        for agency in (COUNCIL, COMMISSION):
            appoint(party, agency, "service_designer", SINCE)
    # An appeal service goes live before the services whose decisions it hears about.
    for service in (TREE_APPEAL, TREE):
        assert _live(service, designers)


def _live(service: str, designers: Sequence[UUID]) -> bool:
    bundle = Bundle.from_directory(CITY / "services" / service)
    for party in designers:
        act = act_of(Party.objects.get(id=party), clock.today())
        with acting(act):
            live = publish_service(act, service, bundle).live
    return live


@dataclass(frozen=True)
class City:
    """Who lives and works here, and what they do through the pages."""

    parties: Mapping[str, UUID]

    def client(self, role: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(Party.objects.get(id=self.parties[role]), backend=BACKEND)
        return client

    def act(self, role: str) -> Act:
        return act_of(Party.objects.get(id=self.parties[role]), clock.today())

    def appoint(self, role: str, agency: str, office: str) -> None:
        appoint(self.parties[role], agency, office, SINCE)

    def apply(self, role: str, place: str) -> str:
        """Apply for a tree; returns the reference."""
        answer = self.client(role).post(f"/fa/cases/start/{TREE}/", {"key": str(uuid4())})
        found = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])
        assert found
        self.answer(role, found[1], {"place": {"place": place}})
        return found[1]

    def answer(self, role: str, ref: str, pages: Mapping[str, Mapping[str, str]]) -> None:
        client = self.client(role)
        for page, values in pages.items():
            answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
            assert answer.status_code == 302, answer.content.decode()
        assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"

    def decide(self, role: str, ref: str, **fields: object) -> None:
        """Take a case and decide it."""
        client = self.client(role)
        assert client.post(f"/fa/desk/{ref}/take/").status_code == 302
        answer = client.post(f"/fa/desk/{ref}/decide/", fields)
        assert answer.headers.get("Location") == "/fa/desk/", (answer.status_code, answer.content.decode())


def settle_city() -> City:
    """The city over the sample country."""
    parties = {}
    for role, number in NUMBERS.items():
        known = party_by_number(number)
        parties[role] = known.id if known else enrol_party(number, sample=True)
    publish_city()
    for role in OFFICERS:
        appoint(parties[role], COUNCIL, "tree_officer", SINCE)
    for role in COMMISSIONERS:
        appoint(parties[role], COMMISSION, "commissioner", SINCE)
    return City(parties)
