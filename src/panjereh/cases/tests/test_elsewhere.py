"""A service that is only told about: its folder, its page, and that nobody can begin it here."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from tests.architecture.page_rules import page_faults

from panjereh.cases.models import Case
from panjereh.cases.tests.test_applying import signed_in
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check_service
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.catalogue.queries import live_services, live_version
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

SERVICE = "civil/birth-registration"


def keys(files: dict[str, bytes], live: str = "") -> set[str]:
    context = Context(SERVICE)
    if live:
        context = Context(SERVICE, live=live_version(live).service)
    return {finding.key for finding in check_service(Bundle(files), context)}


def folder() -> dict[str, bytes]:
    return dict(Bundle.from_directory(Path(settings.ROOT) / "services" / SERVICE).files)


def test_it_has_no_other_file_and_no_part_of_an_application() -> None:
    files = folder()
    assert "elsewhere_alone" in keys({**files, "form.yaml": b"pages: []\n"})
    with_fee = files["service.yaml"] + b"fee: {table: fee, law: service_25}\n"
    assert "elsewhere_part" in keys({"service.yaml": with_fee})


def test_the_word_alone_does_not_open_the_door() -> None:
    text = b"title: {fa: a, en: b}\nsummary: |\n  x\nelsewhere: 1\n"
    service, findings = load_service(Bundle({"service.yaml": text}), Context(SERVICE))
    assert service is None
    assert findings


@pytest.mark.usefixtures("country")
def test_its_page_says_how_and_offers_no_start() -> None:
    client = signed_in("maryam")
    for language, words in (("en", "What you bring"), ("fa", "شناسنامهٔ نوزاد")):
        html = client.get(f"/{language}/services/{SERVICE}/").content.decode()
        assert page_faults(html, language) == []
        assert words in html
        assert f"/cases/start/{SERVICE}/" not in html
    started = client.post(f"/en/cases/start/{SERVICE}/", {"key": str(uuid4())})
    assert started["Location"].endswith(f"/services/{SERVICE}/")
    with acting(machine_act("test")):
        assert not Case.objects.filter(service=SERVICE).exists()


@pytest.mark.usefixtures("country")
def test_a_service_with_cases_does_not_become_one_that_is_only_told_about() -> None:
    assert "elsewhere_after" in keys(folder(), live="civil/residence-certificate")


@pytest.mark.usefixtures("country")
def test_the_sample_country_has_twelve_services_for_every_event_of_life() -> None:
    found = live_services()
    assert len(found) >= 12
    assert sum(live.service.elsewhere is None for live in found) >= 5
    events = {event for live in found for event in live.service.life_events}
    assert {"birth", "study", "work", "marriage", "moving_house", "start_a_business"} <= events
    assert {"retirement", "bereavement"} <= events
