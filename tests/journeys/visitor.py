"""Somebody at a browser, who does on the pages what a person does there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

SERVICE = "civil/residence-certificate"
# A home that nobody is registered at, and a shop: both are addresses of the sample country.
HOME, SHOP = "9174639511", "6135741133"
Answers = Mapping[str, str]


def nothing(page: Page) -> None:
    """Look at nothing."""


@dataclass
class Visitor:
    """A person before one page of a browser; `look` is shown every page that comes up."""

    page: Page
    url: str
    language: str
    look: Callable[[Page], None] = nothing

    @property
    def path(self) -> str:
        """Where they are, without the language."""
        return urlsplit(self.page.url).path.removeprefix(f"/{self.language}")

    def go(self, path: str) -> None:
        """Type an address, without the language in front."""
        address = f"{self.url}/{self.language}{path}"
        try:
            self.page.goto(address)
        except Error as cut_off:  # a page that looks anew by itself did so at this very moment
            if "interrupted by another navigation" not in cut_off.message:
                raise
            self.page.wait_for_load_state()
            self.page.goto(address)
        self.look(self.page)

    def press(self, selector: str) -> None:
        """Press a link or button that brings another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look(self.page)

    def sign_in_as(self, person: str, after: str = "") -> None:
        """Sign in with the one click of the demonstration."""
        self.go(f"/sign-in/{after}")
        self.press(f'form[action$="/sign-in/as/{person}/"] button')

    def sign_out(self) -> None:
        """Leave, by the button of the header, which lies in a menu on a phone."""
        menu = self.page.locator("header details.menu summary")
        if menu.is_visible():
            menu.click()
        self.press('header form[action$="/sign-out/"] button')

    def begin(self) -> str:
        """Go to the service's page and begin an application; returns the reference of the case."""
        self.go(f"/services/{SERVICE}/")
        return self.start_here()

    def start_here(self) -> str:
        """Begin an application on the service's page that is open; returns the reference of the case."""
        self.press(f'form[action$="/cases/start/{SERVICE}/"] button')
        found = re.match(r"/cases/(\w+)/questions/", self.path)
        assert found, f"no question was asked: {self.page.url}"
        return found[1]

    def fill(self, answers: Answers) -> None:
        """Fill in the fields of a page by their names; an option is named by its value."""
        for name, value in answers.items():
            control = self.page.locator(f'main [name="{name}"]')
            kind = control.first.get_attribute("type") or control.first.evaluate("e => e.localName")
            if kind in ("radio", "checkbox"):
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "select":
                control.select_option(value)
            elif kind == "file":
                control.set_input_files(Path(value))
            else:
                control.fill(value)

    def fill_in(self, name: str, value: str) -> None:
        """Fill in one field."""
        self.fill({name: value})

    def answer(self, **answers: str) -> None:
        """Fill in a page and go on; `__` in a name stands for the dash of a part."""
        self.fill({name.replace("__", "-"): value for name, value in answers.items()})
        self.press("main form .btn:not(.second)")

    def answer_details(self, language: str = "fa") -> None:
        """Answer the three questions that everybody is asked."""
        self.answer(purpose="school")
        self.answer(recipient="دبستان نمونه" if self.language == "fa" else "Sample Primary School")
        self.answer(certificate_language=language)

    def answer_home(self, postal_code: str = HOME) -> None:
        """Tell a present address, which is asked when no register knows one."""
        year = "1404" if self.language == "fa" else "2025"
        self.answer(
            home_postal_code=postal_code, home_since__day="1", home_since__month="6", home_since__year=year
        )
        self.answer(home_basis="rented")
        self.answer(home_declaration="yes")

    def submit(self) -> None:
        """Send the application from the check page."""
        self.press("main form .btn")
