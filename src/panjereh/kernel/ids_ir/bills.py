"""Bill id and payment id, which are only right together, and the barcode that joins them.

Bill: file (≤ 8), company (3), type (1), check. Payment: amount / 1000 rials, year (1), period (2), c1, c2.
"""

from __future__ import annotations

from dataclasses import dataclass

from panjereh.kernel.faults import Fault, Refused, refuse
from panjereh.kernel.ids_ir.shape import Identifier, Words, compact, digits_only, in_persian

UNIT = 1000
"""Rials: amounts in a payment id are multiples of it."""
TYPES = ("1", "2", "3", "4", "5", "6", "8", "9")
"""Water, electricity, gas, landline, mobile, municipal duties, tax, traffic fines."""

_BILL = Words("bill_id", "شناسهٔ قبض", "bill id", "1234567899963")
_PAYMENT = Words("payment_id", "شناسهٔ پرداخت", "payment id", "125050350")


@dataclass(frozen=True, slots=True)
class Bill:
    """What a pair of ids says; `amount` in rials, `year` its last digit, `period` two digits."""

    bill_id: str
    payment_id: str
    company: str
    type: str
    amount: int
    year: str
    period: str


def check_digit(digits: str) -> str:
    """Return the check digit: weights 2 to 7 from the right, sum mod 11."""
    remainder = sum(int(digit) * (2 + i % 6) for i, digit in enumerate(reversed(digits))) % 11
    return str(0 if remainder < 2 else 11 - remainder)


def _normalise(text: str) -> str:
    plain = compact(text)
    return plain.lstrip("0") if digits_only(plain, 13) else plain


def _judge_bill(text: str) -> Fault | None:
    if not digits_only(text, 6, 13):
        return _BILL.form("۶ تا ۱۳ رقم", "6 to 13 digits")
    if text[-2] not in TYPES or text[-1] != check_digit(text[:-1]):
        return _BILL.check("قبض", "the bill")
    return None


BILL_ID: Identifier = _BILL.build(_judge_bill, _normalise)


def pair_fault(bill_id: str, payment_id: str) -> Fault | None:
    """Return what is wrong with a bill id and its payment id as typed, or None."""
    found = BILL_ID.fault(bill_id)
    if found:
        return found
    bill, payment = _normalise(bill_id), _normalise(payment_id)
    if not digits_only(payment, 6, 13):
        return _PAYMENT.form("۶ تا ۱۳ رقم", "6 to 13 digits")
    if payment[-2] != check_digit(payment[:-2]) or payment[-1] != check_digit(bill + payment[:-1]):
        return Fault(
            "payment_id_check",
            "شناسهٔ پرداخت با این شناسهٔ قبض جور نیست. هر دو را از یک قبض بنویسید، مانند "
            f"{in_persian(_BILL.example)} و {in_persian(_PAYMENT.example)}",
            "The payment id does not belong to this bill id. Take both from one bill, such as "
            f"{_BILL.example} and {_PAYMENT.example}",
        )
    return None


def read_pair(bill_id: str, payment_id: str) -> Bill:
    """Return what the two ids say; raises Refused."""
    found = pair_fault(bill_id, payment_id)
    if found:
        raise Refused(found)
    bill, payment = _normalise(bill_id), _normalise(payment_id)
    return Bill(
        bill,
        payment,
        company=bill[-5:-2],
        type=bill[-2],
        amount=int(payment[:-5]) * UNIT,
        year=payment[-5],
        period=payment[-4:-2],
    )


def make_bill_id(file: int, company: str, kind: str) -> str:
    """Return the bill id of a file number (1 to 8 digits), company (3 digits) and type."""
    if not 0 < file <= 99_999_999 or not digits_only(company, 3) or kind not in TYPES:
        raise ValueError("a bill id needs a file of 1 to 8 digits, a company of 3 digits and a known type")
    body = f"{file}{company}{kind}"
    return body + check_digit(body)


def make_payment_id(bill_id: str, amount: int, year: int, period: int) -> str:
    """Return the payment id for an amount in rials, the year (its last digit counts) and period 0–99.

    Raises Refused for an amount that is no multiple of 1,000 rials: round it by the published rule first.
    """
    if amount <= 0 or amount % UNIT or amount // UNIT > 99_999_999 or not 0 <= period <= 99:
        raise refuse(
            "payment_id_amount",
            "مبلغ قبض باید مضربی از ۱٬۰۰۰ ریال و کمتر از ۱۰۰ میلیارد ریال باشد",
            "The amount of a bill must be a multiple of 1,000 rials and less than 100 billion rials",
        )
    body = f"{amount // UNIT}{year % 10}{period:02d}"
    body += check_digit(body)
    return body + check_digit(bill_id + body)


def barcode(bill_id: str, payment_id: str) -> str:
    """Return the 26 digits of the printed barcode, both ids filled with zeros to 13."""
    return bill_id.zfill(13) + payment_id.zfill(13)


def read_barcode(text: str) -> Bill:
    """Return the bill of a scanned barcode: 26 digits, or bill id + `000` + payment id; raises Refused."""
    plain = compact(text)
    readings = [(plain[:13], plain[13:])] if digits_only(plain, 26) else []
    readings += [(plain[:i], plain[i + 3 :]) for i in range(6, 14) if plain[i : i + 3] == "000"]
    for bill, payment in readings:
        if digits_only(plain, 15, 29) and pair_fault(bill, payment) is None:
            return read_pair(bill, payment)
    raise refuse(
        "barcode_form",
        "این رمزینهٔ قبض خوانده نشد. شناسهٔ قبض و شناسهٔ پرداخت را از روی قبض بنویسید",
        "This barcode of a bill could not be read. Write the bill id and the payment id from the bill",
    )
