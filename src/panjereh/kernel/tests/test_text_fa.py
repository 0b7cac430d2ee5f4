"""Text levels: the table, the traps, and laws that hold for any text."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panjereh.kernel.text_fa import (
    clean,
    digits_ascii,
    digits_fa,
    fold,
    isolate_ltr,
    mask_name,
    search_key,
    sort_key,
)

PERSIAN = st.text(
    st.sampled_from("آابپتجچدرزکكگلمنوهیيىئءأؤةۀهٔ\u0654\u0653\u200c\u200d\u200e ـ۱٢3َّ‌،؟٫٬-_/aZé\u00a0\n\t"),
    max_size=30,
)
ANY = st.text(max_size=30) | PERSIAN


@pytest.mark.parametrize(
    ("typed", "cleaned", "folded"),
    [
        ("علي", "علی", "علی"),
        ("موسى", "موسی", "موسی"),
        ("مسئول", "مسئول", "مسیول"),
        ("كتاب", "کتاب", "کتاب"),
        ("خانە ہ ھ", "خانه ه ه", "خانه ه ه"),
        ("دایرة", "دایرة", "دایره"),
        ("خانۀ", "خانهٔ", "خانه"),
        ("خانه\u0654", "خانهٔ", "خانه"),
        ("آب", "آب", "اب"),
        ("أب إب ٱب", "أب إب ٱب", "اب اب اب"),
        ("مؤمن", "مؤمن", "مومن"),
        ("انشاء", "انشاء", "انشا"),
        ("مُحَمَّد", "مُحَمَّد", "محمد"),
        ("رحمٰن", "رحمٰن", "رحمن"),
        ("کـــتاب", "کتاب", "کتاب"),
        ("الف\u200d\u200e\u200f\u061cب", "الفب", "الفب"),
        ("\u202eنام\u202c \u2066x\u2069", "نام x", "نام x"),
        ("نا\u00adم\u2060\ufeff", "نام", "نام"),
        ("یک\u00a0دو\u2003سه\u202fچهار\u3000پنج", "یک دو سه چهار پنج", "یک دو سه چهار پنج"),
        ("۱۲ ٣٤", "۱۲ ۳۴", "12 34"),
        ("۳٫۵ ٬ ۱۲٪", "۳٫۵ ٬ ۱۲٪", "3.5 12%"),
        ("سلام، خوبی؟ بله؛ نه۔", "سلام، خوبی؟ بله؛ نه۔", "سلام خوبی بله نه"),
        ("  چند   فاصله ", "چند فاصله", "چند فاصله"),
        ("ﻻ ﷲ ﷼", "ﻻ ﷲ ﷼", "لا الله ریال"),
        ("Straße ½", "Straße ½", "strasse 1⁄2"),
        ("a\x00b\x07c\ud800", "abc", "abc"),
        ("خط\u2028دو", "خط دو", "خط دو"),
    ],
)
def test_table(typed: str, cleaned: str, folded: str) -> None:
    assert clean(typed) == cleaned
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "word",
    ["می‌شود", "نمی‌شود", "پرونده‌ها", "پرونده‌های", "خانه‌ای", "کسب‌وکار", "پیش‌نویس", "بین‌المللی", "API‌ها"],
)
def test_half_space_is_kept_where_it_is_seen(word: str) -> None:
    assert "\u200c" in word
    assert clean(word) == word


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200cمی\u200cشود\u200c", "می‌شود"),
        ("می\u200c شود", "می شود"),
        ("می \u200cشود", "می شود"),
        ("می\u200c\u200c\u200cشود", "می‌شود"),
        ("سال\u200c۵", "سال۵"),
        ("۵\u200cساله", "۵ساله"),
        ("کتاب\u200c،", "کتاب،"),
        *((f"{letter}\u200cب", f"{letter}ب") for letter in "اآدذرزژوء"),
        ("بدَ\u200cن", "بدَن"),
        ("خانهٔ\u200cما", "خانهٔ‌ما"),
        ("ا\u200c\u0653ب", "آب"),
        ("\u200c", ""),
    ],
)
def test_half_space_is_dropped_where_it_is_not(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_lines_are_kept_on_demand() -> None:
    text = "یک \r\n دو\rسه\u2029\n\n\n\n چهار\t.\n"
    assert clean(text, lines=True) == "یک\nدو\nسه\n\nچهار ."
    assert clean(text) == "یک دو سه چهار ."


@given(ANY)
@example("\u06d5\u0640\u0654")
@example("e\u200d\u0301")
def test_clean_is_settled_after_one_pass(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once)
    assert not set(once) & set("يىك\u0640\u200e\u202e٠١")
    assert once == once.strip()
    assert "  " not in once


@given(ANY)
def test_lines_are_settled_after_one_pass(text: str) -> None:
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    assert clean(once) == clean(text, lines=False) or "\n" in once or "\n" in text


@given(PERSIAN)
def test_fold_sees_through_what_clean_sees_through(text: str) -> None:
    assert fold(clean(text)) == fold(text)
    assert fold(fold(text)) == fold(text)
    assert not set(fold(text)) & set("آأإٱؤئۀةء۰۱٢٫٬،؟")


@pytest.mark.parametrize("variants", [("می شود", "میشود", "می‌شود"), ("علی رضا", "علیرضا", "علي‌رضا")])
def test_spellings_of_one_word_have_one_search_key(variants: tuple[str, ...]) -> None:
    assert len({search_key(variant) for variant in variants}) == 1


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۴٬۵۰۰٬۰۰۰", "4500000"),
        ("4,500 000", "4500000"),
        ("۳٫۵", "3.5"),
        (" \u200f۱۴۰۵-۰۶\u200c-۳۱\u2067 ", "1405-06-31"),
        ("²", "²"),
    ],
)
def test_digits_become_ascii(typed: str, plain: str) -> None:
    assert digits_ascii(typed) == plain


@given(st.integers(0, 10**20))
def test_digits_come_back(number: int) -> None:
    assert digits_ascii(digits_fa(number)) == str(number)
    assert not digits_fa(number).isascii()


def test_fragment_is_isolated() -> None:
    assert isolate_ltr("IR12") == "\u2066IR12\u2069"


ORDER = [
    "۱۲", "آب", "ابر", "بانک", "پارک", "چای", "ژاله", "علی رضا", "علی‌رضا", "کتاب", "كتابخانه", "گاز", "ویزا",
    "هتل", "یزد", "apple", "Zebra",
]  # fmt: skip


def test_words_sort_as_in_the_dictionary() -> None:
    shuffled = ORDER[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ORDER
    assert sorted(ORDER, key=lambda word: sort_key(word).encode()) == ORDER


def test_spellings_sort_together() -> None:
    assert sort_key("علی‌رضا") == sort_key("علیرضا") == sort_key("عليرضا") == sort_key("عَلیـرضا")
    assert sort_key("خانهٔ") == sort_key("خانۀ") == sort_key("خانه")
    assert sort_key("الف - ب/ج_د") == sort_key("الف ب ج د")
    assert sort_key("«شرکت» (نمونه)") == sort_key("شرکت نمونه")
    assert sort_key("café") == sort_key("CAFE")
    assert sort_key("a") < sort_key("я") < sort_key("я!я")


@given(st.lists(PERSIAN, max_size=6))
def test_sort_key_orders_by_code_point_as_by_byte(words: list[str]) -> None:
    keys = [sort_key(word) for word in words]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode())
    assert all(sort_key(clean(word)) == key for word, key in zip(words, keys, strict=True))


def test_name_is_masked_with_constant_length() -> None:
    assert mask_name("مریم حسینی‌نیا") == "م••• ح•••"
    assert mask_name(" علي  رضا ") == "ع••• ر•••"
    assert mask_name("مُنا A") == "مُ••• A•••"
    assert mask_name("") == ""
