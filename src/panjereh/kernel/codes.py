"""Ids and codes: UUIDv7 for rows, Crockford codes for the public, receipt numbers for people."""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from panjereh.kernel import verhoeff
from panjereh.kernel.faults import refuse
from panjereh.kernel.text_fa import digits_ascii, digits_fa, isolate_ltr

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LEAST_BITS = 80
_EXAMPLE = "7K4M-2QXP-9B3T-H5WZ-1C70"
CODE_BITS = 95
_TAIL_BITS = 74
_LOOKALIKES = str.maketrans("OIL", "011")


class UuidMaker:
    """Makes UUIDs of version 7 (RFC 9562 §6.2, method 2) that grow strictly within one process.

    `now` gives milliseconds since 1970. A clock that steps back doesn't take the order along.
    """

    def __init__(self, now: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._millisecond = -1
        self._tail = 0

    def __call__(self) -> UUID:
        with self._lock:
            now = self._now()
            if now > self._millisecond:
                # The top bit stays free, so that a millisecond has room to count up.
                self._millisecond, self._tail = now, secrets.randbits(_TAIL_BITS - 1)
            else:
                self._tail += 1 + secrets.randbits(32)
                if self._tail >> _TAIL_BITS:
                    self._millisecond, self._tail = self._millisecond + 1, secrets.randbits(_TAIL_BITS - 1)
            return _uuid7(self._millisecond, self._tail)

    def forget(self) -> None:
        """Start anew; a forked process must not go on counting where its parent does."""
        self._lock = threading.Lock()
        self._millisecond = -1


def _uuid7(millisecond: int, tail: int) -> UUID:
    value = (millisecond & (1 << 48) - 1) << 80 | 0x7 << 76 | (tail >> 62) << 64
    return UUID(int=value | 0b10 << 62 | tail & (1 << 62) - 1)


_maker = UuidMaker()
os.register_at_fork(after_in_child=_maker.forget)


def new_uuid() -> UUID:
    """Return a new UUID of version 7; those of one process grow strictly."""
    return _maker()


def uuid_moment(made: UUID) -> datetime:
    """Return the moment (UTC, milliseconds) that a UUID of version 7 carries."""
    if made.version != 7:
        raise ValueError("only a UUID of version 7 carries a moment")
    return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)


def new_code(bits: int = CODE_BITS) -> str:
    """Return a public code that can't be guessed: at least `bits` random bits and a check character.

    Crockford base 32 with his check modulo 37, which finds every wrong character and every swap of
    neighbours. Codes whose check would be one of the five extra signs are not used: 20 letters and
    digits are left at 95 bits.
    """
    if bits < LEAST_BITS:
        raise ValueError(f"a public code has at least {LEAST_BITS} bits")
    length = -(-bits // 5)
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(length))
        check = _value(body) % 37
        if check < len(ALPHABET):
            return body + ALPHABET[check]


def _value(body: str) -> int:
    value = 0
    for character in body:
        value = value * 32 + ALPHABET.index(character)
    return value


def normalise_code(text: str) -> str:
    """Return a code as typed in its one form: upper case, o → 0, i and l → 1, no blanks or dashes."""
    plain = unicodedata.normalize("NFKC", digits_ascii(text)).upper().translate(_LOOKALIKES)
    return "".join(c for c in plain if unicodedata.category(c) != "Pd" and c not in "−_./")


def is_code(text: str) -> bool:
    """Tell whether a text as typed has the form and the check character of a public code."""
    code = normalise_code(text)
    if not re.fullmatch(f"[{ALPHABET}]{{{-(-LEAST_BITS // 5) + 1},40}}", code):
        return False
    return _value(code[:-1]) % 37 == ALPHABET.index(code[-1])


def parse_code(text: str) -> str:
    """Return the normalised code; raises Refused with the sentence to show."""
    if not is_code(text):
        raise refuse(
            "code",
            f"این کد درست نیست. همهٔ حرف‌ها و رقم‌ها را از روی سند بنویسید، مانند {isolate_ltr(_EXAMPLE)}",
            f"This code is not right. Write all letters and digits from the document, such as {_EXAMPLE}",
        )
    return normalise_code(text)


def show_code(code: str) -> str:
    """Return a code in groups of four: `XXXX-XXXX-XXXX-XXXX-XXXX`."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def receipt_number(year: int, serial: int) -> str:
    """Return the number of a receipt or case: Jalali year, gap-free serial, check digit: `1405-0000123-4`."""
    if not 1000 <= year <= 9999 or not 0 < serial < 10**12:
        raise ValueError("a receipt number needs a year of four digits and a serial from 1")
    digits = f"{year}{serial:07d}"
    return f"{year}-{serial:07d}-{verhoeff.check_digit(digits)}"


def parse_receipt_number(text: str) -> str:
    """Return a receipt number as typed (Persian digits, with or without dashes) in its one form.

    Raises Refused with the sentence to show.
    """
    plain = normalise_code(text)
    if not re.fullmatch(r"[1-9][0-9]{11,16}", plain) or not verhoeff.holds(plain):
        example = receipt_number(1405, 123)
        raise refuse(
            "receipt_number",
            f"شمارهٔ رسید درست نیست. همهٔ رقم‌ها را از روی رسید بنویسید، مانند {isolate_ltr(digits_fa(example))}",
            f"The receipt number is not right. Write all digits from the receipt, such as {example}",
        )
    return f"{plain[:4]}-{plain[4:-1]}-{plain[-1]}"
