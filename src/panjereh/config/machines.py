"""The addresses that machines ask: answered before sessions, rights and transactions come into play."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from panjereh.config.health import healthz
from panjereh.config.metrics import metrics

View = Callable[[HttpRequest], HttpResponse]
ANSWERED: dict[str, View] = {"/healthz": healthz, "/metrics": metrics}


class MachineAddresses:
    """Answers `/healthz` and `/metrics` by itself: they have to answer when the database doesn't."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return ANSWERED.get(request.path_info, self.get_response)(request)
