"""Error pages stand when nothing else does."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from tests.architecture.page_rules import page_faults

from panjereh.kernel.ui import errors

Asked = Callable[[str], HttpRequest]
PAGES: list[tuple[Callable[[HttpRequest], HttpResponse], int]] = [
    (errors.handler400, 400),
    (errors.handler403, 403),
    (errors.csrf_failure, 403),
    (errors.handler404, 404),
    (errors.gone, 410),
    (lambda request: errors.too_large(request, 8 * 2**20), 413),
    (errors.too_many, 429),
    (errors.handler500, 500),
    (errors.unavailable, 503),
]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("page", "status"), PAGES)
def test_each_page_keeps_the_rules(
    asked: Asked, page: Callable[[HttpRequest], HttpResponse], status: int, language: str
) -> None:
    answer = page(asked(f"/{language}/somewhere/"))
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    html = answer.content.decode()
    assert page_faults(html, language) == []
    assert f'href="/{language}/"' in html
    assert len(answer.content) < 4_000


def test_no_two_pages_say_the_same(asked: Asked) -> None:
    titles = [re.findall("<h1>(.+)</h1>", page(asked("/fa/")).content.decode()) for page, _ in PAGES]
    assert len({title[0] for title in titles}) == len(PAGES)


@pytest.mark.parametrize(
    ("path", "language"), [("/en/x", "en"), ("/fa/x", "fa"), ("/x", "fa"), ("/english", "fa")]
)
def test_the_address_decides_the_language(asked: Asked, path: str, language: str) -> None:
    assert f'<html lang="{language}"' in errors.handler404(asked(path)).content.decode()


def test_a_fault_has_the_same_number_on_the_page_and_in_the_log(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            raise RuntimeError("broken on purpose")
        except RuntimeError:
            html = errors.handler500(asked("/en/cases/")).content.decode()
    number = re.search(r'<bdi dir="ltr">([2-9A-Z]{4}-[2-9A-Z]{4})</bdi>', html)
    assert number is not None
    assert number.group(1) in caplog.text
    assert "broken on purpose" in caplog.text
    assert "broken on purpose" not in html
    assert "Your data is safe" in html
    assert re.search(r"\d{1,2} \w+ \d{4}, \d\d:\d\d", html)


def test_reference_numbers_differ_and_avoid_letters_that_look_alike() -> None:
    drawn = {errors.new_reference() for _ in range(200)}
    assert len(drawn) == 200
    assert not set("".join(drawn)) & set("01OI")


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [(1, "Wait one minute"), (60, "Wait one minute"), (61, "Wait 2 minutes"), (900, "Wait 15 minutes")],
)
def test_the_wait_is_said_in_full_minutes(asked: Asked, seconds: int, sentence: str) -> None:
    answer = errors.too_many(asked("/en/"), seconds)
    assert answer["Retry-After"] == str(seconds)
    assert sentence in answer.content.decode()


def test_a_missing_list_of_static_files_does_not_hide_the_page(asked: Asked) -> None:
    storage = f"{ManifestStaticFilesStorage.__module__}.{ManifestStaticFilesStorage.__qualname__}"
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": storage}}, STATIC_ROOT="/nowhere", DEBUG=False
    ):
        html = errors.handler500(asked("/fa/")).content.decode()
    assert '/static/ui/ui.css"' in html


def test_a_person_is_not_asked_for(asked: Asked) -> None:
    request = asked("/fa/")
    assert not hasattr(request, "user")
    assert not hasattr(request, "session")
    assert errors.handler404(request).status_code == 404
