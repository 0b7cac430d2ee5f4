"""What the frame of every page shows of who is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.notices.queries import unread_count
from panjereh.registries.queries import own_name


def signed_in_person(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `person`, `officer`, `unread`, and when to warn before the session ends."""
    act: Act = getattr(request, "act", ANONYMOUS)
    if act.principal is None:
        return {"person": None, "officer": False, "unread": 0}
    language = get_language() or "fa"
    return {
        "person": {"name": own_name(act, language)},
        "officer": bool(act.roles) or act.locked,
        "unread": unread_count(act.principal),
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "stay_url": reverse("identity:stay"),
    }
