"""Every word of the pages has its Persian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from panjereh.kernel.ui.tests.conftest import ROOM, words

METHODS = [("**/ui/**.py", "python"), ("jinja2/ui/**.html", "jinja2")]
OPTIONS = {"jinja2/ui/**.html": {"trimmed": "true", "silent": "false"}}


@pytest.fixture(scope="module")
def asked_for() -> set[str]:
    return {str(found[2]) for found in extract_from_dir(str(ROOM), METHODS, OPTIONS)}


@pytest.fixture(scope="module")
def persian() -> dict[str, str]:
    known: dict[str, str] = {}
    for source in words():
        with Path(source).open("rb") as text:
            known |= {str(entry.id): str(entry.string) for entry in read_po(text, locale="fa") if entry.id}
    return known


def test_all_words_are_translated(asked_for: set[str], persian: dict[str, str]) -> None:
    assert len(asked_for) > 200
    assert sorted(word for word in asked_for if not persian.get(word)) == []


def test_places_in_a_sentence_survive_translation(asked_for: set[str], persian: dict[str, str]) -> None:
    for word in asked_for:
        assert sorted(re.findall(r"%\(\w+\)s|<[^>]+>", word)) == sorted(
            re.findall(r"%\(\w+\)s|<[^>]+>", persian[word])
        ), word


def test_persian_is_written_with_persian_letters(persian: dict[str, str]) -> None:
    wrong = re.compile("[يكىة0-9]|لطفا|کاربر گرامی|[!?,;]| [،.؛؟:]|ه‌ی ")
    assert [text for text in persian.values() if wrong.search(re.sub(r"%\(\w+\)s|<[^>]+>", "", text))] == []
    assert [text for text in persian.values() if re.search(r"(^|\s)ن?می [آ-ی]|[آ-ی] ها(ی|\s|$)", text)] == []


def test_english_is_plain(asked_for: set[str]) -> None:
    assert [word for word in asked_for if re.search(r"\bplease\b|click here|!|—", word, re.IGNORECASE)] == []
