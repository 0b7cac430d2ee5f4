"""What tests of appeals and measures share: cases that are decided, and what stands in the database."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from tests.architecture.city_world import City

from panjereh.cases.models import Case, CaseEvent
from panjereh.catalogue.queries import version_of
from panjereh.config.testing.jobs import do_jobs
from panjereh.documents.models import Document
from panjereh.flow import replay
from panjereh.flow.rows import write_state
from panjereh.flow.state import Event
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import acting, present
from panjereh.registries.models import Record

PLACE = "روبه‌روی خانه"


def row(ref: str) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref)


def kinds(ref: str) -> list[str]:
    with acting(machine_act("test")):
        return list(CaseEvent.objects.filter(case__ref=ref).order_by("seq").values_list("kind", flat=True))


def replayed(ref: str) -> dict[str, Any]:
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        events = CaseEvent.objects.filter(case_id=case.id).order_by("seq")
        history = [(Event(e.kind, e.stage, e.data, e.seen_by), e.at) for e in events]
        assert [e.seq for e in events] == list(range(1, len(events) + 1))
        return write_state(replay(version_of(case.version_id).version, history))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def refused(city: City) -> str:
    ref = city.apply("applicant", PLACE)
    city.decide("officer", ref, choice="refuse", conditions=["1"])
    do_jobs()
    return ref


def granted(city: City) -> str:
    ref = city.apply("applicant", PLACE)
    city.decide("officer", ref, choice="grant")
    do_jobs()
    assert row(ref).state["given"] == "valid"
    return ref


def appealed(city: City, ref: str) -> str:
    """Begin the appeal and send it; returns its reference."""
    client = city.client("applicant")
    begun = re.fullmatch(r"/fa/cases/(\w+)/next/", client.post(f"/fa/cases/{ref}/appeal/")["Location"])
    assert begun
    city.answer("applicant", begun[1], {"why": {"why": "درخت راه را نمی‌بندد"}})
    return begun[1]


def hear(city: City, appeal: str, choice: str, note: str = "") -> None:
    conditions = ["1"] if choice == "refuse" else []
    city.decide("commissioner", appeal, choice=choice, conditions=conditions, note=note)
    do_jobs()


def take(city: City, role: str, ref: str, **fields: Any) -> Any:
    fields = {"reason": "درخت جای دیگری است", "number": row(ref).receipt, **fields}
    return city.client(role).post(f"/fa/given/{ref}/", fields)


def code(ref: str) -> str:
    with acting(machine_act("test")):
        document = Document.objects.get(case_ref=ref)
        facts = safe_of(document.holder).open(f"documents_document:facts:{document.id}", document.facts)
        return str(facts["code"])


def entries(ref: str) -> list[tuple[str, bool]]:
    """What the register says and said of a permit: status, and whether it says so still."""
    with acting(machine_act("test")):
        present("entering", "tree_permits")
        found = []
        for record in Record.objects.filter(register="tree_permits").order_by("recorded_at", "valid_from"):
            if f"case:{ref}:" in record.source:
                data = safe_of(record.subject).open(f"registries_record:sealed:{record.id}", record.sealed)
                found.append((data["status"], record.superseded_at is None))
        return found
