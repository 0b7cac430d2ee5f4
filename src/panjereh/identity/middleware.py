"""One request is one transaction, and PostgreSQL knows from its start who acts."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from panjereh.identity.models import Party
from panjereh.identity.queries import act_of
from panjereh.kernel import clock
from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.kernel.limits import TooManyAttempts
from panjereh.kernel.outside import has_own_transactions
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.ui.errors import too_many, unavailable
from panjereh.kernel.wall import acting

Answer = Callable[[HttpRequest], HttpResponse]


class ActMiddleware:
    """Sets `request.act`, opens the transaction, and takes everything back when the answer is a fault.

    A view that speaks to others over the network opens its own (`kernel/outside.py`).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.act = self._act(request)  # type: ignore[attr-defined]
            if has_own_transactions(request):
                return self.get_response(request)
            with acting(request.act):  # type: ignore[attr-defined]
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
            return response
        except (OperationalError, InterfaceError):
            return unavailable(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What isn't allowed looks like what isn't there; a limit says when it may be tried again."""
        if isinstance(exception, NotAllowed):
            raise Http404 from exception
        if isinstance(exception, TooManyAttempts):
            return too_many(request, exception.seconds)
        if isinstance(exception, (OperationalError, InterfaceError)):
            if connection.in_atomic_block:
                transaction.set_rollback(True)
            return unavailable(request)
        return None

    def _act(self, request: HttpRequest) -> Act:
        user = request.user
        return act_of(user, clock.today()) if isinstance(user, Party) else ANONYMOUS
