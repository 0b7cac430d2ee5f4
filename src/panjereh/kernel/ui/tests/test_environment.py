"""The template environment: escaped, in the language of the page, loud about missing names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from jinja2 import Environment, UndefinedError

from panjereh.kernel.ui.environment import environment

KNOWN = {"DAY": date(2026, 11, 26), "MOMENT": datetime(2026, 11, 26, 9, 0, tzinfo=UTC)}

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def write(templates: Environment) -> Callable[..., str]:
    def written(source: str, language: str = "fa", **context: object) -> str:
        with translation.override(language):
            return templates.from_string(source).render(**context)

    return written


def test_text_is_escaped(write: Callable[..., str]) -> None:
    assert write("{{ x }}", x="<b>") == "&lt;b&gt;"
    assert write('{{ _("%(count)s cases found", count=x) }}', "en", x="<b>") == "&lt;b&gt; cases found"


def test_a_missing_name_may_be_asked_for_but_not_printed(write: Callable[..., str]) -> None:
    assert write("{% if x %}yes{% else %}no{% endif %}") == "no"
    assert write('{% if x == "a" %}yes{% else %}no{% endif %}') == "no"
    assert write('{{ x|default("nothing") }}') == "nothing"
    for source in ("{{ x }}", "{{ x.name }}", "{{ x|digits }}", "{% for a in x %}{% endfor %}"):
        with pytest.raises(UndefinedError):
            write(source)


@pytest.mark.parametrize(
    ("source", "persian", "english"),
    [
        ("{{ 405|digits }}", "۴۰۵", "405"),
        ("{{ 12500|number }}", "۱۲٬۵۰۰", "12,500"),
        ("{{ 10|money }}", "۱۰\u00a0ریال", "10\u00a0rials"),
        ('{{ "2026-11"|digits }}', "۲۰۲۶-۱۱", "2026-11"),
        ("{{ '۱۲'|digits }}", "۱۲", "12"),
        ("{{ DAY|day }} {{ DAY|jalali }}", "۵ آذر ۱۴۰۵ ۵ آذر ۱۴۰۵", "26 November 2026 26 November 2026"),
        ("{{ MOMENT|moment }}", "۵ آذر ۱۴۰۵، ۱۲:۳۰", "26 November 2026, 12:30"),
        ("{{ months()[0][1] }}", "فروردین", "January"),
        ("{{ language() }} {{ direction() }} {{ calendar() }}", "fa rtl jalali", "en ltr gregorian"),
        ('{{ _("Continue") }}', "ادامه", "Continue"),
        ("{% trans %}\n  Save and\n  leave\n{% endtrans %}", "ذخیره و خروج", "Save and leave"),
        ('{{ url("portal:home") }}', "/fa/portal/home/", "/en/portal/home/"),
    ],
)
@pytest.mark.parametrize("order", ["fa en fa", "en fa en"])
def test_one_compiled_template_serves_both_languages(
    templates: Environment, source: str, persian: str, english: str, order: str
) -> None:
    """Compiled in either language: a constant must not be fixed in the language that came first."""
    with translation.override(order[:2]):
        template = templates.from_string(source, globals=KNOWN)
    for language in order.split():
        with translation.override(language):
            assert template.render() == {"fa": persian, "en": english}[language]


def test_islands_are_markup(write: Callable[..., str]) -> None:
    assert write("{{ x|ltr }} {{ x|name }}", x="a&b") == '<bdi dir="ltr">a&amp;b</bdi> <bdi>a&amp;b</bdi>'


def test_static_files_have_addresses(write: Callable[..., str]) -> None:
    assert write('{{ static("ui/ui.css") }}').endswith("ui/ui.css")


def test_the_options_of_django_are_taken_but_escaping_stays_on() -> None:
    env = environment(autoescape=False, auto_reload=True)
    assert env.autoescape is True
    assert env.auto_reload is True
