"""Pages for what goes wrong. They need no database, no session and no collected static files."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone, translation
from jinja2 import Environment, FileSystemLoader

from panjereh.kernel.away import DATABASE_AWAY
from panjereh.kernel.ui.environment import environment
from panjereh.kernel.ui.problems import for_machines, problem
from panjereh.kernel.ui.writing import digits

logger = logging.getLogger(__name__)

_TOO_LARGE = {
    "fa": {
        "title": "آنچه فرستادید بزرگ‌تر از آن است که پذیرفته شود",
        "limit": "فرم و فایل‌های آن روی هم تا {most} مگابایت پذیرفته می‌شود. چیزی تغییر نکرده است.",
        "cure": "بازگردید، فایل کوچک‌تری انتخاب کنید و دوباره بفرستید.",
    },
    "en": {
        "title": "That is too large to be taken in",
        "limit": "A form and its files may have {most} megabytes together. Nothing has been changed.",
        "cure": "Go back, choose a smaller file and send it once more.",
    },
}

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are taken for one another on the telephone


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return _page(request, 400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not see or do this."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its key: opened long ago, or cookies are off."""
    return _page(request, 403, template="form_expired")


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address."""
    return _page(request, 404)


def gone(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was here has been taken away for good (410)."""
    return _page(request, 410)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """What was sent is larger than `most` bytes (413)."""
    sentences = _TOO_LARGE[_language(request)]
    with translation.override(_language(request)):
        megabytes = digits(most // 2**20)
    said = {name: sentence.format(most=megabytes) for name, sentence in sentences.items()}
    return _page(request, 413, said=said, most=most)


def too_many(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    """Too many tries (429); `retry_after` in seconds is said on the page and in the header."""
    return _page(request, 429, retry_after=retry_after)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a reference that also stands in the log, the time, and that the data is safe.

    A database that is gone is no fault of a page; it can be missed in any middleware.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return unavailable(request)
    reference = new_reference()
    route = request.resolver_match.route if request.resolver_match else "(none)"
    logger.error("fault %s at %s", reference, route, exc_info=sys.exc_info()[0] is not None)
    return _page(request, 500, reference=reference)


def unavailable(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    """The whole site rests (503): its database is gone for a moment, or it is being renewed."""
    if isinstance(why := sys.exc_info()[1], Exception):
        logger.warning("away: %s: %s", type(why).__name__, str(why).partition("\n")[0][:200])
    return _page(request, 503, retry_after=retry_after)


def new_reference() -> str:
    """Eight letters and digits in two groups that can be read out on the telephone."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def _page(
    request: HttpRequest,
    status: int,
    *,
    template: str = "",
    reference: str = "",
    retry_after: int = 0,
    said: Mapping[str, str] | None = None,
    most: int = 0,
) -> HttpResponse:
    """The page of a fault in its language; a program that asked gets the same as JSON."""
    if for_machines(request):
        response: HttpResponse = problem(
            status, name=template, reference=reference, seconds=retry_after, most=most
        )
    else:
        response = _html(request, status, template, reference, retry_after, said)
    response["Cache-Control"] = "no-store"
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _html(
    request: HttpRequest,
    status: int,
    template: str,
    reference: str,
    retry_after: int,
    said: Mapping[str, str] | None,
) -> HttpResponse:
    with translation.override(_language(request)):
        html = (
            _templates()
            .get_template(f"ui/errors/{template or status}.html")
            .render(
                path=request.path,
                reference=reference,
                minutes=max(1, -(-retry_after // 60)),
                said=said,
                time=timezone.now(),
                asset=_asset,
            )
        )
    return HttpResponse(html, status=status)


def _language(request: HttpRequest) -> str:
    return "en" if request.path.startswith("/en/") else "fa"


@cache
def _templates() -> Environment:
    folder = Path(__file__).resolve().parents[1] / "jinja2"
    return environment(loader=FileSystemLoader(folder))


def _asset(path: str) -> str:
    """A static file's address, also where the list of hashed names is missing."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"
