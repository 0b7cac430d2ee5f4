"""Services by the events of life that they are for."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("country")


def test_the_first_page_leads_to_the_services_of_an_event(client: Client) -> None:
    assert "/en/services/?event=moving_house" in client.get("/en/").content.decode()
    page = client.get("/en/services/?event=moving_house").content.decode()
    assert "Residence certificate" in page
    assert "Moving house" in page


def test_an_event_without_a_service_is_not_offered(client: Client) -> None:
    assert "event=bereavement" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("event", ["bereavement", "no_such_event", "x" * 5000, "'; --"])
def test_an_event_that_nothing_is_for_shows_all_services(client: Client, event: str) -> None:
    page = client.get("/en/services/", {"event": event})
    assert page.status_code == 200
    assert "Residence certificate" in page.content.decode()
