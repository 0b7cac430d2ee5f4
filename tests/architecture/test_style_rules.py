"""One stylesheet for both directions: nothing in the product names left or right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.architecture.style_rules import allow_list, product_faults, stylesheet_faults, template_faults

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src" / "panjereh"


def test_the_product_keeps_to_logical_properties() -> None:
    allowed = allow_list((HERE / "physical_allowed.txt").read_text(encoding="utf-8"))
    assert list(product_faults(SOURCE, allowed)) == []


def test_the_check_looks_at_the_real_files() -> None:
    assert len(list(SOURCE.rglob("static/**/*.css"))) >= 5
    assert len(list(SOURCE.rglob("jinja2/**/*.html"))) >= 10


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px }",
        "a { border-top: 1px solid }",
        "a { left: 0 }",
        "a { text-align: right }",
        "a { float: inline-start }",
        "a { width: 10px }",
        "a { max-height: 10px }",
        "a { padding: 1px 2px 3px 4px }",
        "a { padding: 0 var(--a) 0 calc(1px + 2px) }",
        "@media (max-width: 40rem) { a { right: 1px } }",
        "a { border-top-left-radius: 3px }",
    ],
)
def test_a_physical_property_is_found(css: str) -> None:
    assert list(stylesheet_faults(css))


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-inline-start: 1px; inset-inline: 0; text-align: start }",
        "a { inline-size: 1px; max-block-size: 2px; line-height: 2 }",
        "a { padding: 1px 2px 3px 2px; border-width: 0 2px }",
        "@media (max-width: 40rem) { a { color: red } }",
        ".top :is(a, b) { color: red }",
        "@container (min-width: 40rem) { a { color: red } }",
        "a { grid-area: 1 / 1 / auto / -1 } /* left: 0 */",
    ],
)
def test_a_logical_property_passes(css: str) -> None:
    assert list(stylesheet_faults(css)) == []


@pytest.mark.parametrize(
    "html", ['<p style="color:red">', "<style>", "<script>x</script>", "<b onclick='x'>", '<a  style = "">']
)
def test_inline_style_and_script_are_found(html: str) -> None:
    assert list(template_faults(html))


def test_a_module_from_a_file_passes() -> None:
    assert list(template_faults('<script type="module" src="/ui.js"></script><p class="style">')) == []


def test_an_exception_needs_a_reason() -> None:
    assert allow_list("# rule\n\na.css: a float: float: # letters of the poster\n") == {
        "a.css: a float: float:"
    }
    with pytest.raises(ValueError, match="reason"):
        allow_list("a.css: a float: float:\n")
