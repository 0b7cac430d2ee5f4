"""Pages off the great ways: each judged in both languages and widths, also wide, enlarged and dark."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import Enter, Variant
from tests.journeys.judges import Judge
from tests.journeys.visitor import SERVICE

pytestmark = pytest.mark.browser

VARIANTS = [Variant(language, width) for language in ("fa", "en") for width in (360, 1100)]
PUBLIC = [
    "/", "/services/", "/services/?q=qqqq", f"/services/{SERVICE}/", "/sign-in/", "/verify/", "/report/",
    "/accessibility/", "/demo/mailbox/", "/nothing/",
]  # fmt: skip
OWN = ["/", "/cases/", "/inbox/", "/who-looked/"]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_public_pages(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    for path in PUBLIC:
        visitor.go(path)
    visitor.go("/report/?page=/fa/")
    visitor.answer(text="")
    assert visitor.page.locator(".errors").count() == 1
    visitor.answer(text="x")
    assert visitor.page.locator(".errors").count() == 0


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_pages_of_somebody_who_has_just_come(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    visitor.sign_in_as("behrouz")
    for path in [*OWN, "/desk/"]:
        visitor.go(path)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_guide(variant: Variant, scheme: str, enter: Enter, judge: Judge) -> None:
    visitor = enter(variant)
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visitor.page.goto(f"{visitor.url}/{variant.language}/ui/")
    judge.look(visitor.page, variant.language, variant.width, scripts=True, scheme=scheme)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_nothing_is_cut_off_on_a_tablet_or_with_text_twice_as_large(language: str, enter: Enter) -> None:
    visitor = enter(Variant(language, 768))
    for path in [*PUBLIC, "/ui/"]:
        visitor.go(path)
        visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide with large text"
