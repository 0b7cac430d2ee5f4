"""The shop licence in pictures: its pages, its fee and payment, a refusal with its appeal, what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.licence import (
    FLAT,
    HALL,
    LICENCE,
    MARYAMS,
    answer_pages,
    apply_for,
    at_the_bank,
    begin,
    come_back_until,
    pay,
    ref_of,
    to_the_bank,
    wait_for,
)

if TYPE_CHECKING:
    from tests.lookbook.scenes import Studio


def licence(studio: Studio) -> None:
    """A licence from its page to the wall of the shop."""
    book, maryam = studio.book, studio.person("maryam")
    book.take("licence, service", maryam, f"/services/{LICENCE}/")
    ref = begin(maryam)
    at = f"/cases/{ref}/questions"
    for page in ("trade", "postal_code", "area"):
        book.take(f"licence, {page}", maryam, f"{at}/{page}/")
    book.take("licence, area wrong", maryam, f"{at}/area/", lambda v: v.answer(area="۰"))
    ref = apply_for(MARYAMS, maryam)
    wait_for(maryam, f"/cases/{ref}/", f'main form[action$="/cases/{ref}/pay/"]')
    book.take("licence, fee due", maryam, f"/cases/{ref}/")
    to_the_bank(maryam, ref)
    at_the_bank(maryam, "decline")
    book.take("licence, payment declined", maryam, f"/cases/{ref}/")
    pay(maryam, ref)
    come_back_until(maryam, f"/cases/{ref}/", 'main a[href$=".pdf"]')
    book.take("licence, granted", maryam, f"/cases/{ref}/")
    given(studio, ref)


def given(studio: Studio, ref: str) -> None:
    """What an inspector sees of what was given."""
    ramin = studio.person("ramin")
    studio.book.take("given", ramin, "/given/")
    studio.book.take("measure", ramin, f"/given/{ref}/")


def appeal(studio: Studio) -> None:
    """A refusal, the appeal against it, and its officer."""
    book, leila = studio.book, studio.person("leila")
    ref = apply_for(FLAT, leila)
    wait_for(leila, f"/cases/{ref}/", "main .decision.no")
    book.take("licence, refused", leila, f"/cases/{ref}/")
    book.take("appeal, before", leila, f"/cases/{ref}/appeal/")
    leila.go(f"/cases/{ref}/appeal/")
    leila.press("main form .btn")
    own = ref_of(leila)
    book.take("appeal, reason", leila, f"/cases/{own}/questions/reason/")
    why = {"reason": {"reason": "شهرداری کاربری این محل را تجاری کرده است."}}
    leila.go(f"/cases/{own}/questions/reason/")
    answer_pages(leila, own, {**why, "appeal_declaration": {"appeal_declaration": "yes"}})
    leila.submit()
    nader = studio.person("nader")
    nader.go(f"/desk/{own}/")
    nader.press('form[action$="/take/"] button')
    book.take("appeal, workbench", nader, f"/desk/{own}/")
    book.take("appeal, the case it is about", nader, f"/desk/{own}/about/")
    nader.go(f"/desk/{own}/")
    nader.answer(choice="overturn")
    come_back_until(leila, f"/cases/{ref}/", f'main form[action$="/cases/{ref}/pay/"]')
    book.take("appeal, overturned", leila, f"/cases/{ref}/")


def large_hall(studio: Studio) -> None:
    """A case for two officers."""
    hamid, simin = studio.person("hamid"), studio.person("simin")
    ref = apply_for(HALL, hamid)
    wait_for(hamid, f"/cases/{ref}/", "main .note.information")
    simin.go(f"/desk/{ref}/")
    simin.press('form[action$="/take/"] button')
    studio.book.take("licence, workbench", simin, f"/desk/{ref}/")
    simin.answer(choice="grant")
    studio.book.take("licence, second officer", studio.person("dariush"), f"/desk/{ref}/")


LICENCE_SCENES = (licence, large_hall, appeal)
