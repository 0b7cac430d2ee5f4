"""Every word of the product: Persian beside English, and both written well."""

from __future__ import annotations

import re

import pytest
from tests.architecture.prose_rules import english_faults, persian_faults, texts_of_code, texts_of_data

from panjereh.config import translations

PLACES = re.compile(r"%\(\w+\)s|<[^>]+>")


@pytest.fixture(scope="module")
def persian() -> dict[str, str]:
    """English text of each message, and its Persian."""
    catalogue = translations.read_catalogue(translations.catalogue_file("fa"))
    return {_first(entry.id): _first(entry.string) for entry in catalogue if entry.id}


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def test_nothing_is_untranslated_or_left_over() -> None:
    assert list(translations.faults()) == []


def test_places_and_marks_in_a_sentence_survive_translation(persian: dict[str, str]) -> None:
    assert len(persian) > 300
    for english, words in persian.items():
        assert sorted(PLACES.findall(english)) == sorted(PLACES.findall(words)), english


def test_the_words_of_the_pages_are_good_persian(persian: dict[str, str]) -> None:
    assert [fault for words in persian.values() for fault in persian_faults(words, strict=True)] == []


def test_the_words_of_the_pages_are_plain_english(persian: dict[str, str]) -> None:
    assert [fault for words in persian for fault in english_faults(words)] == []


def test_the_words_in_the_code_are_good_persian() -> None:
    texts = list(texts_of_code())
    assert len(texts) > 300
    assert [f"{where}: {fault}" for where, text in texts for fault in persian_faults(text)] == []


def test_the_words_of_services_and_samples_are_good_persian() -> None:
    texts = list(texts_of_data())
    assert len(texts) > 100
    assert [f"{where}: {fault}" for where, text in texts for fault in persian_faults(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "كتاب را بنويسيد",
        "خانه‌ی شما",
        "خانۀ شما",
        "لطفاً صبر کنید",
        "صبر کنید!",
        "نام , نشانی",
        "نام ، نشانی",
        "پاسخ می دهید",
        "پرونده ها را ببینید",
        "بزرگ تر است",
        "یکی را  انتخاب کنید",
        "این‌جا را ببینید",
        "یکی را برگزینید",
        "آن‌ها , این‌ها",
        'نام "نمونه" را بنویسید',
    ],
)
def test_each_rule_of_persian_finds_its_fault(text: str) -> None:
    assert persian_faults(text, strict=True)


@pytest.mark.parametrize(
    "text",
    [
        "کد پستی باید ۱۰ رقم باشد، مانند ۱۳۴۵۶۷۸۹۱۱",
        "«نام» را بنویسید؛ سپس ادامه دهید.",
        "دادهٔ شما می‌ماند: %(count)s پرونده",
        "سطح AA از رهنمودها",
        "شما می‌توانید، اگر بخواهید، آن‌ها را ببینید؟",
        "بهتر است کارت‌های خود را ببرید",
    ],
)
def test_good_persian_is_left_alone(text: str) -> None:
    assert persian_faults(text, strict=True) == []


def test_digits_are_persian_on_pages_and_free_in_words_for_authors() -> None:
    assert persian_faults("تا 5 روز", strict=True)
    assert persian_faults("تاریخ را به شکل 2026-03-21 بنویسید") == []


@pytest.mark.parametrize("text", ["Please wait", "Click here", "Done!", "Wait — soon", "Two  spaces"])
def test_each_rule_of_english_finds_its_fault(text: str) -> None:
    assert english_faults(text)


def test_plain_english_is_left_alone() -> None:
    assert english_faults("Save and leave. You can come back at any time.") == []
