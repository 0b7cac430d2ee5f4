"""One small stylesheet out of five."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from panjereh.kernel.ui.stylesheet import FOLDER, LAYERS, bundle, sources, write_bundle


def test_the_bundle_starts_with_the_order_of_the_layers() -> None:
    assert bundle().startswith("@layer reset,tokens,base,layout,components,print;")
    for name in LAYERS:
        assert f"@layer {name}{{" in bundle()


def test_packing_drops_comments_and_keeps_strings_and_selectors() -> None:
    packed = bundle()
    assert "/*" not in packed
    assert "\n" not in packed.strip()
    assert 'content:" (" attr(href) ")"' in packed
    assert ".top :is(" in packed
    assert packed.count("{") == packed.count("}")


def test_packing_loses_no_declaration() -> None:
    def declarations(css: str) -> list[str]:
        bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        return [re.sub(r"\s+", "", part) for part in re.findall(r"[\w-]+\s*:\s*[^;{}]+(?=[;}])", bare)]

    assert declarations(bundle()) == declarations("".join(sources().values()))


def test_every_rule_lies_in_a_layer() -> None:
    for name, css in sources().items():
        depth_zero = re.sub(r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}", "{}", css)
        heads = [
            head.strip() for head in re.sub(r"@layer [\w, ]+;", "", depth_zero).split("{}") if head.strip()
        ]
        assert all(head.startswith("@layer ") or head == "@font-face" for head in heads), (name, heads)


def test_the_font_is_looked_for_beside_the_stylesheet(tmp_path: Path) -> None:
    written = write_bundle(tmp_path)
    assert written == tmp_path / "ui" / "ui.css"
    address = re.search(r'url\("([^"]+)"\)', written.read_text(encoding="utf-8"))
    assert address is not None
    assert (written.parent / address.group(1)).resolve() == (tmp_path / "fonts" / "Vazirmatn.woff2").resolve()


@pytest.mark.parametrize(("name", "limit"), [("ui.js", 6_000), ("mark.svg", 1_000)])
def test_small_files_stay_small(name: str, limit: int) -> None:
    assert (FOLDER / name).stat().st_size <= limit


def test_the_bundle_stays_within_its_weight() -> None:
    assert len(bundle().encode()) <= 18_000
    assert len(gzip.compress(bundle().encode())) <= 6_000


def test_the_script_needs_no_other_source_and_writes_no_markup() -> None:
    script = (FOLDER / "ui.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|document\.write|\beval\b|https?://|\bimport\b|\.style\b", script)
