"""What a payment costs: from the button to the confirmed success, the case's going on included."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import httpx
from bench.figures import Figure
from bench.ground import Ground
from bench.visitor import SHOP, Application, Visitor

COUNT = 25
ANSWERS = dict(SHOP.answers) | {"trade": {"trade": "books"}, "ownership": {"ownership": "owned"}}
BOOKSHOP = Application(
    SHOP.service, {page: said for page, said in ANSWERS.items() if page not in ("lease", "employs")}, {}
)  # decided at once


def measure(ground: Ground, reference: Figure) -> Iterator[Figure]:
    """Payments for each CPU second of web server, worker and database together; the bank's own not counted."""
    visitor = Visitor(ground.product.url)
    waiting = [visitor.apply(BOOKSHOP) for _ in range(COUNT + 3)]
    ground.rest()
    for ref in waiting[:3]:
        _pay(visitor, ground, ref)
    ground.rest()
    start = ground.seconds()
    for ref in waiting[3:]:
        _pay(visitor, ground, ref)
    ground.rest()
    used = ground.seconds() - start
    with ground.superuser() as connection:
        row = connection.execute("SELECT count(*) FROM money_payment WHERE state = 'success'").fetchone()
    assert row == (COUNT + 3,), f"{row} of {COUNT + 3} payments succeeded"
    yield Figure("payment, to the licence", COUNT / used.total, "per core-second", reference.value)
    for part in ("web", "worker", "database"):
        yield Figure(f"  payment: {part}", 1000 * getattr(used, part) / COUNT, "CPU ms")


def _pay(visitor: Visitor, ground: Ground, ref: str) -> None:
    """The button, the bank itself (not through our window), and the way back without a session."""
    authority = visitor.post(f"/fa/cases/{ref}/pay/", key=str(uuid4())).rpartition("/")[2]
    paid = httpx.post(f"{ground.product.bank.url}/pg/StartPay/{authority}", data={"do": "pay"})
    assert paid.status_code == 303, paid.text
    assert httpx.get(paid.headers["location"], follow_redirects=True).status_code == 200
