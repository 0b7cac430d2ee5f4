"""Makes a document with mistakes whole enough for the checks that come after, so that one run finds all.

What does not fit its schema is taken out, what is missing is filled with a stand-in; nothing of this is
ever published. Findings that speak of a stand-in or of what was taken out are dropped again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from jsonschema.exceptions import ValidationError

from panjereh.catalogue.folder.reading import Document, Path
from panjereh.catalogue.folder.schemas import is_about_key, validator
from panjereh.flow.findings import Finding

STAND_IN = "stand_in_for_what_is_missing"
_ROUNDS = 8
_TEXT = {"fa": "؟", "en": "?"}
_TEXTS = ("title", "summary", "text", "cure", "label", "one", "ask")
_FILLED: dict[str, Any] = {
    "audience": ["citizen"],
    "theme": "residence",
    "assurance": 1,
    "law": STAND_IN,
    "ground": STAND_IN,
    "register": STAND_IN,
    "table": STAND_IN,
    "agency": STAND_IN.replace("_", "-"),
    "limit": {"within": "1wd", "law": STAND_IN},
    "within": "1wd",
    "by": "applicant",
    "show": [],
    "purpose": STAND_IN,
    "type": "text",
    "next": STAND_IN,
    "go": STAND_IN,
    "when": "true",
    "begin": STAND_IN,
    "as_of": "today",
    "parameter": STAND_IN,
    "choices": {"grant": STAND_IN},
    "fields": {STAND_IN: {"type": "text", "label": _TEXT}},
    "share": 1,
    "max": 1,
}
# Follow-ups of a stage, page or table that was taken out.
_SHAKEN = frozenset(
    {
        "unreachable",
        "no_end",
        "no_way_on",
        "no_otherwise",
        "begin_unknown",
        "begin_must_ask",
        "refusal_without_check",
        "page_unasked",
        "letter_unused",
        "table_unused",
        "known_unfetched",
        "condition_undecided",
        "condition_lost",
        "refusal_without_conditions",
        "fee_unassessed",
    }
)


class Repaired:
    """A document that fits its schema, and what had to be taken out of it."""

    def __init__(self, document: Document, schema: str) -> None:
        self.document = Document(document.file, deepcopy(document.value), document.values, document.keys)
        self.schema = schema
        self.removed: set[str] = set()
        self.whole = self._mend()

    def _mend(self) -> bool:
        for _ in range(_ROUNDS):
            errors = list(validator(self.schema).iter_errors(self.document.value))
            if not errors:
                return True
            for error in sorted(errors, key=lambda e: len(e.absolute_path), reverse=True):
                self._one(error)
        return False

    def _one(self, error: ValidationError) -> None:
        path: Path = tuple(error.absolute_path)
        here = self._at(path)
        if error.validator in ("required", "dependentRequired") and isinstance(here, dict):
            missing = error.message.split("'")[1]
            here[missing] = _stand_in(missing, path)
        elif error.validator == "additionalProperties" and isinstance(here, dict):
            known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            for name in [name for name in here if name not in known]:
                del here[name]
        elif is_about_key(error) and isinstance(here, dict):
            here.pop(str(error.instance), None)
            self.removed.add(str(error.instance))
        else:
            self._remove(path)

    def _at(self, path: Path) -> Any:
        value = self.document.value
        try:
            for step in path:
                value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
        return value

    def _remove(self, path: Path) -> None:
        if not path:
            self.document.value = {}
            return
        parent, last = self._at(path[:-1]), path[-1]
        if isinstance(parent, dict) and last in parent:
            self.removed.add(str(last))
            del parent[last]
        elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
            # Not deleted: the places of the items after it would no longer be right.
            parent[last] = deepcopy(parent[last - 1]) if last else STAND_IN


def _stand_in(name: str, path: Path) -> Any:
    if name == "law" and not path:
        return {STAND_IN: {"title": _TEXT}}
    if name in ("pages", "stages"):
        return [{"id": STAND_IN, "fields": _FILLED["fields"]}] if name == "pages" else _STAGES
    return deepcopy(_TEXT if name in _TEXTS else _FILLED.get(name, STAND_IN))


_STAGES = {STAND_IN: {"ask": "all", "next": "end"}, "end": {"end": "closed"}}


def without_followups(found: Iterable[Finding], repaired: Iterable[Repaired]) -> Iterator[Finding]:
    """The findings that speak of what the author wrote."""
    removed = {name for each in repaired for name in each.removed}
    shaken = any(each.removed or not each.whole for each in repaired)
    for finding in found:
        spoken = finding.en.replace("-", "_")
        if STAND_IN in spoken or (shaken and finding.key in _SHAKEN):
            continue
        if any(f"“{name}”" in finding.en for name in removed):
            continue
        yield finding
