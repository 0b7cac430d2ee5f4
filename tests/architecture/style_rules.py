"""What every stylesheet and template must keep, so that one sheet serves both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@(media|container|supports|page|layer|import)[^{;]*")
_PHYSICAL = {
    "a physical side": re.compile(r"(?:margin|padding|border|inset|scroll-\w+)-(?:left|right|top|bottom)\b"),
    "a physical place": re.compile(r"(?<![-\w.#])(?:left|right|top|bottom)\s*:"),
    "a physical alignment": re.compile(r"text-align\s*:\s*(?:left|right)"),
    "a float": re.compile(r"(?<![-\w])float\s*:"),
    "a physical size": re.compile(r"(?<![-\w])(?:(?:min|max)-)?(?:width|height)\s*:"),
    "a physical corner": re.compile(r"border-(?:top|bottom)-(?:left|right)-radius"),
}
_FOUR_SIDES = re.compile(
    r"(?<![-\w])(margin|padding|inset|border-width|border-style|border-color|border-radius)\s*:\s*([^;}]+)"
)
_INLINE = re.compile(
    r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE
)


def stylesheet_faults(css: str) -> Iterator[str]:
    """Each physical property in a stylesheet, as a sentence."""
    rules = _AT_RULE.sub("", _COMMENT.sub("", css))
    for name, pattern in _PHYSICAL.items():
        yield from (f"{name}: {hit.group().strip()}" for hit in pattern.finditer(rules))
    for hit in _FOUR_SIDES.finditer(rules):
        sides = re.sub(r"\([^()]*\)", "()", hit.group(2).replace("!important", "")).split()
        written = hit.group(2).split()
        if len(sides) == 4 and (len(written) != 4 or written[1] != written[3]):
            yield f"four sides that differ: {hit.group().strip()}"


def template_faults(html: str) -> Iterator[str]:
    """Each inline style, script or event handler in a template, as a sentence."""
    yield from (f"inline style or script: {hit.group().strip()}" for hit in _INLINE.finditer(html))


def product_faults(source: Path, allowed: set[str]) -> Iterator[str]:
    """All faults under a source folder, as `file: fault`, but for those allowed with a reason."""
    for path in sorted(source.rglob("static/**/*.css")) + sorted(source.rglob("jinja2/**/*.html")):
        check = stylesheet_faults if path.suffix == ".css" else template_faults
        for fault in check(path.read_text(encoding="utf-8")):
            line = f"{path.relative_to(source).as_posix()}: {fault}"
            if line not in allowed:
                yield line


def allow_list(text: str) -> set[str]:
    """Lines of the form `file: fault # reason`; one without a reason is refused with ValueError."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in lines:
        if not line.partition(" # ")[2].strip():
            raise ValueError(f"give a reason after « # »: {line}")
    return {line.partition(" # ")[0].strip() for line in lines}
