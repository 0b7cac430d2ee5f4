"""What every page knows about itself, and the frame round it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import override_settings
from django.utils import translation
from tests.architecture.page_rules import page_faults

from panjereh.kernel.ui.page import page_context, path_in_other_language

PAGE = (
    '{% extends "ui/base.html" %}{% block title %}T{% endblock %}{% block main %}<h1>T</h1>BODY{% endblock %}'
)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/fa/ui/", "/en/ui/"),
        ("/en/cases/P-1/?page=2&q=%D9%86", "/fa/cases/P-1/?page=2&q=%D9%86"),
        ("/fa/نان/", "/en/%D9%86%D8%A7%D9%86/"),
        ("/fa/", "/en/"),
        ("/en", "/fa/"),
        ("/api/v1/", "/en/"),
        ("/farsi/x", "/en/"),
        ("/", "/en/"),
    ],
)
def test_the_switch_keeps_the_page(asked: Callable[[str], HttpRequest], path: str, other: str) -> None:
    with translation.override("fa"):
        assert path_in_other_language(asked(path)) == other


def test_switching_twice_comes_back(asked: Callable[[str], HttpRequest]) -> None:
    there = path_in_other_language(asked("/fa/ui/?a=1&a=2"))
    assert path_in_other_language(asked(there)) == "/fa/ui/?a=1&a=2"


def test_the_demonstration_says_so(asked: Callable[[str], HttpRequest]) -> None:
    for demo in (True, False):
        with override_settings(DEMO=demo):
            assert page_context(asked("/fa/"))["demo"] is demo


@pytest.fixture
def framed(render: Callable[..., str]) -> Callable[..., str]:
    def whole(source: str = PAGE, language: str = "en", **context: object) -> str:
        return render(language=language, source=source, **context)

    return whole


def test_a_stranger_sees_the_way_in(framed: Callable[..., str]) -> None:
    html = framed()
    assert "/en/identity/sign_in/" in html
    assert "/en/documents/verify/" in html
    assert "/en/cases/mine/" not in html
    assert "Demonstration" not in html
    assert page_faults(html, "en") == []


def test_a_person_sees_their_places_and_leaves_by_post(framed: Callable[..., str]) -> None:
    html = framed(person=SimpleNamespace(name="<Maryam>"), unread=3, here="inbox", csrf_input="KEY")
    for place in ("portal/services", "cases/mine", "notices/inbox", "access/mine"):
        assert f"/en/{place}/" in html
    assert '<form method="post" action="/en/identity/sign_out/">KEY<button' in html
    assert "<bdi>&lt;Maryam&gt;</bdi>" in html
    assert '<a class="place" href="/en/notices/inbox/" aria-current="page">Inbox<span class="count">3' in html
    assert html.count('aria-current="page"') == 1
    assert "/en/cases/queue/" not in html


def test_an_officer_sees_the_queue(framed: Callable[..., str]) -> None:
    assert "/en/cases/queue/" in framed(person=SimpleNamespace(name="x"), officer=True)


def test_the_banner_names_whom_one_acts_for(framed: Callable[..., str]) -> None:
    html = framed(acting_for="Aftab & Co", acting_for_url="/en/mandates/")
    assert "Acting for <b><bdi>Aftab &amp; Co</bdi></b>" in html
    assert 'href="/en/mandates/"' in html
    assert "Acting for" not in framed()


def test_the_title_tells_of_errors(framed: Callable[..., str]) -> None:
    assert "<title>T · Panjereh</title>" in framed(errors=[])
    assert "<title>Error: T · Panjereh</title>" in framed(errors=[("a", "Write a")])


def test_the_footer_reports_this_page(
    framed: Callable[..., str], asked: Callable[[str], HttpRequest]
) -> None:
    assert "/en/portal/report/?page=/en/a%20b/" in framed(request=asked("/en/a b/"))


def test_the_main_block_is_drawn_once_with_and_without_an_aside(framed: Callable[..., str]) -> None:
    assert framed().count("BODY") == 1
    assert 'class="cols"' not in framed()
    beside = framed(PAGE + "{% block aside %}<p>SIDE</p>{% endblock %}")
    assert beside.count("BODY") == beside.count("SIDE") == 1
    assert 'class="cols"' in beside
    assert page_faults(beside, "en") == []


def test_the_components_are_at_hand_in_every_block(framed: Callable[..., str]) -> None:
    assert '<span class="tag">x</span>' in framed(PAGE.replace("BODY", '{{ ui.tag("x") }}'))


def test_the_session_warning_needs_both_its_facts(framed: Callable[..., str]) -> None:
    assert "<dialog" not in framed(session_seconds=600)
    assert 'data-seconds="600" data-stay="/en/stay/"' in framed(session_seconds=600, stay_url="/en/stay/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_full_frame_keeps_the_rules(framed: Callable[..., str], language: str) -> None:
    html = framed(
        PAGE.replace(">T<", '>{{ _("Home") }}<').replace("%}T{%", '%}{{ _("Home") }}{%').replace("BODY", ""),
        language,
        person=SimpleNamespace(name="Maryam مریم"),
        officer=True,
        unread=12,
        demo=True,
        acting_for="شرکت Aftab",
        acting_for_url="/",
        path_other="/",
        session_seconds=9,
        stay_url="/",
        sheet="۱۲" if language == "fa" else "12",
    )
    assert page_faults(html, language) == []
