"""In the demonstration, the simulated bank's page at the product's own port: a window, and no more.

Only the page that payers see is shown through it, never the merchant's interface. No cookie and no
header of ours goes to the bank, and of its answer only what a page is made of comes back, under our own policies.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

import urllib3
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from urllib3.exceptions import HTTPError

from panjereh.config.payments import Gateway
from panjereh.kernel.outside import Afterwards, require_no_transaction
from panjereh.kernel.ui.errors import unavailable

PAGE = re.compile(r"[A-Za-z0-9]{8,64}|style\.css")
LARGEST = 64 * 1024
GIVEN_BACK = ("Content-Type", "Location")
_pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=2.0, read=15.0))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def bank_page(request: HttpRequest, authority: str) -> HttpResponse:
    """The bank's page, or its answer to what the payer chose."""
    gateway = settings.GATEWAY
    if not settings.DEMO or gateway is None or not PAGE.fullmatch(authority):
        raise Http404
    return Afterwards(lambda: _shown(request, gateway, authority))


def _shown(request: HttpRequest, gateway: Gateway, authority: str) -> HttpResponse:
    require_no_transaction()
    api = urlsplit(gateway.api)
    language = request.GET.get("lang", "")
    query = f"?lang={language}" if language in ("fa", "en") else ""
    said = {name: request.POST.get(name, "")[:10] for name in ("do", "lang")}
    headers = {"Accept-Language": request.headers.get("Accept-Language", "")[:100]}
    if request.method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        answer = _pool.request(
            "POST" if request.method == "POST" else "GET",
            f"{api.scheme}://{api.netloc}/pg/StartPay/{authority}{query}",
            body=urlencode(said) if request.method == "POST" else None,
            headers=headers,
            redirect=False,
            preload_content=False,
        )
        page = answer.read(LARGEST)
        answer.close()
    except (HTTPError, OSError):
        return unavailable(request)
    kept = {name: answer.headers[name] for name in GIVEN_BACK if name in answer.headers}
    return HttpResponse(page, status=answer.status, headers={**kept, "Cache-Control": "no-store"})
