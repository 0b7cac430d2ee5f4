"""Forms that come when they can't be taken: kept for an hour, for whoever brings their token back.

A session may end, or a form's key go stale, while somebody types. What was sent is sealed under a key that is
made of a one-time token; the token goes to the browser alone. Whether the one who brings it back may have it
is asked by the page that takes it, by its own rights.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest

from panjereh.kernel import clock
from panjereh.kernel.codes import new_code
from panjereh.kernel.keys import blind
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.models import Parked
from panjereh.kernel.sealing import DataKey, SealBroken, seal, unseal

KEPT = timedelta(hours=1)
LARGEST = 256 * 1024  # characters of a form; a larger one is nothing that somebody typed
MOST = 600  # forms of one network in an hour: whole towns share an address
TOKEN_BITS = 130
OURS = ("csrfmiddlewaretoken",)

Form = Mapping[str, list[str]]


def park(request: HttpRequest) -> str | None:
    """Keep the form that was sent; returns its token, or None when it is too large. Raises TooManyAttempts."""
    sent = {name: [str(text) for text in texts] for name, texts in request.POST.lists() if name not in OURS}
    if len(json.dumps(sent)) > LARGEST:
        return None
    count_attempt("park", request.META.get("REMOTE_ADDR", ""), most=MOST, seconds=3600)
    token = new_code(TOKEN_BITS)
    Parked.objects.create(
        index=blind("parked", token),
        sealed=seal(sent, _key(token), _where(request.path)),
        until=clock.now() + KEPT,
    )
    return token


def parked_at(request: HttpRequest, token: str) -> str:
    """The address at which the form's own page takes it back."""
    return f"{request.path}?{urlencode({'parked': token})}"


def take(token: str, path: str) -> Form | None:
    """What was parked for this page under this token, once; None when there is nothing (any more)."""
    row = Parked.objects.filter(index=blind("parked", token), until__gt=clock.now()).first()
    if row is None:
        return None
    try:
        sent: Any = unseal(bytes(row.sealed), _key(token), _where(path))
    except SealBroken:  # another page's
        return None
    row.delete()
    return dict(sent)


def forget_parked(before: datetime) -> int:
    """Delete what nobody came back to; returns how many."""
    return Parked.objects.filter(until__lt=before).delete()[0]


def from_here(request: HttpRequest) -> bool:
    """Whether a browser says that the form was sent from a page of ours: nobody else's form is shown again."""
    said = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    return bool(said) and urlsplit(said).netloc == request.get_host()


def _key(token: str) -> DataKey:
    secret = bytes.fromhex(settings.SECRETS["digest"])
    return DataKey("parked", hmac.digest(secret, b"parked form 1\0" + token.encode(), sha256))


def _where(path: str) -> bytes:
    """The page, in whichever language it is then read."""
    return f"kernel_parked:sealed:{path.lstrip('/').partition('/')[2]}".encode()
