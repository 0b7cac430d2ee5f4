from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from panjereh.config import translations
from panjereh.config.translations import (
    catalogue_file,
    compile_catalogues,
    extract,
    faults,
    update_catalogues,
)

PAGE = """
<h1>{% trans %}Your case{% endtrans %}</h1>
{% trans count=days %}{{ count }} day left{% pluralize %}{{ count }} days left{% endtrans %}
{{ _("Fee of 10% is due") }}
"""
CODE = """
from django.utils.translation import gettext as _, pgettext

def words(name):
    return _("Hello %(name)s") % {"name": name}, pgettext("menu", "Open")
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small product of one page and one module, with catalogues of its own."""
    (tmp_path / "cases" / "jinja2" / "cases").mkdir(parents=True)
    (tmp_path / "cases" / "jinja2" / "cases" / "page.html").write_text(PAGE)
    (tmp_path / "cases" / "views.py").write_text(CODE)
    (tmp_path / "cases" / "tests").mkdir()
    (tmp_path / "cases" / "tests" / "test_views.py").write_text("_('Only in a test')")
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    return tmp_path


def translate(texts: dict[str, str | tuple[str, ...]], *, fuzzy: str = "") -> None:
    """Fill the Persian catalogue as a translator does."""
    file = catalogue_file("fa")
    catalogue = translations.read_catalogue(file)
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        if key in texts:
            message.string = texts[key]
        if key == fuzzy:
            message.flags.add("fuzzy")
    with file.open("wb") as target:
        write_po(target, catalogue, width=0, sort_output=True)


GOOD: dict[str, str | tuple[str, ...]] = {
    "Your case": "پروندهٔ شما",
    "%(count)s day left": ("%(count)s روز مانده",),
    "Fee of 10% is due": "کارمزد ۱۰٪ باید پرداخت شود",
    "Hello %(name)s": "سلام %(name)s",
    "Open": "باز کردن",
}


def ids(catalogue: Catalog) -> set[str]:
    return {str(m.id if isinstance(m.id, str) else m.id[0]) for m in catalogue if m.id}


def test_words_of_pages_and_code_are_found_and_those_of_tests_are_not(source: Path) -> None:
    assert ids(extract()) == set(GOOD)


def test_without_a_catalogue_the_way_to_one_is_named(source: Path) -> None:
    assert list(faults()) == ["fa: there is no catalogue; make it with: make words"]


def test_new_words_are_missing_until_they_are_translated(source: Path) -> None:
    update_catalogues()
    assert sum("untranslated" in fault for fault in faults()) == len(GOOD)
    translate(GOOD)
    assert list(faults()) == []
    (source / "cases" / "views.py").write_text(CODE + '\n_("One more")\n')
    assert [fault.split(":")[1] for fault in faults()] == [" missing"]


def test_bringing_up_to_date_keeps_translations_and_drops_what_is_gone(source: Path) -> None:
    update_catalogues()
    translate(GOOD)
    before = catalogue_file("fa").read_text()
    update_catalogues()
    update_catalogues()
    assert ids(translations.read_catalogue(catalogue_file("fa"))) == set(GOOD)
    assert "پروندهٔ شما" in before
    (source / "cases" / "views.py").write_text("")
    assert any("no longer in the source" in fault for fault in faults())
    update_catalogues()
    assert "سلام" not in catalogue_file("fa").read_text()
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("key", "wrong", "fault"),
    [
        ("Hello %(name)s", "سلام %(nam)s", "placeholders"),
        ("Hello %(name)s", "سلام", "placeholders"),
        ("%(count)s day left", ("%(days)s روز",), "placeholders"),
        ("Your case", "پرونده‌ي شما", "Arabic letters"),
        ("Your case", "", "untranslated"),
    ],
)
def test_what_a_reader_would_find_broken_is_found_first(
    source: Path, key: str, wrong: str | tuple[str, ...], fault: str
) -> None:
    update_catalogues()
    translate({**GOOD, key: wrong})
    found = list(faults())
    assert len(found) == 1
    assert fault in found[0]


def test_doubtful_translations_are_found(source: Path) -> None:
    update_catalogues()
    translate(GOOD, fuzzy="Your case")
    assert [fault.split(":")[1] for fault in faults()] == [" fuzzy"]


def test_the_compiled_catalogue_answers(source: Path) -> None:
    update_catalogues()
    translate(GOOD)
    compile_catalogues()
    with catalogue_file("fa").with_suffix(".mo").open("rb") as compiled:
        persian = gettext.GNUTranslations(compiled)
    assert persian.gettext("Your case") == "پروندهٔ شما"
    assert persian.pgettext("menu", "Open") == "باز کردن"
    assert persian.gettext("Fee of 10% is due").startswith("کارمزد")
    assert persian.ngettext("%(count)s day left", "%(count)s days left", 3) == "%(count)s روز مانده"


def test_the_command_says_what_it_knows(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translations.main(["update"]) == 0
    assert translations.main(["check"]) == 1
    assert "untranslated" in capsys.readouterr().err
    assert translations.main(["nonsense"]) == 2
    assert "update, compile, check" in capsys.readouterr().err
