"""National id of persons (10 digits), legal id of firms (11), economic code (11 or 14)."""

from __future__ import annotations

from panjereh.kernel.faults import Fault
from panjereh.kernel.ids_ir.shape import Identifier, Words, digits_only

_NATIONAL = Words("national_id", "کد ملی", "national ID", "9990000018")
_LEGAL = Words("legal_id", "شناسهٔ ملی شرکت", "legal entity ID", "99900123455")
_ECONOMIC = Words("economic_code", "کد اقتصادی", "economic code", "99900123455")
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17)


def national_check_digit(nine: str) -> str:
    """Return the tenth digit of a national id."""
    remainder = sum(int(digit) * (10 - i) for i, digit in enumerate(nine)) % 11
    return str(remainder if remainder < 2 else 11 - remainder)


def _judge_national(text: str) -> Fault | None:
    if not digits_only(text, 10):
        return _NATIONAL.form("۱۰ رقم", "10 digits")
    # Ten equal digits pass the sum; the middle six are the person's serial and never all zero.
    if len(set(text)) == 1 or text[3:9] == "000000" or text[9] != national_check_digit(text[:9]):
        return _NATIONAL.check("کارت ملی یا شناسنامه", "the national card or birth certificate")
    return None


def legal_check_digit(ten: str) -> str:
    """Return the eleventh digit of a legal entity's id."""
    added = int(ten[9]) + 2
    total = sum((int(digit) + added) * _LEGAL_WEIGHTS[i % 5] for i, digit in enumerate(ten))
    return str(total % 11 % 10)


def _judge_legal(text: str) -> Fault | None:
    if not digits_only(text, 11):
        return _LEGAL.form("۱۱ رقم", "11 digits")
    if text[3:9] == "000000" or text[10] != legal_check_digit(text[:10]):
        return _LEGAL.check("آگهی تأسیس یا آخرین تغییرات", "the gazette notice of the firm")
    return None


def _judge_economic(text: str) -> Fault | None:
    if digits_only(text, 11) and _judge_legal(text) is not None:
        return _ECONOMIC.check("گواهی ثبت‌نام مالیاتی", "the tax certificate")
    if digits_only(text, 11) or digits_only(text, 14):
        return None
    return _ECONOMIC.form("۱۱ رقم (شرکت) یا ۱۴ رقم (شخص)", "11 digits (firm) or 14 digits (person)")


NATIONAL_ID: Identifier = _NATIONAL.build(_judge_national)
LEGAL_ID: Identifier = _LEGAL.build(_judge_legal)
ECONOMIC_CODE: Identifier = _ECONOMIC.build(_judge_economic)
