"""What is said when another person or a firm is not in the register as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from panjereh.flow.model import Page, Text

NO_MATCH = {
    "person": Text(
        "این کد ملی و تاریخ تولد با پایگاه هویت نمی‌خواند. هر دو را با کارت ملی یا شناسنامهٔ آن شخص مقایسه "
        "کنید و دوباره بنویسید. اگر هر دو درست است، خود او باید دادهٔ پایگاه را اصلاح کند.",
        "This national ID and date of birth don't match the register. Compare both with the person's national "
        "card or birth certificate and write them again. If both are right, the person themself has the "
        "register corrected.",
    ),
    "firm": Text(
        "شرکتی با این شناسهٔ ملی در پایگاه نیست. شناسه را با آگهی تأسیس یا آخرین تغییرات مقایسه کنید و دوباره "
        "بنویسید.",
        "The register has no firm with this legal entity ID. Compare it with the gazette notice of the firm and "
        "write it again.",
    ),
}
YOURSELF = Text(
    "این شمارهٔ خود شماست و اینجا شخص دیگری نام برده می‌شود. شمارهٔ او را بنویسید.",
    "This is your own number, and another party is meant here. Write theirs.",
)


def number_of(value: Mapping[str, Any]) -> str:
    """The number by which a person or a firm is known."""
    return str(value.get("national_id") or value.get("legal_id"))


def mismatched(page: Page, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions whose answers were compared and don't match: the page stays open."""
    named = (asked.id for asked in page.fields if asked.match is not None)
    return tuple(id_ for id_ in named if (values.get(id_) or {}).get("match") is False)
