"""The style guide: every component in realistic states, in both languages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panjereh.kernel.jalali import TEHRAN

SAMPLE_CODE = "7K2M-QF4T-9XWD"


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show all components; what is said in them is invented."""
    return render(request, "ui/guide.html", guide_context())


def guide_context() -> dict[str, Any]:
    """The dates, amounts and drawings of the sample sentences."""
    return {
        "received": datetime(2026, 11, 22, 10, 20, tzinfo=TEHRAN),
        "due": date(2026, 11, 26),
        "known_on": date(2026, 11, 3),
        "fee": 4_500_000,
        "reference": "P-1405-0004821",
        "code": SAMPLE_CODE,
        "qr": segno.make(SAMPLE_CODE, error="m").svg_inline(border=2, omitsize=True),
    }
