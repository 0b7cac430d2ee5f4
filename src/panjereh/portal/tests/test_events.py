"""Services by the events of life that they are for."""

from __future__ import annotations

import pytest
from django.test import Client

from panjereh.catalogue.models import LifeEvent
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")


def test_the_first_page_leads_to_the_services_of_an_event(client: Client) -> None:
    assert "/en/services/?event=moving_house" in client.get("/en/").content.decode()
    page = client.get("/en/services/?event=moving_house").content.decode()
    assert "Residence certificate" in page
    assert "Moving house" in page


@pytest.fixture
def lonely(country: None) -> None:
    """An event of life that no service is for."""
    with acting(machine_act("test")):
        LifeEvent.objects.create(id="emigration", title={"fa": "مهاجرت", "en": "Emigrating"})


@pytest.mark.usefixtures("lonely")
def test_an_event_without_a_service_is_not_offered(client: Client) -> None:
    assert "event=emigration" not in client.get("/en/").content.decode()


@pytest.mark.usefixtures("lonely")
@pytest.mark.parametrize("event", ["emigration", "no_such_event", "x" * 5000, "'; --"])
def test_an_event_that_nothing_is_for_shows_all_services(client: Client, event: str) -> None:
    page = client.get("/en/services/", {"event": event})
    assert page.status_code == 200
    assert "Residence certificate" in page.content.decode()
