"""Nobody decides a case of their own: not as the applicant, and not as somebody whom the answers name."""

from __future__ import annotations

from typing import Any

import pytest

from panjereh.cases import parties
from panjereh.cases.parties import national_ids
from panjereh.cases.tests.test_applying import row, signed_in, to_review
from panjereh.flow.model import Field, Page, Repeat, Text
from panjereh.flow.tests.conftest import make_service
from panjereh.identity.queries import has_number, party_by_number

NILOUFAR, BEHROUZ = "9990000050", "9990000069"
TEXT = Text("x", "x")
PAGES = (
    Page("one", TEXT, (Field("number", "national_id"), Field("partner", "person"), Field("name", "text"))),
    Page("many", TEXT, (Field("heir", "person"),), repeat=Repeat(5, TEXT)),
)
ANSWERS: dict[str, Any] = {
    "number": NILOUFAR,
    "partner": {"national_id": BEHROUZ, "birth_date": None, "match": True},
    "name": "9990000018",
    "many": [{"heir": {"national_id": "9990000026"}}, {"heir": None}],
}


def test_every_national_id_of_the_answers_is_found_and_nothing_else() -> None:
    service = make_service(pages=PAGES)
    assert list(national_ids(service, ANSWERS)) == [NILOUFAR, BEHROUZ, "9990000026"]
    assert list(national_ids(service, {})) == []


@pytest.mark.usefixtures("country")
def test_whoever_is_named_neither_takes_nor_gets_nor_decides_the_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, ref = to_review()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    named = party_by_number(NILOUFAR)
    assert named is not None
    assert has_number(named.id, [BEHROUZ, NILOUFAR])
    assert not has_number(named.id, [BEHROUZ])
    niloufar.post(f"/en/desk/{ref}/take/")
    # No sample service asks for another person yet: the answers of this one are read as if it did.
    monkeypatch.setattr(parties, "national_ids", lambda *_: iter([NILOUFAR]))
    told = niloufar.post(f"/en/desk/{ref}/decide/", {"choice": "grant"}, follow=True).content.decode()
    assert "Nobody decides a case of their own" in told
    assert row(ref).state["outcome"] is None
    behrouz.post(f"/en/desk/{ref}/take/", {"over": "yes"})
    behrouz.post(f"/en/desk/{ref}/hand-on/", {"to": str(named.id)})
    niloufar.post(f"/en/desk/{ref}/take/", {"over": "yes"})
    assert str(row(ref).officer) == str(party_by_number(BEHROUZ).id)
