"""Who may do what to which object: asked here and nowhere else; denied by default."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from panjereh.kernel.act import Act

log = logging.getLogger("panjereh.rights")

Predicate = Callable[[Act, Any], bool]


class NotAllowed(Exception):
    """No rule allows it. Outside, this looks the same as a thing that does not exist."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One predicate of a room: when it is true, `verb` on objects of `kind` is allowed."""

    id: str
    verb: str
    kind: type
    allows: Predicate


_rules: dict[tuple[str, type], list[Rule]] = {}


def allow(rule_id: str, verb: str, kind: type) -> Callable[[Predicate], Predicate]:
    """Register a predicate over a room's own facts under an id that is written to the log."""

    def register(predicate: Predicate) -> Predicate:
        _rules.setdefault((verb, kind), []).append(Rule(rule_id, verb, kind, predicate))
        return predicate

    return register


def allowed_by(act: Act, verb: str, thing: object) -> str | None:
    """Return the id of the first rule that allows it, or None."""
    for rule in _rules.get((verb, type(thing)), ()):
        if rule.allows(act, thing):
            return rule.id
    return None


def require(act: Act, verb: str, thing: object) -> str:
    """Return the id of the rule that allows it; raise NotAllowed when none does."""
    rule = allowed_by(act, verb, thing)
    if rule is None:
        log.warning("not allowed", extra={"verb": verb, "kind": type(thing).__name__})
        raise NotAllowed(f"{verb} {type(thing).__name__}")
    return rule


def all_rules() -> tuple[Rule, ...]:
    """Every registered rule, for the generated rights test."""
    return tuple(rule for rules in _rules.values() for rule in rules)
