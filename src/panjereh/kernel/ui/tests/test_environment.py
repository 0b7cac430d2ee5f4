"""The template environment: escaped, in the language of the page, loud about missing names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from jinja2 import Environment, UndefinedError

from panjereh.kernel.ui.environment import environment

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
        ("{{ language() }} {{ direction() }} {{ calendar() }}", "fa rtl jalali", "en ltr gregorian"),
        ('{{ _("Continue") }}', "ادامه", "Continue"),
        ("{% trans %}\n  Save and\n  leave\n{% endtrans %}", "ذخیره و خروج", "Save and leave"),
        ('{{ url("portal:home") }}', "/fa/portal/home/", "/en/portal/home/"),
    ],
)
def test_one_compiled_template_serves_both_languages(
    templates: Environment, source: str, persian: str, english: str
) -> None:
    template = templates.from_string(source)
    for language, expected in (("fa", persian), ("en", english), ("fa", persian)):
        with translation.override(language):
            assert template.render() == expected


def test_islands_are_markup(write: Callable[..., str]) -> None:
    assert write("{{ x|ltr }} {{ x|name }}", x="a&b") == '<bdi dir="ltr">a&amp;b</bdi> <bdi>a&amp;b</bdi>'


def test_static_files_have_addresses(write: Callable[..., str]) -> None:
    assert write('{{ static("ui/ui.css") }}').endswith("ui/ui.css")


def test_the_options_of_django_are_taken_but_escaping_stays_on() -> None:
    env = environment(autoescape=False, auto_reload=True)
    assert env.autoescape is True
    assert env.auto_reload is True
