"""What every page is told about itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from panjereh.kernel.ui.writing import language

LANGUAGES = ("fa", "en")


def path_in_other_language(request: HttpRequest) -> str:
    """The address of this page in the other language, with its query; a path without one leads home."""
    here = request.path.split("/")[1]
    if here not in LANGUAGES:
        return f"/{_other(language())}/"
    rest = request.get_full_path().removeprefix(f"/{here}")
    return f"/{_other(here)}{rest if rest.startswith('/') else f'/{rest}'}"


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor of all pages: `path_other` for the language switch and `demo` for the demo banner."""
    return {"path_other": path_in_other_language(request), "demo": bool(getattr(settings, "DEMO", False))}


def _other(code: str) -> str:
    return "en" if code == "fa" else "fa"
