"""What a document's verification tells everyone who has its code: what the service says is public, in words."""

from __future__ import annotations

from typing import Any

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.letters import choices_of, in_words, known_choices, written
from panjereh.flow import value_of
from panjereh.kernel import clock
from panjereh.registries.queries import definitions

LANGUAGES = ("fa", "en")
# Types whose digits are copied, not read.
_COPIED = ("postal_code", "phone", "legal_id")


def public_facts(held: HeldCase) -> list[dict[str, Any]]:
    """Label and value in both languages of each field that the outcome calls public and its register does, too."""
    service = held.live.service
    outcome = service.outcome
    if outcome is None or outcome.register is None:
        return []
    fields = definitions()[outcome.register]["fields"]
    written_down = [source.text for source in outcome.entry.values()]
    choices = {**choices_of(service), **known_choices(service, written_down)}
    rows = []
    for name in outcome.public:
        source = outcome.entry.get(name)
        if source is None or fields.get(name, {}).get("visibility") != "public":
            continue
        value = value_of(held.live.version, source, held.state, held.papers, clock.now())
        words = choices.get(source.text, {})
        said = {language: written(in_words(value, words, language), language) for language in LANGUAGES}
        if value is not None:
            ltr = fields[name]["type"] in _COPIED
            rows.append({"label": fields[name]["label"], "value": said, "ltr": ltr})
    return rows
