"""«Who looked at my data»: each read with the names that people know."""

from __future__ import annotations

import pytest

from panjereh.cases.tests.test_applying import applied, signed_in, to_review

pytestmark = pytest.mark.usefixtures("country")


def test_nobody_has_looked_at_first() -> None:
    page = signed_in("maryam").get("/fa/who-looked/").content.decode()
    assert "<table" not in page


def test_the_rules_of_an_agency_are_told_with_register_and_fields() -> None:
    client, ref = applied("maryam")
    page = client.get("/fa/who-looked/").content.decode()
    assert ref in page
    assert "سازمان ثبت احوال (نمونه)" in page
    assert "پایگاه سکونت" in page
    assert "کد پستی" in page
    assert "residences" not in page


def test_an_officer_who_opens_the_papers_is_told() -> None:
    client, ref = to_review()
    before = client.get("/en/who-looked/").content.decode()
    assert "The papers of the case" not in before
    signed_in("niloufar").get(f"/fa/desk/{ref}/")
    after = client.get("/en/who-looked/").content.decode()
    assert "The papers of the case" in after
    assert "an officer" in after


def test_own_reads_are_no_news() -> None:
    client, ref = applied("maryam")
    count = client.get("/fa/who-looked/").content.decode().count("<tr")
    client.get(f"/fa/cases/{ref}/")
    assert client.get("/fa/who-looked/").content.decode().count("<tr") == count


def test_equal_reads_of_a_day_are_one_line_with_their_number() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    for _ in range(3):
        officer.get(f"/fa/desk/{ref}/")
    page = client.get("/en/who-looked/").content.decode()
    assert page.count("The papers of the case") == 1
    assert "3 times that day" in page
    officer.get(f"/fa/desk/{ref}/")
    assert "4 times that day" in client.get("/en/who-looked/").content.decode()
