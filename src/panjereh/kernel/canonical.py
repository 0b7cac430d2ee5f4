"""Values as JSON that comes back as it was, in one canonical spelling.

Str, int, bool, None, list and dict are plain JSON; Decimal, date and datetime carry a type tag. The
canonical form has sorted keys, no blanks and UTF-8, so equal values have equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

Value = None | bool | int | str | Decimal | date | datetime | Sequence["Value"] | Mapping[str, "Value"]


class NotCanonical(ValueError):
    """A value can't be written as canonical JSON (floats, naive moments, other types)."""


def write(value: Value) -> bytes:
    """Return the canonical JSON of a value; raises NotCanonical."""
    try:
        text = json.dumps(_tag(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()
    except (ValueError, RecursionError) as error:  # half a surrogate pair, an endless integer, a loop
        raise NotCanonical(str(error)) from error


def read(data: bytes) -> Value:
    """Return the value that `write` wrote; raises NotCanonical."""
    try:
        return _untag(json.loads(data, parse_float=_no_float, parse_constant=_no_float))
    except (ValueError, TypeError, RecursionError) as error:
        raise NotCanonical("these bytes are no canonical JSON") from error


def _no_float(text: str) -> Value:
    raise NotCanonical(f"{text} is a float")


def _tag(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, list):
        return [_tag(item) for item in value]
    if isinstance(value, dict):
        return {_escape(key): _tag(item) for key, item in value.items()}
    return _tag_scalar(value)


def _tag_scalar(value: object) -> dict[str, str]:
    if isinstance(value, Decimal) and value.is_finite():
        return {"$decimal": str(value)}
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotCanonical("a moment needs its time zone")
        return {"$datetime": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise NotCanonical(f"{type(value).__name__} can't be written: use text, whole numbers, Decimal or dates")


def _escape(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical("keys are text")
    return f"${key}" if key.startswith("$") else key


_READERS: dict[str, Callable[[str], Value]] = {
    "$decimal": Decimal,
    "$date": date.fromisoformat,
    "$datetime": datetime.fromisoformat,
}


def _untag(value: object) -> Value:
    if isinstance(value, list):
        return [_untag(item) for item in value]
    if isinstance(value, dict):
        if len(value) == 1:
            (key, text), *_ = value.items()
            if key in _READERS:
                return _READERS[key](text)
        return {key.removeprefix("$"): _untag(item) for key, item in value.items()}
    return value  # type: ignore[return-value]
