"""Values as they stand in a letter, in either language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from panjereh.cases.letters import filled_letter, written
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.queries import Live
from panjereh.flow.state import Papers, State


@pytest.mark.parametrize(
    ("value", "persian", "english"),
    [
        (None, "", ""),
        (True, "بله", "yes"),
        (date(2026, 11, 26), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (datetime(2026, 11, 25, 21, 0, tzinfo=UTC), "۵ آذر ۱۴۰۵", "26 November 2026"),
        (4_500_000, "۴٬۵۰۰٬۰۰۰", "4,500,000"),
        (Decimal("2.5"), "۲٫۵", "2.5"),
        ("9990000018", "۹۹۹۰۰۰۰۰۱۸", "9990000018"),
        ("1405-0000123-4", "1405-0000123-4", "1405-0000123-4"),
        ("مریم", "مریم", "مریم"),
        (["a", "b"], "a، b", "a, b"),
        ({"fa": "خانه", "en": "home"}, "خانه", "home"),
    ],
)
def test_a_value_is_written_for_readers_of_the_language(value: Any, persian: str, english: str) -> None:
    assert (written(value, "fa"), written(value, "en")) == (persian, english)


SERVICES = Path(__file__).resolve().parents[4] / "services"


@pytest.fixture(scope="module")
def licence() -> Live:
    """The shop licence as it ships, as a live version."""
    folder = SERVICES / "guilds" / "shop-licence"
    country = load_country(SERVICES.parent / "samples")[0]
    checked = check(Bundle.from_directory(folder), Context("guilds/shop-licence", country))
    assert checked.version is not None
    return Live(uuid4(), 1, "0" * 64, checked.version.service, checked.version, "")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("fa", "کتاب و نوشت‌افزار"), ("en", "Books and stationery")])
def test_a_choice_is_written_in_the_words_that_were_chosen(licence: Live, language: str, words: str) -> None:
    answers = {"trade": "books", "shop_name": "books", "postal_code": "1345678913", "area": 40}
    papers = Papers(answers, {"applicant": {"name": "مریم"}, "premises": {"address": "تهران"}})
    text = filled_letter(licence, "licence", State(), papers, language).text
    assert words in text
    assert text.count("books") == 1, "what somebody typed is never taken for a choice"
