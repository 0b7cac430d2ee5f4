"""The dictionaries of a PDF, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from panjereh.kernel.files.inspector.verdict import NotTaken

DEEPEST = 60


def parts_of(thing: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries of an object and of what stands directly in it; other objects are met by themselves."""
    if depth > DEEPEST:
        raise NotTaken("too_heavy")
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        inner: Any = thing.values()
    elif isinstance(thing, pikepdf.Array):
        inner = thing
    else:
        return
    for item in inner:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Array)) and not item.is_indirect:
            yield from parts_of(item, depth + 1)
