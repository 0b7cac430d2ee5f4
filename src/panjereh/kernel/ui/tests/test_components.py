"""Each component, asked for as a page does, and all of them together on the style guide."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from tests.architecture.page_rules import page_faults

from panjereh.kernel.ui.stylesheet import FOLDER, bundle
from panjereh.kernel.ui.views import guide_context

Render = Callable[..., str]
PAGE = (
    '{{% extends "ui/base.html" %}}{{% block title %}}T{{% endblock %}}'
    "{{% block main %}}<h1>T</h1>{}{{% endblock %}}"
)


@pytest.fixture
def part(render: Render) -> Render:
    """A component in an English page that keeps all rules, without the spare white space."""

    def rendered(source: str, language: str = "en", **context: object) -> str:
        if language == "en":
            assert page_faults(render(source=PAGE.format(source), language="en", **context), "en") == []
        return re.sub(r"\s+", " ", render(source=source, language=language, **context))

    return rendered


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_style_guide_keeps_the_rules(render: Render, language: str) -> None:
    assert page_faults(render("ui/guide.html", language, **guide_context()), language) == []


def test_the_style_guide_shows_every_component(render: Render) -> None:
    door = (FOLDER.parents[1] / "jinja2/ui/components.html").read_text(encoding="utf-8")
    folder = FOLDER.parents[1] / "jinja2/ui"
    pages = [folder / "guide.html", folder / "base.html", *(folder / "guide").glob("*.html")]
    shown = "".join(page.read_text(encoding="utf-8") for page in pages)
    inside = "".join(page.read_text(encoding="utf-8") for page in folder.glob("*.html"))
    for name in re.findall(r"{% set (\w+) =", door):
        assert f"ui.{name}(" in shown or f"{name}(" in inside.replace(f"macro {name}(", ""), name


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_weight_stays_within_the_budget(render: Render, language: str) -> None:
    parts = [
        render("ui/guide.html", language, **guide_context()),
        bundle(),
        (FOLDER / "ui.js").read_text("utf-8"),
    ]
    assert sum(len(gzip.compress(text.encode())) for text in parts) < 20_000


def test_a_table_of_25_rows_stays_light(render: Render) -> None:
    rows = [
        [f"P-{n}", "A name of usual length", "In review", "26 November 2026", "4,500,000"] for n in range(25)
    ]
    source = '{{ ui.data_table("T", columns, rows) }}'
    columns = [{"label": "Case"}, {"label": "Who"}, {"label": "State"}, {"label": "Due"}, {"label": "Fee"}]
    assert len(render(source=PAGE.format(source), language="en", columns=columns, rows=rows)) < 40_000


def test_the_guide_answers_at_its_address(asked: Callable[[str], HttpRequest]) -> None:
    from django.urls import resolve, reverse
    from django.utils import translation

    for language in ("fa", "en"):
        with translation.override(language):
            assert reverse("ui:guide") == f"/{language}/ui/"
            assert resolve(f"/{language}/ui/").view_name == "ui:guide"


# Questions


def test_one_error_and_several_have_their_own_heading(part: Render) -> None:
    source = '<p id="a">x</p>{{ ui.error_summary(errors) }}'
    assert "Fix one problem" in part(source, errors=[("a", "Write a")])
    assert "Fix 2 problems" in part(source, errors=[("a", "Write a"), ("a", "Write b")])
    assert "۲ خطا را درست کنید" in part(source, "fa", errors=[("a", "x"), ("a", "y")])
    assert "errors-title" not in part(source, errors=[])


@pytest.mark.parametrize(
    "control",
    [
        "text_input", "digits_input", "money_input", "text_area", "file_input",
        "select", "radios", "checkboxes", "yes_no", "date_input",
    ],
)  # fmt: skip
def test_an_error_links_to_its_control_and_is_told_with_it(part: Render, control: str) -> None:
    options = (
        ', options=[("1", "One"), ("2", "Two")]' if control in ("select", "radios", "checkboxes") else ""
    )
    source = (
        '{{ ui.error_summary([("field", "Write it")]) }}'
        f'{{{{ ui.{control}("field", "Label", hint="Hint", error="Write it", optional=true{options}) }}}}'
    )
    html = part(source)
    control_tag = re.search(r'<(?:input|select|textarea)[^>]*id="field"[^>]*>', html)
    assert control_tag is not None
    described = re.search(r'aria-describedby="field-hint field-error', html)
    assert described is not None
    assert html.count("Write it") == 2
    assert html.index("Hint") < html.rindex("Write it") < html.index(control_tag.group())
    assert "(optional)" in html


def test_the_question_may_be_the_heading(render: Render) -> None:
    for source in ('ui.text_input("a", "Name", heading=true)', 'ui.yes_no("a", "Name", heading=true)'):
        html = render(source=PAGE.format("{{ " + source + " }}").replace("<h1>T</h1>", ""), language="en")
        assert page_faults(html, "en") == []
        assert re.search(r"<h1>(<label[^>]*>)?Name", html)


def test_what_was_typed_is_kept_and_escaped(part: Render) -> None:
    html = part('{{ ui.text_input("a", "A", typed) }}{{ ui.text_area("b", "B", typed) }}', typed='"><i>')
    assert html.count("&#34;&gt;&lt;i&gt;") == 2


def test_digits_read_from_left_to_right_in_a_persian_page(part: Render) -> None:
    html = part('{{ ui.digits_input("a", "کد", length=10) }}{{ ui.text_input("b", "نام") }}', "fa")
    assert 'class="w10" dir="ltr" inputmode="numeric"' in html
    assert 'dir="auto"' in html


def test_mail_and_addresses_read_from_left_to_right(part: Render) -> None:
    assert 'type="email" value="" dir="ltr"' in part('{{ ui.text_input("a", "A", kind="email") }}')


def test_chosen_options_are_marked(part: Render) -> None:
    options = [("1", "One"), (2, "Two", "More about two")]
    radios = part('{{ ui.radios("a", "A", options, 2) }}', options=options)
    assert re.findall(r'value="(\d)" checked', radios) == ["2"]
    assert 'aria-describedby="a-2-about"' in radios
    boxes = part('{{ ui.checkboxes("a", "A", options, ["1", 2]) }}', options=options)
    assert re.findall(r'value="(\d)" checked', boxes) == ["1", "2"]
    chosen = part('{{ ui.select("a", "A", options, "1") }}', options=[("1", "One"), ("2", "Two")])
    assert re.findall(r'value="(\d)" selected', chosen) == ["1"]


@pytest.mark.parametrize(
    ("value", "checked"), [(True, ["yes"]), (False, ["no"]), ("no", ["no"]), (None, []), ("", [])]
)
def test_yes_and_no_take_what_is_known(part: Render, value: object, checked: list[str]) -> None:
    html = part('{{ ui.yes_no("a", "A", value) }}', value=value)
    assert re.findall(r'value="(yes|no)" checked', html) == checked


def test_a_date_is_asked_in_the_calendar_of_the_page(part: Render) -> None:
    typed = {"day": "5", "month": "9", "year": "1405"}
    persian = part('{{ ui.date_input("a", "روز", typed) }}', "fa", typed=typed)
    assert '<option value="9" selected>آذر</option>' in persian
    english = part('{{ ui.date_input("a", "Day") }}')
    assert "November" in english


def test_files_say_their_state_and_can_be_removed(part: Render) -> None:
    files = [{"id": "7", "name": "a<b.pdf", "size": "1 MB", "state": "Checked", "kind": "ok"}]
    html = part('{{ ui.file_input("a", "A", files=files, max_mb=2, optional=true) }}', files=files)
    assert 'name="a-remove" value="7"' in html
    assert 'name="a-remove"' not in part('{{ ui.file_input("a", "A", files=files) }}', files=files)
    assert "a&lt;b.pdf" in html
    assert "up to 2 MB" in html


def test_a_limit_is_told_before_anything_is_typed(part: Render) -> None:
    assert "Up to 1,000 characters" in part('{{ ui.text_area("a", "A", limit=1000) }}')


# Small parts


def test_buttons_are_buttons_and_links_are_links(part: Render) -> None:
    assert part('{{ ui.button("Go") }}').strip() == '<button class="btn">Go</button>'
    assert '<button class="btn danger" name="a" value="b">' in part(
        '{{ ui.button("Go", "danger", "a", "b") }}'
    )
    assert '<a class="btn second" href="/x">' in part('{{ ui.button_link("Go", "/x", "second") }}')


def test_a_button_that_posts_carries_its_key_and_fields(part: Render) -> None:
    html = part('{{ ui.post_button("/x", "Go", key, fields={"a": "<1>"}) }}', key="KEY")
    assert '<form method="post" action="/x">KEY<input type="hidden" name="a" value="&lt;1&gt;">' in html


def test_notes_hold_a_body(part: Render) -> None:
    html = part('{% call ui.note("Look") %}<p>Body</p>{% endcall %}{{ ui.success("Done", "Text") }}')
    assert '<div class="note tight attention"><b>Look</b> <p>Body</p></div>' in html
    assert '<div class="note tight success"><b>Done</b><p>Text</p> </div>' in html


def test_a_reference_can_be_copied_only_where_scripts_run(part: Render) -> None:
    assert 'data-copy="P-1" data-copied="Copied" hidden>Copy</button>' in part('{{ ui.reference("P-1") }}')


def test_a_drawn_code_stands_as_text_too(part: Render) -> None:
    html = part("{{ ui.qr_code(qr, code) }}", **guide_context())
    assert '<bdi class="number" dir="ltr">7K2M-QF4T-9XWD</bdi>' in html
    assert re.search(r'role="img" aria-label="[^"]+"><svg[^>]+viewBox', html)


# What is known, and how a case stands


def test_links_of_a_row_name_the_row(part: Render) -> None:
    rows = [{"label": "Name", "value": "x", "change": "/c"}, {"label": "Fee", "value": 0}]
    html = part("{{ ui.summary_list(rows) }}", rows=rows)
    assert 'Change<span class="unseen"> Name</span>' in html
    assert html.count("<a ") == 1
    known = part(
        '{{ ui.prefilled([{"label": "Name", "value": "x", "source": "Register", "date": "today", '
        '"inquiry": "I-1", "wrong": "/w"}]) }}'
    )
    assert 'Not right?<span class="unseen"> Name</span>' in known
    assert '<bdi dir="ltr">I-1</bdi>' in known


def test_a_table_repeats_its_labels_and_tells_its_order(part: Render) -> None:
    html = part(
        '{{ ui.data_table("All", [{"label": "Case", "sort": "/s", "sorted": "descending"}, '
        '{"label": "Fee", "figure": true}], [["P<1", ui.tag("x")]]) }}'
    )
    assert 'aria-sort="descending"' in html
    assert '<th scope="row" role="rowheader" data-label="Case"><span>P&lt;1</span></th>' in html
    assert (
        '<td role="cell" data-label="Fee" class="figure"><span><span class="tag">x</span></span></td>' in html
    )


def test_pages_of_a_list_lead_both_ways(part: Render) -> None:
    assert 'rel="next"' not in part('{{ ui.pagination(("1 to 25", "?page=1")) }}')
    assert 'rel="prev"' not in part('{{ ui.pagination(next=("26 to 50", "?page=2")) }}')


def test_a_filter_is_a_get_form_that_says_how_much_it_found(part: Render) -> None:
    html = part('{% call ui.filter_bar("3 found", clear="/x") %}{{ ui.text_input("q", "Q") }}{% endcall %}')
    assert '<p role="status">3 found</p>' in html
    assert "method" not in html


def test_a_timeline_says_its_states_in_words(part: Render) -> None:
    steps = [{"title": name, "state": name} for name in ("done", "now", "waiting", "no")]
    html = part("{{ ui.timeline(steps) }}", steps=steps)
    assert re.findall(r'class="unseen">([^<]+) <', html) == ["Done:", "Now:", "Not yet:", "Ended:"]
    assert html.count('aria-current="step"') == 1


def test_a_map_leads_from_stage_to_stage(part: Render) -> None:
    stages = [
        {"id": "a", "title": "Check", "who": "Rules", "ways": [("If met:", "grant", "b")]},
        {"id": "b", "title": "Grant", "who": "End", "end": "ok"},
    ]
    html = part("{{ ui.process_map(stages) }}", stages=stages)
    assert '<a href="#stage-b">grant</a>' in html
    assert '<li id="stage-b" class="end ok">' in html


def test_a_refusal_carries_number_law_cure_and_appeal(part: Render) -> None:
    html = part(
        '{{ ui.decision_panel("Refused", "no", conditions=[{"number": 4, "text": "Zoned", "law": "Law 12", '
        '"cure": "Move"}], appeal={"text": "A board reads it", "href": "/a", "left": "17 days left"}) }}'
    )
    for word in ("Condition 4: Zoned", "Law 12", "Move", "A board reads it", "17 days left", 'href="/a"'):
        assert word in html


def test_messages_are_escaped_and_keep_their_direction(part: Render) -> None:
    messages = [{"sender": "A<b", "when": "today", "text": "<i>", "mine": True}]
    html = part('{{ ui.message_thread(messages, "Waiting") }}', messages=messages)
    assert "<bdi>A&lt;b</bdi>" in html
    assert '<p dir="auto">&lt;i&gt;</p>' in html
    assert 'class="tight mine"' in html


def test_an_unread_message_says_so_in_words(part: Render) -> None:
    source = (
        '{% call ui.inbox() %}{{ ui.inbox_item("T", "/m", "Agency", "today", unread=unread) }}{% endcall %}'
    )
    assert "Unread:" in part(source, unread=True)
    assert "Unread:" not in part(source, unread=False)


def test_a_task_without_an_address_is_no_link(part: Render) -> None:
    tasks = [{"title": "A", "href": "/a", "state": "Done"}, {"title": "B", "state": "Later"}]
    html = part("{{ ui.task_list(tasks) }}", tasks=tasks)
    assert html.count("<a ") == 1
