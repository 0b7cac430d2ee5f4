"""What is photographed: each page in each state that a person can meet, in the order of their coming."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Route
from tests.journeys.visitor import SERVICE, SHOP, Visitor
from tests.lookbook.book import LANGUAGES, Book
from tests.lookbook.licence_scenes import LICENCE_SCENES

from panjereh.config.testing.product import RunningProduct


@dataclass
class Studio:
    """The product, the browser and the book; people keep their browser from one picture to the next."""

    product: RunningProduct
    browser: Browser
    book: Book
    downloads: Path
    people: dict[str, Visitor] = field(default_factory=dict)

    def stranger(self) -> Visitor:
        """Somebody without a session."""
        page = self.browser.new_context(java_script_enabled=False, locale="fa-IR").new_page()
        return Visitor(page, self.product.url, "fa")

    def person(self, name: str) -> Visitor:
        """A sample person, signed in."""
        if name not in self.people:
            self.people[name] = self.stranger()
            self.people[name].sign_in_as(name)
        return self.people[name]


def public_pages(studio: Studio) -> None:
    """What everybody sees."""
    book, stranger = studio.book, studio.stranger()
    book.take("home", stranger, "/")
    book.take("services, all", stranger, "/services/")
    for language, asked in (("fa", "تأییدیه آدرس"), ("en", "proof of address")):
        there = Visitor(stranger.page, stranger.url, language)
        there.go(f"/services/?q={asked}")
        book.keep("services, found", there)
    book.take("services, nothing found", stranger, "/services/?q=qqqq")
    book.take("service", stranger, f"/services/{SERVICE}/")
    book.take("sign in", stranger, "/sign-in/")
    book.take("sign in, wrong", stranger, "/sign-in/", lambda v: v.answer(number="1234567890"))
    book.take("verify", stranger, "/verify/")
    book.take("verify, wrong", stranger, "/verify/", lambda v: v.answer(code="7K4M"))
    book.take("verify, no such code", stranger, "/verify/7K4M2QXP9B3TH5WZ1C70/")
    book.take("report", stranger, "/report/?page=/fa/")
    book.take("report, wrong", stranger, "/report/?page=/fa/", lambda v: v.answer(text=""))
    book.take("reported", stranger, "/report/?page=/fa/", lambda v: v.answer(text="x"))
    book.take("accessibility", stranger, "/accessibility/")
    book.take("style guide", stranger, "/ui/", dark=True)


def empty_places(studio: Studio) -> None:
    """What somebody sees who has just come."""
    book, ali = studio.book, studio.person("ali")
    book.take("my cases, empty", ali, "/cases/")
    book.take("inbox, empty", ali, "/inbox/")
    book.take("who looked, empty", ali, "/who-looked/")
    book.take("queue, empty", studio.person("niloufar"), "/desk/")


def questions(studio: Studio) -> None:
    """Each question, with and without a mistake, the check page and the draft."""
    book, maryam = studio.book, studio.person("maryam")
    ref = maryam.begin()
    at = f"/cases/{ref}/questions"
    book.take("question, one of several", maryam, f"{at}/purpose/")
    book.take(
        "question, one of several, wrong", maryam, f"{at}/purpose/", lambda v: v.press("main form .btn")
    )
    book.take("case, draft", maryam, f"/cases/{ref}/")
    book.take("question, text", maryam, f"{at}/recipient/")
    book.take("question, language", maryam, f"{at}/certificate_language/")
    maryam.go(f"{at}/purpose/")
    maryam.answer_details()
    book.take("check", maryam, f"/cases/{ref}/check/")
    book.take("withdraw", maryam, f"/cases/{ref}/withdraw/")


def certificate(studio: Studio) -> None:
    """A certificate that is finished while one waits, and what one has then."""
    book, zahra = studio.book, studio.person("zahra")
    ref = zahra.begin()
    zahra.answer_details()
    book.take("check, long address", zahra, f"/cases/{ref}/check/")
    with worker_at_rest(studio.product):
        zahra.submit()
        book.take("case, finishing", zahra, f"/cases/{ref}/")
    wait_for(zahra, f"/cases/{ref}/", 'a[href$=".pdf"]')
    book.take("case, granted", zahra, f"/cases/{ref}/")
    book.take("my cases", zahra, "/cases/")
    book.take("inbox, unread", zahra, "/inbox/")
    book.take("notice", zahra, "/inbox/", lambda v: v.press("main .rows a"))
    book.take("inbox, read", zahra, "/inbox/")
    book.take("who looked", zahra, "/who-looked/")
    verification(studio, zahra, ref)


def verification(studio: Studio, holder: Visitor, ref: str) -> None:
    """The document in the eyes of a stranger."""
    from tests.journeys.papers import code_of

    holder.go(f"/cases/{ref}/")
    address = holder.page.locator('main a[href$=".pdf"]').first.get_attribute("href")
    pdf = studio.downloads / "certificate.pdf"
    pdf.write_bytes(holder.page.context.request.get(f"{holder.url}{address}").body())
    stranger = studio.stranger()
    studio.book.take("verified by its code", stranger, f"/verify/{code_of(pdf)}/")
    studio.book.take("verified by its file", stranger, "/verify/", lambda v: v.answer(file=str(pdf)))
    other = studio.downloads / "other.pdf"
    other.write_bytes(pdf.read_bytes() + b"\n")
    studio.book.take("verified, changed file", stranger, "/verify/", lambda v: v.answer(file=str(other)))


def officers(studio: Studio) -> None:
    """A case that goes to an officer: asked again, granted; another one refused, a third taken back."""
    book, reza, niloufar = studio.book, studio.person("reza"), studio.person("niloufar")
    ref = reza.begin()
    reza.answer_details()
    reza.submit()
    at = f"/cases/{ref}/questions"
    book.take("case, your turn", reza, f"/cases/{ref}/")
    book.take("question, several fields", reza, f"{at}/home/")
    book.take(
        "question, several fields, wrong", reza, f"{at}/home/", lambda v: v.answer(home_postal_code="۱۲۳")
    )
    book.take("question, declaration", reza, f"{at}/home_declaration/")
    book.take(
        "question, declaration, wrong", reza, f"{at}/home_declaration/", lambda v: v.press("main form .btn")
    )
    reza.go(f"{at}/home/")
    reza.answer_home(SHOP)
    book.take("check, second round", reza, f"/cases/{ref}/check/")
    reza.submit()
    book.take("case, the officer's turn", reza, f"/cases/{ref}/")
    book.take("queue", niloufar, "/desk/")
    book.take("workbench, not taken", niloufar, f"/desk/{ref}/")
    niloufar.go(f"/desk/{ref}/")
    niloufar.press('form[action$="/take/"] button')
    book.take("workbench", niloufar, f"/desk/{ref}/")
    book.take("workbench, wrong", niloufar, f"/desk/{ref}/", lambda v: v.answer(choice="ask_more"))
    book.take("workbench of a colleague", studio.person("behrouz"), f"/desk/{ref}/")
    niloufar.go(f"/desk/{ref}/")
    note = "این کد پستی برای یک مغازه ثبت شده است. کد پستی خانهٔ خود را بنویسید."
    niloufar.answer(choice="ask_more", pages="home", note=note)
    book.take("case, your turn again", reza, f"/cases/{ref}/")
    book.take("question, asked again", reza, f"{at}/home/")
    reza.go(f"{at}/home/")
    reza.fill({"home_postal_code": SHOP})
    reza.press("main form .btn")
    reza.go(f"/cases/{ref}/check/")
    reza.submit()
    niloufar.go(f"/desk/{ref}/")
    niloufar.press('form[action$="/take/"] button')
    niloufar.answer(choice="refuse", finding__4="unmet")
    wait_for(reza, "/inbox/", "main .rows a")
    book.take("case, refused", reza, f"/cases/{ref}/")
    book.take("notice, refused", reza, "/inbox/", lambda v: v.press("main .rows a"))
    book.take("who looked, an officer", reza, "/who-looked/")
    other = reza.begin()
    reza.answer_details()
    reza.submit()
    reza.go(f"/cases/{other}/withdraw/")
    reza.press("main form .btn")
    book.take("case, withdrawn", reza, f"/cases/{other}/")
    book.take("my cases, several", reza, "/cases/")
    wait_for(reza, "/demo/mailbox/", "main .card")
    book.take("mailbox", reza, "/demo/mailbox/")


def faults(studio: Studio) -> None:
    """The pages for what goes wrong."""
    from django.test import RequestFactory

    from panjereh.kernel.ui import errors

    book, stranger = studio.book, studio.stranger()
    book.take("error 404", stranger, "/nothing/")
    makers: dict[str, Callable[..., object]] = {
        "400": errors.handler400, "403": errors.handler403, "403 form too old": errors.csrf_failure,
        "410": errors.gone, "429": errors.too_many, "500": errors.handler500, "503": errors.unavailable,
    }  # fmt: skip
    for name, maker in makers.items():
        for language in LANGUAGES:
            there = Visitor(stranger.page, stranger.url, language)
            body = maker(RequestFactory().get(f"/{language}/fault/")).content  # type: ignore[attr-defined]
            with answered(there.page, body):
                there.go("/fault/")
            book.keep(f"error {name}", there)


@contextmanager
def answered(page: Page, body: bytes) -> Iterator[None]:
    """Let the address /fault/ be answered with this page."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=body)

    page.route("**/fault/", answer)
    yield
    page.unroute("**/fault/", answer)


@contextmanager
def worker_at_rest(product: RunningProduct) -> Iterator[None]:
    """Hold the product's own job worker still, so that what it finishes in a second can be photographed."""
    workers = [pid for pid in _children(product.process.pid) if b"command\0worker" in _command(pid)]
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def wait_for(visitor: Visitor, path: str, selector: str, tries: int = 60) -> None:
    """Look at a page again until the background work has put something on it."""
    for _ in range(tries):
        visitor.go(path)
        if visitor.page.locator(selector).count():
            return
        visitor.page.wait_for_timeout(500)
    raise AssertionError(f"{path} does not show {selector}")


SCENES = (public_pages, empty_places, questions, certificate, officers, *LICENCE_SCENES, faults)
