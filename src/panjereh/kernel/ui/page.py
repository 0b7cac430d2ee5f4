"""What every page is told about itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from panjereh.kernel.ui.writing import language

LANGUAGES = ("fa", "en")


def path_in_other_language(request: HttpRequest) -> str:
    """The address of this page in the other language, with its query; the front page where a path has none."""
    here, _, rest = request.path.lstrip("/").partition("/")
    if here not in LANGUAGES:
        return f"/{_other(language())}/"
    query = request.META.get("QUERY_STRING", "")
    return f"/{_other(here)}/{rest}" + (f"?{query}" if query else "")


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor of all pages: `path_other` for the language switch and `demo` for the demo banner."""
    return {"path_other": path_in_other_language(request), "demo": bool(getattr(settings, "DEMO", False))}


def _other(code: str) -> str:
    return "en" if code == "fa" else "fa"
