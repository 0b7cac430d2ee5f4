from __future__ import annotations

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@override_settings(DEMO=True, METRICS_TOKEN="")
def test_a_demo_shows_its_figures_by_route_and_without_addresses(client: Client) -> None:
    client.get("/fa/")
    client.get("/fa/cases/SECRET-REF/")
    text = client.get("/metrics").content.decode()
    assert 'panjereh_answers_total{method="GET",route="fa/",status="200"}' in text
    assert "panjereh_answer_seconds_bucket" in text
    assert "SECRET" not in text


@override_settings(DEMO=False, METRICS_TOKEN="long-token")
@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer long-token", 200),
        ("Bearer wrong", 404),
        ("long-token", 404),
        ("Bearer توکن", 404),
        (None, 404),
    ],
)
def test_elsewhere_only_the_bearer_of_the_token_sees_them(
    client: Client, header: str | None, status: int
) -> None:
    headers = {"Authorization": header} if header else {}
    assert client.get("/metrics", headers=headers).status_code == status


@override_settings(DEMO=False, METRICS_TOKEN="")
def test_without_a_token_the_page_is_not_there(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@override_settings(DEMO=True, METRICS_TOKEN="")
def test_jobs_and_payments_are_counted_with_one_query_each(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from procrastinate.contrib.django import app

    app.configure_task("unknown:task", allow_unknown=True).defer(number=1)
    with django_assert_num_queries(3 + 3):  # the wall: a savepoint, who acts, and its release
        text = client.get("/metrics").content.decode()
    assert 'panjereh_jobs{status="todo"} 1.0' in text


def test_unusual_methods_do_not_make_new_series(client: Client) -> None:
    with override_settings(DEMO=True, METRICS_TOKEN=""):
        client.generic("SECRETMETHOD", "/fa/")
        assert "SECRETMETHOD" not in client.get("/metrics").content.decode()
