"""One stylesheet out of five: a page asks for one file, people edit small ones."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "static" / "ui"
LAYERS = ("tokens", "base", "layout", "components", "print")
BUNDLE = "ui.css"

_PIECES = re.compile(r'("[^"]*")|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+', re.DOTALL)


def sources() -> dict[str, str]:
    """The five files by name, in the order in which their layers apply."""
    return {name: (FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in LAYERS}


def bundle() -> str:
    """All layers as one CSS text without comments and spare white space; quoted strings stay as they are."""
    packed = _PIECES.sub(_packed, "".join(sources().values()))
    return packed.replace(";}", "}").strip() + "\n"


def write_bundle(static_root: Path) -> Path:
    """Write the bundle to `<static_root>/ui/ui.css`, beside the folder `fonts/` that it points to."""
    target = static_root / "ui" / BUNDLE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bundle(), encoding="utf-8")
    return target


def _packed(piece: re.Match[str]) -> str:
    string, mark, colon = piece.groups()
    if piece.group().startswith("/*"):
        return ""
    return string or mark or colon or " "
