"""Postal code, mobile and landline numbers."""

from __future__ import annotations

import re

from panjereh.kernel.faults import Fault
from panjereh.kernel.ids_ir.shape import Identifier, Words, compact, digits_only, in_persian

_POSTAL = Words("postal_code", "کد پستی", "postal code", "1345678911")
_MOBILE = Words("mobile", "شمارهٔ همراه", "mobile number", "09000000012")
_LANDLINE = Words("landline", "شمارهٔ تلفن ثابت", "landline number", "02130000012")
_POSTAL_FIRST_FIVE = re.compile(r"[13-9]{5}")


def _judge_postal(text: str) -> Fault | None:
    if not digits_only(text, 10):
        return _POSTAL.form("۱۰ رقم", "10 digits")
    # There is no check digit; stricter patterns in circulation contradict each other.
    if not _POSTAL_FIRST_FIVE.match(text) or len(set(text[:4])) == 1:
        return Fault(
            "postal_code_check",
            "این کد پستی نیست: در پنج رقم نخست آن ۰ و ۲ نمی‌آید و چهار رقم نخستش یکسان نیست. "
            f"آن را از سند یا قبض بردارید، مانند {in_persian(_POSTAL.example)}",
            "This is no postal code: the first five digits hold no 0 or 2, and the first four are not all "
            f"equal. Take it from a deed or a bill, such as {_POSTAL.example}",
        )
    return None


def _show_postal(text: str) -> str:
    return f"{text[:5]}-{text[5:]}"


def _international(text: str) -> str:
    plain = compact(text).replace("(", "").replace(")", "")
    for prefix in ("+98", "0098", "98", "0"):
        rest = plain.removeprefix(prefix)
        if rest != plain and digits_only(rest, 10):
            return f"+98{rest}"
    return f"+98{plain}" if digits_only(plain, 10) and plain.startswith("9") else plain


def _judge_mobile(text: str) -> Fault | None:
    if re.fullmatch(r"\+989[0-9]{9}", text):
        return None
    return Fault(
        "mobile_form",
        f"شمارهٔ همراه باید ۱۱ رقم باشد و با ۰۹ آغاز شود، مانند {in_persian(_MOBILE.example)}",
        f"The mobile number must be 11 digits and begin with 09, such as {_MOBILE.example}",
    )


def _judge_landline(text: str) -> Fault | None:
    if re.fullmatch(r"\+98[1-8][0-9]{9}", text):
        return None
    return _LANDLINE.form("۱۱ رقم با کد شهر", "11 digits with the area code")


def _show_phone(text: str) -> str:
    return "0" + text.removeprefix("+98")


def _mask_phone(text: str) -> str:
    shown = _show_phone(text)
    return shown[:4] + "•••" + shown[-4:]


POSTAL_CODE: Identifier = _POSTAL.build(_judge_postal, show=_show_postal)
MOBILE: Identifier = _MOBILE.build(_judge_mobile, _international, _show_phone, _mask_phone)
LANDLINE: Identifier = _LANDLINE.build(_judge_landline, _international, _show_phone, _mask_phone)
