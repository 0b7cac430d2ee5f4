"""Receipt numbers: one a submission, in order, none skipped."""

from __future__ import annotations

from datetime import date

from django.db import connection

from panjereh.kernel.codes import receipt_number
from panjereh.kernel.jalali import to_jalali


def next_receipt(agency: str, today: date) -> str:
    """Return the agency's next receipt number of the Jalali year (`1405-0000042-7`).

    The counter's row stays locked until the commit: a number that was given is used, or given again.
    """
    year = to_jalali(today).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_receiptcounter (agency, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (agency, year) DO UPDATE SET last = cases_receiptcounter.last + 1 RETURNING last",
            [agency, year],
        )
        (number,) = cursor.fetchone()
    return receipt_number(year, number)
