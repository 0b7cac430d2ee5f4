"""The query ledger: how many SQL statements each page, call and job takes, written down in `queries.csv`.

A number that changes fails here with the difference. When it is meant: `make test ARGS=--renew-ledger`,
and say in the commit why it takes more or less.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from procrastinate.contrib.django import app
from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import send
from tests.architecture.city_world import CITY, COUNCIL, TREE
from tests.architecture.counting import Count, counted, keep_sessions_quiet
from tests.architecture.inhabitants import (
    RESIDENCE,
    Inhabitants,
    certificate,
    waiting_case,
)
from tests.architecture.test_rights import cells_of

from panjereh.access.actions import open_reading
from panjereh.cases import actions as cases
from panjereh.cases.models import Case
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.documents.actions import IssueOrder, issue
from panjereh.identity.queries import staff_of
from panjereh.kernel import clock
from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.keys import blind
from panjereh.kernel.wall import acting
from panjereh.money.models import Refund
from panjereh.notices.actions import tell

LEDGER = Path(__file__).with_name("queries.csv")
HEAD = ("what", "as", "object", *Count._fields)
TESTED_AS = ("anonymous", "applicant")
# Pages of staff, as the first of these for whom there is something to see.
STAFF = ("officer", "outsider", "colleague")
FOR_STAFF = ("/fa/desk/", "/fa/given/")
RENEW = "it is meant: make test ARGS=--renew-ledger"

Line = tuple[str, str, str, Count]


@pytest.fixture(scope="module")
def world(country_of_two_agencies: Inhabitants) -> Inhabitants:
    keep_sessions_quiet(country_of_two_agencies)
    return country_of_two_agencies


def chosen(world: Inhabitants, address: Address, method: str, role: str) -> str | None:
    """The object with which this role is answered best: with a page if it can be, else with a redirect."""
    for good in (("200", "201"), ("302",)):
        for name in names_of(world.things, address.kind):
            (cells,) = cells_of(address, name, method)
            if cells[role] in good:
                return name
    return None


def pages(world: Inhabitants) -> Iterator[Line]:
    for address in all_addresses():
        for method in ("GET", "POST"):
            of_staff = address.shown.startswith(FOR_STAFF)
            for role in STAFF if of_staff else TESTED_AS:
                name = chosen(world, address, method, role)
                if name is not None:
                    thing = world.things.get((address.kind, name), "")
                    count = counted(partial(send, world, role, method, address, thing))
                    yield f"{method} {address.shown}", role, name, count
                    if of_staff:
                        break


def ways(world: Inhabitants) -> Iterator[Line]:
    """All requests of an applicant from the start to the receipt, added up."""
    yield "way to a certificate at once", "other", "-", counted(partial(certificate, world, "other"))
    yield "way to an officer", "applicant", "-", counted(partial(waiting_case, world, "applicant"))


def jobs(world: Inhabitants) -> Iterator[Line]:
    finishing = str(id_of(certificate(world, "other")))
    done = str(id_of(world.things["case", "granted"]))
    paid = world.things["payment", "own"]
    with acting(machine_act("test")):
        refund = str(Refund.objects.get(payment_id=paid).id)
    appeal = str(id_of(world.things["case", "appeal"]))
    wanted: dict[str, list[tuple[str, dict[str, object]]]] = {
        "cases.appeal_over": [("appeal", {"case": appeal})],
        "cases.effects": [("finishing", {"case": finishing}), ("granted", {"case": done})],
        "cases.fetch": [("granted", {"case": done, "known": "residence", "attempt": 1})],
        "cases.limits": [("-", {"timestamp": 0})],
        "cases.paid": [("own", {"payment": paid, "source": "", "amount": 1})],
        "identity.housekeeping": [("-", {"timestamp": 0})],
        "kernel.housekeeping": [("-", {"timestamp": 0})],
        "money.look": [("own", {"payment": paid})],
        "money.refund": [("own", {"refund": refund})],
        "money.sweep": [("-", {"timestamp": 0})],
        "notices.carry": [("own", {"notice": world.things["notice", "own"]})],
        "notices.security": [
            ("-", {"party": str(world.parties["other"]), "what": "recovered", "event": "x"})
        ],
        "notices.recovery": [
            ("known", {"index": blind("number", "9990000018").hex(), "event": "y"}),
            ("missing", {"index": "00" * 16, "event": "z"}),
        ],
    }
    # `config.resume_jobs` asks through the queue's own connections, which are not counted here.
    ours = {name for name in app.tasks if not name.startswith(("builtin", "procrastinate", "config."))}
    assert ours == set(wanted), "say here with what each job is counted"
    for job, calls in wanted.items():
        for name, arguments in calls:
            yield f"job {job}", "machine", name, counted(partial(app.tasks[job], **arguments))


def id_of(ref: str) -> UUID:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref).id


def written(lines: list[Line]) -> str:
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(HEAD)
    sheet.writerows([what, role, name, *count] for what, role, name, count in lines)
    return text.getvalue()


def test_the_ledger_holds(world: Inhabitants, request: pytest.FixtureRequest) -> None:
    now = written([*pages(world), *ways(world), *jobs(world)])
    if request.config.getoption("--renew-ledger"):
        LEDGER.write_text(now, encoding="utf-8")
    then = LEDGER.read_text(encoding="utf-8") if LEDGER.exists() else ""
    changed = list(
        difflib.unified_diff(then.splitlines(), now.splitlines(), "ledger", "now", n=0, lineterm="")
    )
    assert not changed, "\n".join([*changed, f"Take fewer statements, or, when {RENEW}"])


# A list takes the same number of statements with one row and with ten.


def more_cases(world: Inhabitants, role: str) -> None:
    act = world.act(role)
    with acting(act):
        cases.open_application(act, RESIDENCE, key=uuid4())


def more_waiting(world: Inhabitants, role: str) -> None:
    """Another application for the city's officer."""
    act = world.act("other")
    with acting(act):
        ref = cases.open_application(act, TREE, key=uuid4())
        cases.save_page(act, ref, "place", values={"place": "x"}, raw={"place": ["x"]})
        cases.submit_application(act, ref)


def more_notices(world: Inhabitants, role: str) -> None:
    words = {"fa": "پیام", "en": "Message"}
    with acting(machine_act("test")):
        tell(world.parties[role], title=words, body=words, source=f"test:{uuid4()}")


def more_reads(world: Inhabitants, role: str) -> None:
    with acting(machine_act("test")) as act:
        open_reading(
            act, source="population", index=uuid4().bytes, fields=["name"], ground="g", purpose="p",
            subject=world.parties[role],
        )  # fmt: skip


def more_documents(world: Inhabitants, role: str) -> None:
    words = {"fa": "گواهی", "en": "Certificate"}
    with acting(machine_act("test")):
        issue(
            IssueOrder(
                source=f"test:{uuid4()}", holder=world.parties[role], holder_name="", case_ref="X",
                receipt="1405-0000001-1", service=RESIDENCE, agency=COUNCIL, agency_name="x",
                layout="certificate", title=words, language="fa", blocks=[], law=[],
                valid_until=date(2100, 1, 1), sample=True,
            )
        )  # fmt: skip


def more_services(world: Inhabitants, role: str) -> None:
    bundle = Bundle.from_directory(CITY / "services" / TREE)
    name = f"city/tree-{uuid4().hex[:8]}"
    for party in staff_of(COUNCIL, "service_designer", clock.today()):
        act = Act(human=party, principal=party, roles={COUNCIL: frozenset({"service_designer"})})
        with acting(act):
            live = publish_service(act, name, bundle).live
    assert live


LISTS: dict[str, tuple[str, str, Callable[[Inhabitants, str], None]]] = {
    "my cases": ("/fa/cases/", "applicant", more_cases),
    "my documents": ("/fa/cases/", "applicant", more_documents),
    "the queue": ("/fa/desk/", "outsider", more_waiting),
    "the inbox": ("/fa/inbox/", "applicant", more_notices),
    "who looked": ("/fa/who-looked/", "applicant", more_reads),
    "the services": ("/fa/services/", "anonymous", more_services),
}


@pytest.mark.parametrize("name", LISTS)
def test_ten_rows_take_as_many_statements_as_one(name: str, world: Inhabitants) -> None:
    path, role, grow = LISTS[name]
    client = world.client(role)

    def show() -> str:
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    def grown_by(rows: int) -> tuple[Count, int]:
        for _ in range(rows):
            grow(world, role)
        page = show()
        return counted(show), len(page)

    few, many = grown_by(1), grown_by(9)
    assert few[0] == many[0]
    assert many[1] > few[1], "the rows are not on the page"
