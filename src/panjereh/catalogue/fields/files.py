"""A file: which kinds and how large; the file itself lies in the store, its facts are the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from panjereh.catalogue.fields.base import Raw, Simple
from panjereh.catalogue.fields.sentences import fault
from panjereh.flow.model import Field, Text
from panjereh.kernel.files.faults import file_fault
from panjereh.kernel.files.kinds import KINDS, words_of
from panjereh.kernel.files.names import size_words

_EXAMPLE_ID = "00000000-0000-0000-0000-000000000000"
_MEGA = 1024 * 1024


class File(Simple):
    """A file of one of the field's kinds.

    What is read is no upload but the facts of a file that was looked through and kept: JSON that the
    receiving room puts into the input's place. Whoever writes an answer down looks the facts up again.
    """

    name = "file"
    feel = "context<file: string, name: string, kind: string, size: number, digest: string>"
    control = "file"
    inside: ClassVar[tuple[str, ...]] = ("file", "name", "kind", "size", "digest")
    empty = "empty_file"

    def _parse(self, own: Raw, field: Field) -> Any:
        facts = facts_in(own[field.id][0])
        if facts is None:
            return fault("file_example", field)
        taken, most = words_of(field.kinds), field.max_mb
        if facts["kind"] not in field.kinds:
            return _said("not_wanted", kind=KINDS[facts["kind"]].word, kinds=taken, max_mb=most)
        if facts.pop("sent") > most * _MEGA:
            return _said("too_large", kinds=taken, max_mb=most)
        return facts

    def show(self, value: Any, field: Field, language: str) -> str:
        return f"{value['name']} ({size_words(int(value['size']), language)})"

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "object",
            "required": list(self.inside),
            "additionalProperties": False,
            "properties": {
                "file": {"type": "string", "format": "uuid"},
                "name": {"type": "string", "minLength": 1},
                "kind": {"enum": list(field.kinds)},
                "size": {"type": "integer", "minimum": 1},
                "digest": {"type": "string"},
            },
        }

    def raw_of(self, plain: Any, field: Field) -> Raw:
        """A program names a file that it has sent; an example says name, kind and size of one that is nowhere."""
        if not isinstance(plain, dict):
            return {field.id: ("" if plain is None else str(plain),)}
        nowhere = {"file": _EXAMPLE_ID, "name": "", "kind": "", "size": 0, "digest": ""}
        return {field.id: (json.dumps(nowhere | plain, default=str),)}

    def raw_from(self, value: Any, field: Field) -> Raw:
        return {field.id: (written(value),)}


def written(facts: Mapping[str, Any]) -> str:
    """The facts of a kept file as they stand in the place of an input."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)


def facts_in(text: str) -> dict[str, Any] | None:
    """The facts that a text holds, whole and of the right types; None where it holds none."""
    try:
        found = json.loads(text)
        kind, size = found["kind"], int(found["size"])
        facts: dict[str, Any] = {name: str(found[name]) for name in ("file", "name", "kind", "digest")}
        facts |= {"size": size, "sent": int(found.get("sent", size))}
        known = kind in KINDS and size > 0 and facts["name"] != ""
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    return facts if known else None


def _said(key: str, **words: Any) -> Text:
    told = file_fault(key, **words)
    return Text(told.fa, told.en)
