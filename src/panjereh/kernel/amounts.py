"""Amounts of money: whole numbers of the legal unit, shown in digits and in words.

The unit is stored with each amount and passed in, for the law may change it; toman is a second line on
screen and never an input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panjereh.kernel import numwords_en, numwords_fa
from panjereh.kernel.faults import refuse
from panjereh.kernel.text_fa import digits_ascii, digits_fa, isolate_ltr

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Currency:
    """A legal unit, and the everyday one that people count in with how many legal units it holds."""

    code: str
    fa: str
    en: str
    en_one: str
    everyday_fa: str = ""
    everyday_en: str = ""
    everyday_en_one: str = ""
    everyday_size: int = 0


RIAL = Currency("IRR", "ریال", "rials", "rial", "تومان", "tomans", "toman", 10)


def grouped(number: int, language: str) -> str:
    """Return a whole number in groups of three: «۴٬۵۰۰٬۰۰۰» or «4,500,000».

    A negative one has the minus sign U+2212 inside a left-to-right isolate.
    """
    text = f"{abs(number):,}"
    if language != "en":
        text = digits_fa(text).replace(",", "٬")
    return isolate_ltr(f"−{text}") if number < 0 else text


def amount_text(amount: int, language: str, currency: Currency = RIAL) -> str:
    """Return the amount with its unit: «۴٬۵۰۰٬۰۰۰ ریال» or «4,500,000 rials»."""
    return f"{grouped(amount, language)} {_unit(amount, language, currency)}"


def amount_words(amount: int, language: str, currency: Currency = RIAL) -> str:
    """Return the amount in words with its unit, as confirmation pages and documents show it."""
    words = numwords_en.words(amount) if language == "en" else numwords_fa.words(amount)
    return f"{words} {_unit(amount, language, currency)}"


def everyday_line(amount: int, language: str, currency: Currency = RIAL) -> str:
    """Return the second line: «۴۵۰٬۰۰۰ تومان»; empty where the currency has no everyday unit."""
    size = currency.everyday_size
    if not size:
        return ""
    whole, rest = divmod(abs(amount), size)
    digits = f"{whole:,}"
    if rest:
        digits += "." + str(rest).rjust(len(str(size)) - 1, "0").rstrip("0")
    if language != "en":
        digits = digits_fa(digits).replace(",", "٬").replace(".", "٫")
    if amount < 0:
        digits = isolate_ltr(f"−{digits}")
    if language != "en":
        return f"{digits} {currency.everyday_fa}"
    return f"{digits} {currency.everyday_en_one if abs(amount) == size else currency.everyday_en}"


def _unit(amount: int, language: str, currency: Currency) -> str:
    if language != "en":
        return currency.fa
    return currency.en_one if abs(amount) == 1 else currency.en


def parse_amount(text: str, currency: Currency = RIAL) -> int:
    """Return the whole number that a person typed: `4,500,000`, «۴٬۵۰۰٬۰۰۰», «۴۵۰۰۰۰۰ ریال».

    Raises Refused for decimals, the everyday unit, a sign, and more than a bigint holds.
    """
    plain = digits_ascii(text).replace("،", "")
    if currency.everyday_fa and re.search(f"{currency.everyday_fa}|toman", plain, re.IGNORECASE):
        raise refuse(
            "amount_unit",
            f"مبلغ را به {currency.fa} بنویسید، نه به {currency.everyday_fa}، مانند ۴٬۵۰۰٬۰۰۰",
            f"Write the amount in {currency.en}, not in {currency.everyday_en}, such as 4,500,000",
        )
    plain = re.sub(f"({currency.fa}|{currency.en}|{currency.en_one}|{currency.code})$", "", plain, flags=re.I)
    if not re.fullmatch(r"[0-9]+", plain):
        raise refuse(
            "amount_form",
            f"مبلغ را به {currency.fa} و فقط با رقم بنویسید، مانند ۴٬۵۰۰٬۰۰۰",
            f"Write the amount in {currency.en} with digits only, such as 4,500,000",
        )
    plain = plain.lstrip("0") or "0"
    if len(plain) > 19 or int(plain) > LARGEST:
        raise refuse(
            "amount_size",
            f"این مبلغ بیش از اندازه است. آن را دوباره نگاه کنید و به {currency.fa} بنویسید، مانند ۴٬۵۰۰٬۰۰۰",
            f"This amount is too large. Look at it again and write it in {currency.en}, such as 4,500,000",
        )
    return int(plain)
