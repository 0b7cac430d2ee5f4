"""The JSON Schemas of the folder's files, used for real: they type what was read and find what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from panjereh.catalogue.folder.hidden import shown
from panjereh.catalogue.folder.messages import MESSAGES, TYPES, say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.flow.findings import Finding, near
from panjereh.flow.model import Text

NAMES = (
    "parts",
    "service",
    "form",
    "process",
    "example",
    "agency",
    "register",
    "people",
    "life_events",
    "letter",
    "list",
)
_KINDS = {"object": dict, "array": list, "string": str}
# Words of other form builders for our types.
_MEANT = {
    **dict.fromkeys(("dropdown", "select", "radio", "radios", "enum", "list"), "choice"),
    **dict.fromkeys(("multiselect", "checkboxes"), "choices"),
    **dict.fromkeys(("boolean", "bool", "yesno"), "yes_no"),
    **dict.fromkeys(("string", "input"), "text"),
    **dict.fromkeys(("textarea", "multiline"), "long_text"),
    **dict.fromkeys(("integer", "decimal", "float"), "number"),
    **dict.fromkeys(("checkbox", "consent"), "declaration"),
    **dict.fromkeys(("mobile", "tel"), "phone"),
    **dict.fromkeys(("upload", "attachment"), "file"),
}
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")


@cache
def schema(name: str) -> Mapping[str, Any]:
    """One of the schemas by name."""
    path = files("panjereh.catalogue") / "schemas" / f"{name}.schema.json"
    loaded: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema, with the other schemas that it refers to."""
    registry: Any = Registry()
    for other in NAMES:
        registry = registry.with_resource(f"{other}.schema.json", Resource.from_contents(schema(other)))
    return Draft202012Validator(schema(name), registry=registry)


def check_document(document: Document, name: str) -> tuple[Finding, ...]:
    """Type the document's scalars as the schema says (in place) and find all that does not fit."""
    document.value = _typed(document.value, schema(name), name)
    errors = list(validator(name).iter_errors(document.value))
    meant = set(_misspelled(errors))
    told = (
        e for e in errors if not (e.validator == "required" and (tuple(e.path), _missing_name(e)) in meant)
    )
    found = dict.fromkeys(f for error in told for f in _findings(document, error, ()))
    return tuple(sorted(found, key=lambda f: f.order))


def _misspelled(errors: Iterable[ValidationError]) -> Iterator[tuple[Path, str]]:
    """Where which key is meant by one that nobody knows: it is not missing as well."""
    for error in errors:
        if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
            known = list(error.schema.get("properties", {}))
            there: Any = error.instance
            for name in (name for name in there if name not in known):
                close = near(name, known).en
                yield tuple(error.path), close.partition("“")[2].partition("”")[0]


def _missing_name(error: ValidationError) -> str:
    return error.message.split("'")[1] if error.validator == "required" else ""


def _resolved(part: Any, name: str) -> tuple[Mapping[str, Any], str]:
    """A schema part with its reference followed, and the schema that it stands in."""
    if not isinstance(part, Mapping) or "$ref" not in part:
        return (part if isinstance(part, Mapping) else {}), name
    file, _, pointer = part["$ref"].partition("#")
    owner = file.removesuffix(".schema.json") or name
    target: Any = schema(owner)
    for step in pointer.strip("/").split("/"):
        target = target[step]
    return _resolved(target, owner)


def _typed(value: Any, part: Any, name: str) -> Any:
    here, name = _resolved(part, name)
    for branch in here.get("anyOf", ()):
        resolved, owner = _resolved(branch, name)
        if isinstance(value, _KINDS.get(resolved.get("type", ""), ())):
            return _typed(value, resolved, owner)
    if isinstance(value, dict):
        known = here.get("properties", {})
        other = here.get("additionalProperties", {})
        return {key: _typed(item, known.get(key, other), name) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item, here.get("items", {}), name) for item in value]
    return _scalar(value, here.get("type"))


def _scalar(text: Any, type_: Any) -> Any:
    if not isinstance(text, str):
        return text
    if type_ == "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if type_ == "number" and _DECIMAL.fullmatch(text):
        return Decimal(text)
    if type_ == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _findings(document: Document, error: ValidationError, above: Path) -> Iterator[Finding]:
    path: Path = (*above, *error.path)
    rule = str(error.validator)
    if rule in ("anyOf", "oneOf") and isinstance(error.instance, dict | list):
        inner = [e for e in error.context or () if _fits_kind(e, error.instance)]
        if inner:
            for e in inner:
                yield from _findings(document, e, path)
            return
    special = _key_name if is_about_key(error) else _SPECIAL.get(rule)
    yield from special(document, error, path) if special else _plain(document, error, path)


def is_about_key(error: ValidationError) -> bool:
    """Whether the key of a mapping is wrong, and no value in it."""
    return isinstance(error.instance, str) and "propertyNames" in list(error.relative_schema_path)[-3:]


def _fits_kind(inner: ValidationError, value: Any) -> bool:
    """Whether an error comes from the branch that is meant for this kind of value."""
    return inner.validator not in ("type", "const", "pattern", "enum", "required") or bool(inner.path)


def _plain(document: Document, error: ValidationError, path: Path) -> Iterator[Finding]:
    said = error.schema.get("x-says") if isinstance(error.schema, Mapping) else None
    place = document.place(*path)
    value = _shown(error.instance)
    if said and error.validator != "type":
        yield say(place, f"not_{said}", value=value)
    elif error.validator == "type":
        yield _wrong_type(document, error, path, said)
    elif error.validator in ("enum", "const"):
        named: Any = error.validator_value
        allowed = list(named) if error.validator == "enum" else [named]
        yield say(
            place, "not_one_of", value=value, known=", ".join(map(str, allowed)), near=_near(value, allowed)
        )
    else:
        key = f"rule_{error.validator}"
        yield say(place, key if key in MESSAGES else "rule_broken", value=value, limit=error.validator_value)


def _wrong_type(document: Document, error: ValidationError, path: Path, said: str | None) -> Finding:
    place = document.place(*path)
    if error.instance == "" and path:
        return say(document.key(*path), "empty_value", name=shown(str(path[-1])))
    if said and f"not_{said}" in MESSAGES:
        return say(place, f"not_{said}", value=_shown(error.instance))
    return say(place, "wrong_type", value=_shown(error.instance), wanted=TYPES[str(error.validator_value)])


def _missing(document: Document, error: ValidationError, path: Path) -> Iterator[Finding]:
    name = _missing_name(error)
    said = error.schema.get("x-says") if isinstance(error.schema, Mapping) else None
    key = "language_missing" if said == "text" else "key_missing"
    yield say(document.key(*path), key, name=name)


def _extra(document: Document, error: ValidationError, path: Path) -> Iterator[Finding]:
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, Mapping) else []
    there: Any = error.instance
    for name in there:
        if name not in known:
            words = {"name": shown(name), "known": ", ".join(known), "near": _near(name, known)}
            yield say(document.key(*path, name), "key_unknown", **words)


def _key_name(document: Document, error: ValidationError, path: Path) -> Iterator[Finding]:
    name = str(error.instance)
    said = error.schema.get("x-says", "id") if isinstance(error.schema, Mapping) else "id"
    yield say(document.key(*path, name), f"not_{said}", value=_shown(name))


def _needs(document: Document, error: ValidationError, path: Path) -> Iterator[Finding]:
    needed, owner = error.message.split("'")[1::2][:2]
    yield say(document.key(*path, owner), "key_needs", name=owner, needed=needed)


def _near(value: str, known: list[Any]) -> Text:
    """What the author may have meant: a word of other form builders, or one that is spelled alike."""
    meant = _MEANT.get(value.lower())
    names = [str(each) for each in known]
    return near(meant if meant in names else value, names)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return shown(text, 60)


_SPECIAL = {
    "required": _missing,
    "additionalProperties": _extra,
    "dependentRequired": _needs,
}
