"""A request of which the act is known."""

from __future__ import annotations

from django.http import HttpRequest

from panjereh.kernel.act import Act


class ActRequest(HttpRequest):
    """What `identity.middleware.ActMiddleware` hands to every view. For types alone."""

    act: Act
    form_action: str  # the one origin, besides our own, to which this page's forms may go on
