"""A second service goes live in the running house: by two people, without a restart, version by version."""

from __future__ import annotations

import hashlib
import re
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from panjereh.cases.models import Case
from panjereh.catalogue.actions import AloneRefused, FolderRefused, Publication, publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.models import Agency, ServiceVersion
from panjereh.catalogue.queries import ServiceUnknown, live_version, version_of
from panjereh.config.testing.jobs import do_jobs
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.wall import acting

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "tests" / "folders" / "address-history-certificate"
SERVICE = "civil/address-history-certificate"
DESIGNER, PUBLISHER, OFFICER, CITIZEN = "9990000077", "9990000085", "9990000050", "9990000018"
TRUE = {"truth": "yes"}


@pytest.fixture(autouse=True)
def house(settled_country: None) -> None:
    """The sample country with its shipped service, in demonstration mode."""


@pytest.fixture
def history() -> Bundle:
    return Bundle.from_directory(FOLDER)


def changed(bundle: Bundle, file: str, old: str, new: str) -> Bundle:
    text = bundle.text(file)
    assert old in text
    return Bundle.from_files({**bundle.files, file: text.replace(old, new).encode()})


def publish(number: str, bundle: Bundle, *, alone: bool = False, service: str = SERVICE) -> Publication:
    act = act_of_number(number, clock.today())
    with acting(act):
        return publish_service(act, service, bundle, alone=alone)


def go_live(bundle: Bundle) -> Publication:
    publish(DESIGNER, bundle)
    return publish(PUBLISHER, bundle)


def signed_in(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def begin(client: Client) -> str:
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])[1]  # type: ignore[index]


def answered(client: Client, ref: str, page: str, values: dict[str, str]) -> None:
    answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
    assert answer.status_code == 302, answer.content.decode()


def sent(client: Client, ref: str) -> None:
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def row(ref: str) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref)


def letters(client: Client) -> str:
    """All that stands in the letters of an inbox."""
    inbox = client.get("/fa/inbox/").content.decode()
    links = set(re.findall(r'href="(/fa/inbox/[^"]+)"', inbox))
    return inbox + "".join(client.get(link).content.decode() for link in links)


def former(number: int, code: str, since: str, until: str) -> dict[str, str]:
    values = {f"former_{number}_postal_code": code}
    for name, day in (("from", since), ("until", until)):
        parts = zip(("year", "month", "day"), day.split("-"), strict=True)
        values |= {f"former_{number}_{name}-{part}": text for part, text in parts}
    return values


# two people


def test_one_person_proposes_and_another_one_approves(history: Bundle) -> None:
    page = f"/fa/services/{SERVICE}/"
    assert publish(DESIGNER, history) == Publication(1, history.sha256, live=False)
    assert Client(HTTP_HOST="localhost").get(page).status_code == 404
    with pytest.raises(ServiceUnknown):
        live_version(SERVICE)
    assert publish(DESIGNER, history).live is False, "the same person can't approve"
    assert publish(PUBLISHER, history) == Publication(1, history.sha256, live=True)
    told = Client(HTTP_HOST="localhost").get(page)
    assert told.status_code == 200
    assert "گواهی سابقهٔ نشانی" in told.content.decode()
    kept = ServiceVersion.objects.get(service=SERVICE)
    assert (kept.alone, kept.proposed_by == kept.approved_by) == (False, False)


def test_alone_is_for_the_demonstration_only(history: Bundle, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(AloneRefused):
        publish(DESIGNER, history, alone=True)
    assert not ServiceVersion.objects.filter(service=SERVICE).exists()
    settings.DEMO = True  # type: ignore[attr-defined]
    assert publish(DESIGNER, history, alone=True).live
    assert ServiceVersion.objects.get(service=SERVICE).alone


def test_the_database_refuses_one_person_too(history: Bundle) -> None:
    publish(DESIGNER, history)
    proposed = ServiceVersion.objects.get(service=SERVICE)
    proposed.approved_by, proposed.approved_at = proposed.proposed_by, clock.now()
    with pytest.raises(DatabaseError, match="catalogue_two_people"), transaction.atomic():
        proposed.save()


@pytest.mark.parametrize("number", [OFFICER, CITIZEN, "0000000000"])
def test_a_wrong_person_is_refused_and_leaves_nothing(history: Bundle, number: str) -> None:
    with pytest.raises(NotAllowed):
        publish(number, history)
    publish(DESIGNER, history)
    with pytest.raises(NotAllowed):
        publish(number, history)
    assert ServiceVersion.objects.get(service=SERVICE).approved_at is None


def test_a_service_never_moves_to_another_agency(history: Bundle) -> None:
    """A designer of another agency can't take a service over by writing their own agency into it."""
    go_live(history)
    civil = Agency.objects.get(id="civil-registry")
    Agency.objects.create(id="post-company", definition=civil.definition, published_at=clock.now())
    taken = changed(history, "service.yaml", "agency: civil-registry", "agency: post-company")
    with pytest.raises(FolderRefused) as refused:
        publish(DESIGNER, taken)
    assert "agency_moved" in {f.key for f in refused.value.findings}
    assert live_version(SERVICE).service.agency == "civil-registry"


# bytes and versions


def test_the_bytes_and_their_digest_are_in_the_database(history: Bundle) -> None:
    made = go_live(history)
    kept = ServiceVersion.objects.get(service=SERVICE, number=made.number)
    assert bytes(kept.bundle) == history.to_bytes()
    assert bytes(kept.sha256) == hashlib.sha256(bytes(kept.bundle)).digest()
    assert bytes(kept.sha256).hex() == made.sha256
    assert Bundle.from_bytes(bytes(kept.bundle)).files == history.files


def test_nobody_changes_a_published_version(history: Bundle) -> None:
    go_live(history)
    kept = ServiceVersion.objects.get(service=SERVICE)
    for change in ({"bundle": b"x"}, {"number": 9}, {"approved_by": None}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            ServiceVersion.objects.filter(id=kept.id).update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        kept.delete()


def test_the_same_bytes_twice_change_nothing(history: Bundle) -> None:
    made = go_live(history)
    for number in (DESIGNER, PUBLISHER, DESIGNER):
        assert publish(number, Bundle.from_directory(FOLDER)) == made
    assert ServiceVersion.objects.filter(service=SERVICE).count() == 1


def test_a_changed_folder_is_a_proposal_of_its_own(history: Bundle) -> None:
    other = changed(history, "service.yaml", "valid: P3M", "valid: P4M")
    assert publish(DESIGNER, history).number == 1
    assert publish(PUBLISHER, other) == Publication(2, other.sha256, live=False)
    assert publish(DESIGNER, other).live
    assert live_version(SERVICE).number == 2
    assert ServiceVersion.objects.get(service=SERVICE, number=1).approved_at is None


def test_two_who_publish_at_the_same_moment_make_one_version(history: Bundle) -> None:
    made: list[Publication] = []

    def one(number: str) -> None:
        try:
            made.append(publish(number, history))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in (DESIGNER, PUBLISHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.live for each in made) == [False, True]
    assert {each.number for each in made} == {1}


BROKEN = [
    ("process.yaml", "go: refused", "go: refusal", "unknown_target"),
    ("rules/present.csv", "-,moved,2,false", "-,moved,2,true", "table_test_failed"),
    ("examples/cases.yaml", "end: lapsed", "end: closed", "example_differs"),
    (
        "letters/certificate.en.md",
        "known.applicant.father_name",
        "known.applicant.mother_name",
        "unknown_name",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "key"), BROKEN, ids=[b[3] for b in BROKEN])
def test_a_broken_folder_leaves_the_live_version(
    history: Bundle, file: str, old: str, new: str, key: str
) -> None:
    made = go_live(history)
    with pytest.raises(FolderRefused) as refused:
        publish(DESIGNER, changed(history, file, old, new))
    assert key in {f.key for f in refused.value.findings}
    assert live_version(SERVICE).sha256 == made.sha256
    assert ServiceVersion.objects.filter(service=SERVICE).count() == 1


def test_condition_numbers_of_the_live_version_are_kept(history: Bundle) -> None:
    go_live(history)
    text = history.text("service.yaml").replace("  5:\n", "  6:\n")
    made = Bundle.from_files({**history.files, "service.yaml": text.encode()})
    with pytest.raises(FolderRefused) as refused:
        publish(DESIGNER, made)
    assert "condition_lost" in {f.key for f in refused.value.findings}


# people apply


def test_a_citizen_applies_through_it_and_gets_the_document(history: Bundle) -> None:
    go_live(history)
    client = signed_in("maryam")
    assert "گواهی سابقهٔ نشانی" in client.get("/fa/services/?q=آدرس+گذشته").content.decode()
    ref = begin(client)
    answered(client, ref, "purpose", {"purpose": "court"})
    answered(client, ref, "former_count", {"former_count": "one"})
    answered(client, ref, "former_1", former(1, "9174639511", "1389-01-01", "1397-12-29"))
    answered(client, ref, "truth", TRUE)
    sent(client, ref)
    assert (row(ref).stage, row(ref).state["met"]) == ("review", [1, 2, 3, 4])
    officer = signed_in("niloufar")
    officer.post(f"/fa/desk/{ref}/take/")
    assert officer.post(f"/fa/desk/{ref}/decide/", {"choice": "grant"})["Location"] == "/fa/desk/"
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert row(ref).state["facts"] == {"covered_since": "2010-03-21"}
    page = client.get(f"/fa/cases/{ref}/").content.decode()
    (pdf,) = set(re.findall(r"/fa/documents/[0-9a-f-]+\.pdf", page))
    assert client.get(pdf).content.startswith(b"%PDF-")


def test_dates_in_a_letter_are_written_for_people(history: Bundle) -> None:
    text = history.text("letters/granted.fa.md") + "\nتا {{ today }}، از {{ known.residence.since }}.\n"
    go_live(Bundle.from_files({**history.files, "letters/granted.fa.md": text.encode()}))
    client = signed_in("maryam")
    ref = begin(client)
    answered(client, ref, "purpose", {"purpose": "court"})
    answered(client, ref, "former_count", {"former_count": "none"})
    sent(client, ref)
    do_jobs()
    inbox = letters(client)
    assert "۱ اردیبهشت ۱۳۹۸" in inbox
    assert "Date(" not in inbox


def test_a_refusal_tells_the_conditions_with_law_and_cure(history: Bundle) -> None:
    go_live(history)
    client = signed_in("reza")  # the register has no address of his
    ref = begin(client)
    answered(client, ref, "purpose", {"purpose": "court"})
    answered(client, ref, "former_count", {"former_count": "none"})
    sent(client, ref)
    do_jobs()
    assert row(ref).state["unmet"] == [2]
    inbox = letters(client)
    assert "نشانی کنونی متقاضی در پایگاه سکونت ثبت شده است" in inbox
    assert "نخست گواهی سکونت بگیرید" in inbox


def test_rules_see_who_applies_without_asking_a_register(history: Bundle) -> None:
    seen = changed(
        history,
        "process.yaml",
        'when: "answers.former_count = \\"none\\""',
        'when: "answers.former_count = \\"none\\" and applicant.kind = \\"citizen\\"'
        ' and applicant.assurance >= 2"',
    )
    go_live(seen)
    client = signed_in("maryam")
    ref = begin(client)
    answered(client, ref, "purpose", {"purpose": "court"})
    answered(client, ref, "former_count", {"former_count": "none"})
    sent(client, ref)
    assert row(ref).stage == "granted"


def test_running_cases_stay_on_their_version_and_new_ones_take_the_new_one(history: Bundle) -> None:
    go_live(history)
    old_client = signed_in("maryam")
    old = begin(old_client)
    answered(old_client, old, "purpose", {"purpose": "court"})
    form = history.text("form.yaml").replace("          court: {fa: دادگاه, en: A court}\n", "")
    cases = history.text("examples/cases.yaml").replace("purpose: court", "purpose: embassy")
    newer = Bundle.from_files(
        {**history.files, "form.yaml": form.encode(), "examples/cases.yaml": cases.encode()}
    )
    answered(old_client, old, "former_count", {"former_count": "none"})
    sent(old_client, old)
    assert go_live(newer).number == 2
    do_jobs()
    assert version_of(row(old).version_id).number == 1
    assert row(old).state["outcome"] == "granted"
    assert "دادگاه" in old_client.get(f"/fa/cases/{old}/").content.decode()
    new_client = signed_in("zahra")
    new = begin(new_client)
    assert version_of(row(new).version_id).number == 2
    assert "دادگاه" not in new_client.get(f"/fa/cases/{new}/questions/purpose/").content.decode()
    refused = new_client.post(f"/fa/cases/{new}/questions/purpose/", {"purpose": "court"})
    assert refused.status_code == 422


def test_the_old_folder_comes_back_as_a_new_version(history: Bundle) -> None:
    go_live(history)
    go_live(changed(history, "service.yaml", "valid: P3M", "valid: P4M"))
    assert go_live(history) == Publication(3, history.sha256, live=True)
