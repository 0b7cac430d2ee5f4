"""One question to the provider over HTTP: bounded in time and size, never redirected, certificates checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from panjereh.kernel.outside import require_no_transaction
from panjereh.money.port import ProviderSilent

LARGEST_ANSWER = 64 * 1024
TIMEOUT = urllib3.Timeout(connect=2.0, read=5.0)
_pool = urllib3.PoolManager(num_pools=4, maxsize=8, retries=False, timeout=TIMEOUT, cert_reqs="CERT_REQUIRED")


def ask(url: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The provider's answer as JSON, whatever its status. Raises ProviderSilent where there is none."""
    require_no_transaction()
    try:
        answer = _pool.request(
            "POST",
            url,
            body=json.dumps(said).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            redirect=False,
            preload_content=False,
        )
        try:
            body = answer.read(LARGEST_ANSWER + 1, decode_content=True)
        finally:
            # Not given back to the pool: what was not read of it must not be the next one's answer.
            answer.close()
    except (HTTPError, OSError) as failing:
        raise ProviderSilent(type(failing).__name__) from failing
    if answer.status >= 500 or 300 <= answer.status < 400 or answer.status in (404, 408, 429):
        raise ProviderSilent(f"status {answer.status}")
    return _read(body)


def _read(body: bytes) -> Mapping[str, Any]:
    if len(body) > LARGEST_ANSWER:
        raise ProviderSilent("too long")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as unreadable:
        raise ProviderSilent("unreadable") from unreadable
    if not isinstance(said, dict):
        raise ProviderSilent("unreadable")
    return said
