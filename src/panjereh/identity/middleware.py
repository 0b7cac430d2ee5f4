"""One request is one transaction, and PostgreSQL knows from its start who acts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from panjereh.identity.doors import proofing_needed, step_up
from panjereh.identity.levels import SECOND, Demand, ProofingNeeded, StepUpNeeded
from panjereh.identity.models import Party
from panjereh.identity.parking import FIELD, let_go_on
from panjereh.identity.queries import act_of
from panjereh.identity.standing import standing_of
from panjereh.kernel import clock
from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.kernel.away import DATABASE_AWAY
from panjereh.kernel.limits import TooManyAttempts
from panjereh.kernel.outside import Afterwards
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.ui.errors import too_many, unavailable
from panjereh.kernel.wall import acting

Answer = Callable[[HttpRequest], HttpResponse]


class ActMiddleware:
    """Sets `request.act`, opens the transaction, and takes everything back when the answer is a fault.

    What has to speak to others over the network does so afterwards (`kernel/outside.py`).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.act = self._act(request)  # type: ignore[attr-defined]
            with acting(request.act):  # type: ignore[attr-defined]
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
            return response.go_on() if isinstance(response, Afterwards) else response
        except DATABASE_AWAY:
            return unavailable(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: tuple[object], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """A parked form goes on once; the second time its sender is told so."""
        if request.method == "POST" and FIELD in request.POST and not let_go_on(request):
            messages.warning(request, gettext("This form has gone on before. Look here for what came of it."))
            return redirect("cases:mine")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What isn't allowed looks like what isn't there; a limit says when it may be tried again."""
        if isinstance(exception, NotAllowed) and request.act.locked:  # type: ignore[attr-defined]
            return step_up(request, Demand(0, SECOND))
        if isinstance(exception, NotAllowed):
            raise Http404 from exception
        if isinstance(exception, StepUpNeeded):
            return step_up(request, exception.demand)
        if isinstance(exception, ProofingNeeded):
            return proofing_needed(request)
        if isinstance(exception, TooManyAttempts):
            return too_many(request, exception.seconds)
        if isinstance(exception, DATABASE_AWAY):
            transaction.set_rollback(True)
            return unavailable(request)
        return None

    def _act(self, request: HttpRequest) -> Act:
        user = request.user
        if not isinstance(user, Party):
            return ANONYMOUS
        standing = standing_of(request.session)
        if standing.over:
            logout(request)
            return ANONYMOUS
        return act_of(user, clock.today(), standing)
