"""The tax id of an e-invoice (22 characters): memory id, Tehran day, serial, Verhoeff digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from panjereh.kernel import verhoeff
from panjereh.kernel.faults import Fault
from panjereh.kernel.ids_ir.shape import Identifier, Words, compact

_WORDS = Words("tax_id", "شمارهٔ مالیاتی صورتحساب", "tax ID of the invoice", "A112160484400000000010")
_FORM = re.compile(r"[A-Z0-9]{6}[A-F0-9]{15}[0-9]")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class TaxId:
    """What a tax id says: memory id (6), civil day in Tehran of the invoice, serial."""

    memory: str
    day: date
    serial: int


def _check_digit(memory: str, days: int, serial: int) -> str:
    letters = "".join(c if c.isdigit() else str(ord(c)) for c in memory)
    return verhoeff.check_digit(f"{letters}{days:06d}{serial:012d}")


def make_tax_id(memory: str, day: date, serial: int) -> str:
    """Return the tax id of an invoice."""
    days = (day - _EPOCH).days
    if not re.fullmatch(r"[A-Z0-9]{6}", memory) or not 0 <= days < 16**5 or not 0 <= serial < 16**10:
        raise ValueError("a tax id needs a memory id of 6 letters or digits, a day since 1970 and a serial")
    return f"{memory}{days:05X}{serial:010X}{_check_digit(memory, days, serial)}"


def read_tax_id(tax_id: str) -> TaxId:
    """Return what a normalised, right tax id says."""
    return TaxId(tax_id[:6], _EPOCH + timedelta(days=int(tax_id[6:11], 16)), int(tax_id[11:21], 16))


def _normalise(text: str) -> str:
    return compact(text).upper()


def _judge(text: str) -> Fault | None:
    if not _FORM.fullmatch(text):
        return _WORDS.form("۲۲ حرف و رقم", "22 letters and digits")
    if text[21] != _check_digit(text[:6], int(text[6:11], 16), int(text[11:21], 16)):
        return _WORDS.check("صورتحساب", "the invoice")
    return None


TAX_ID: Identifier = _WORDS.build(_judge, _normalise)
