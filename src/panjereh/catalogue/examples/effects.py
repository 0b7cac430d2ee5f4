"""What an end of an example would leave behind: letters whose places have values, entries that fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator

from panjereh.catalogue.folder.country import Register
from panjereh.catalogue.folder.hidden import shown
from panjereh.flow.asking import value_of
from panjereh.flow.compiling import Version
from panjereh.flow.letters import places_in
from panjereh.flow.model import Text
from panjereh.flow.scope import scope_of
from panjereh.flow.state import Effect, Papers, State
from panjereh.rules import LimitExceeded, from_feel


@dataclass(frozen=True, slots=True)
class Moment:
    """A case at one moment: all that its expressions see."""

    version: Version
    state: State
    papers: Papers
    now: datetime


def letter_faults(moment: Moment, effect: Effect) -> Iterator[dict[str, object]]:
    """The places of a letter that cost too much to fill: a letter with a gap is never sent."""
    scope = scope_of(moment.version, moment.state, moment.papers, moment.now)
    for source in places_in(moment.version.service.letters[effect.what]):
        try:
            from_feel(moment.version.expressions[source].evaluate(scope, clock=moment.now))
        except LimitExceeded as limit:
            reason = Text(limit.message("fa"), limit.message("en"))
            yield {"letter": effect.what, "written": shown(source.text), "reason": reason}


def entry_faults(moment: Moment, register: Register) -> Iterator[dict[str, object]]:
    """The fields of what would be entered that the register doesn't take."""
    outcome = moment.version.service.outcome
    entry: dict[str, Any] = {
        name: value_of(moment.version, source, moment.state, moment.papers, moment.now)
        for name, source in (outcome.entry if outcome else {}).items()
    }
    if register.status:
        entry.setdefault(register.status, "valid")
    plain = json.loads(json.dumps({n: v for n, v in entry.items() if v is not None}, default=_plain))
    wrong = {
        error.path[0] if error.path else str(error.message).split("'")[1]
        for error in Draft202012Validator(register.schema()).iter_errors(plain)
    }
    for name in sorted(wrong, key=str):
        yield {"register": register.id, "name": name, "value": plain.get(name, "null")}


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)
