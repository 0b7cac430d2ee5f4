from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed
from panjereh.notices.actions import mark_read
from panjereh.notices.queries import demo_mailbox, inbox, notice_of, opened


@require_safe
@signed_in
def inbox_page(request: ActRequest) -> HttpResponse:
    """The inbox, newest first."""
    return render(request, "notices/inbox.html", {"notices": inbox(request.act.party), "here": "inbox"})


@require_safe
@signed_in
def notice(request: ActRequest, notice_id: UUID) -> HttpResponse:
    """One notice; opening it marks it as read."""
    found = notice_of(notice_id)
    if found is None:
        raise NotAllowed("notice")
    mark_read(request.act, found)
    return render(request, "notices/notice.html", {"notice": opened(found), "here": "inbox"})


@require_safe
def mailbox(request: ActRequest) -> HttpResponse:
    """What would have been mailed; there in demonstration mode alone."""
    if not settings.DEMO:
        raise Http404
    return render(request, "notices/mailbox.html", {"mails": demo_mailbox()})
