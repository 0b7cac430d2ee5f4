"""Sheba (the IBAN of Iran, ISO 13616) and bank card numbers (Luhn, ISO/IEC 7812)."""

from __future__ import annotations

from panjereh.kernel.faults import Fault
from panjereh.kernel.ids_ir.shape import Identifier, Words, compact, digits_only

_SHEBA = Words("sheba", "شمارهٔ شبا", "sheba number", "IR740990000000000000000001")
_CARD = Words("card", "شمارهٔ کارت", "card number", "9900000000000010")
_IR = "1827"


def _normalise_sheba(text: str) -> str:
    plain = compact(text).upper()
    return f"IR{plain}" if digits_only(plain, 24) else plain


def _judge_sheba(text: str) -> Fault | None:
    if not text.startswith("IR") or not digits_only(text[2:], 24):
        return _SHEBA.form("IR و ۲۴ رقم", "IR and 24 digits")
    if int(text[4:] + _IR + text[2:4]) % 97 != 1:
        return _SHEBA.check("برگهٔ حساب یا همراه‌بانک", "your bank statement or banking app")
    return None


def _show_sheba(text: str) -> str:
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def make_sheba(bban: str) -> str:
    """Return the sheba of a 22-digit account part (bank code first)."""
    if not digits_only(bban, 22):
        raise ValueError("the account part of a sheba has 22 digits")
    return f"IR{98 - int(bban + _IR + '00') % 97:02d}{bban}"


def sheba_bank(sheba: str) -> str:
    """Return the three-digit bank code of a right sheba."""
    return sheba[4:7]


def _judge_card(text: str) -> Fault | None:
    if not digits_only(text, 16):
        return _CARD.form("۱۶ رقم", "16 digits")
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(text))
    if sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 != 0 or len(set(text)) == 1:
        return _CARD.check("روی کارت", "the card itself")
    return None


def _mask_card(text: str) -> str:
    # The most that may be stored or shown: first six and last four.
    return text[:6] + "••••••" + text[-4:]


SHEBA: Identifier = _SHEBA.build(_judge_sheba, _normalise_sheba, _show_sheba)
CARD: Identifier = _CARD.build(_judge_card, show=_mask_card, mask=_mask_card)
