"""Static files that are made, not written: the one stylesheet of all pages."""

from __future__ import annotations

import re
from pathlib import Path

from panjereh.config.running.digests import PACKAGE
from panjereh.kernel.ui.stylesheet import write_bundle

FONT = PACKAGE / "kernel" / "static" / "fonts" / "Vazirmatn.woff2"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def make_assets(folder: Path) -> None:
    """Write the stylesheet below `folder`; without the font file it names none and the system's serve."""
    written = write_bundle(folder)
    if not FONT.exists():
        written.write_text(FONT_FACE.sub("", written.read_text(encoding="utf-8")), encoding="utf-8")
