"""The colours can be read: the contrast table of the design, computed from the tokens themselves."""

from __future__ import annotations

import re

import pytest

from panjereh.kernel.ui.stylesheet import sources

BODY, TEXT, SHAPE = 7.0, 4.5, 3.0
PAIRS = [
    *((BODY, "ink", ground) for ground in ("paper", "surface", "sunken")),
    *((BODY, "ink", f"{tint}-tint") for tint in ("action", "cobalt", "error", "attn", "ok")),
    *((BODY, "muted", ground) for ground in ("paper", "surface", "sunken", "cobalt-tint", "attn-tint")),
    *((TEXT, "link", ground) for ground in ("paper", "surface", "sunken")),
    *((TEXT, "link", f"{tint}-tint") for tint in ("cobalt", "attn", "ok", "error")),
    *((TEXT, "visited", ground) for ground in ("paper", "surface", "sunken", "attn-tint")),
    *((TEXT, "muted", f"{tint}-tint") for tint in ("action", "ok")),
    (TEXT, "on-action", "action"),
    (TEXT, "on-action", "action-hover"),
    *((TEXT, "action", ground) for ground in ("paper", "surface", "action-tint")),
    *((TEXT, "error", ground) for ground in ("paper", "surface", "error-tint")),
    *((TEXT, "attn", ground) for ground in ("paper", "surface", "attn-tint")),
    *((TEXT, "ok", ground) for ground in ("paper", "surface", "ok-tint")),
    *((SHAPE, "edge", ground) for ground in ("paper", "surface", "sunken")),
    *((SHAPE, "attn-mark", ground) for ground in ("paper", "surface", "attn-tint")),
    *((SHAPE, "focus-line", ground) for ground in ("paper", "surface", "focus-halo")),
]
SCHEMES = ("light", "dark")


def colours(scheme: str) -> dict[str, str]:
    """Names and values of the colour tokens; dark is written over light, as in the browser."""
    light, dark = sources()["tokens"].split("@media (prefers-color-scheme: dark)")
    text = light if scheme == "light" else light + dark
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6});", text))


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("limit", "front", "ground"), PAIRS)
def test_contrast_is_above_the_limit(limit: float, front: str, ground: str, scheme: str) -> None:
    tokens = colours(scheme)
    measured = contrast(tokens[front], tokens[ground])
    assert measured >= limit, f"{front} on {ground} ({scheme}): {measured:.2f}"


@pytest.mark.parametrize(
    ("front", "ground", "light", "dark"),
    [
        ("ink", "paper", 14.77, 15.11),
        ("muted", "cobalt-tint", 7.04, 7.88),
        ("action", "surface", 6.27, 7.98),
        ("attn-mark", "attn-tint", 3.04, 6.50),
        ("error", "error-tint", 6.66, 7.83),
    ],
)
def test_the_table_of_the_design_is_reproduced(front: str, ground: str, light: float, dark: float) -> None:
    for scheme, expected in (("light", light), ("dark", dark)):
        tokens = colours(scheme)
        assert contrast(tokens[front], tokens[ground]) == pytest.approx(expected, abs=0.006)


def test_the_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#ABCDEF", "#ABCDEF") == 1


def test_the_dark_scheme_redefines_every_colour_but_those_of_paper() -> None:
    light, dark = sources()["tokens"].split("@media (prefers-color-scheme: dark)")
    names = {name for name, _ in re.findall(r"--([\w-]+):\s*(#\w+);", light)}
    assert names - {name for name, _ in re.findall(r"--([\w-]+):\s*(#\w+);", dark)} == {"sheet", "print"}


@pytest.mark.parametrize("name", ["base", "layout", "components", "print"])
def test_colours_come_from_tokens_alone(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", sources()[name], flags=re.DOTALL)
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color-mix)a?\(", css)
    named = {"inherit", "transparent", "currentColor", "none", "0", "solid"}
    for prop, value in re.findall(
        r"(?<![-\w])(color|background|background-color|fill|stroke)\s*:\s*([^;}]+)", css
    ):
        assert value.strip() in named or re.fullmatch(r"var\(--[\w-]+\)", value.strip()), f"{prop}: {value}"


def test_every_token_that_is_used_is_defined() -> None:
    css = "".join(sources().values())
    defined = set(re.findall(r"--([\w-]+)\s*:", css))
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= defined
