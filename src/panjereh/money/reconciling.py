"""The provider's books against ours: what one holds and the other doesn't, what is another amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum

from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money.models import Payment

VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Line:
    """One payment as the provider's list has it. `status`: verified, or anything else for what it doesn't owe us."""

    authority: str
    amount: int
    status: str
    refunded: int

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Line:
        """Read a row. Raises KeyError, ValueError."""
        return cls(
            row["authority"].strip(),
            int(row["amount"]),
            row["status"].strip().lower(),
            int(row.get("refunded") or 0),
        )


def differences(lines: Iterable[Line]) -> list[str]:
    """One sentence for each difference, the provider's lines first."""
    with acting(machine_act("money.reconcile")):
        ours = {
            payment.authority: payment
            for payment in Payment.objects.filter(authority__isnull=False).annotate(
                back=Sum("refunds__amount", filter=Q(refunds__state="success"))
            )
        }
    found = []
    theirs = set()
    for line in lines:
        theirs.add(line.authority)
        found += _differences(line, ours.get(line.authority))
    found += [
        f"{authority}: we hold it as paid ({payment.amount}), the provider's list lacks it"
        for authority, payment in ours.items()
        if payment.state == "success" and authority not in theirs
    ]
    return found


def _differences(line: Line, payment: Payment | None) -> list[str]:
    verified = line.status == VERIFIED
    if payment is None:
        return (
            [f"{line.authority}: the provider holds {line.amount}, we know of no such payment"]
            if verified
            else []
        )
    found = []
    if verified and payment.state != "success":
        found.append(
            f"{line.authority}: verified there ({line.amount}), {payment.state} {payment.code} here".strip()
        )
    if not verified and payment.state == "success":
        found.append(
            f"{line.authority}: paid here ({payment.amount}), {line.status or 'without status'} there"
        )
    if verified and line.amount != payment.amount:
        found.append(f"{line.authority}: {line.amount} there, {payment.amount} here")
    back = getattr(payment, "back", None) or 0
    if line.refunded != back:
        found.append(f"{line.authority}: {line.refunded} went back there, {back} here")
    return found
