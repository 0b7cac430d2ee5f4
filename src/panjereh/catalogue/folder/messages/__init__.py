"""Every sentence of the folder checker, in one table: what is wrong, and what to write instead."""

from __future__ import annotations

from panjereh.catalogue.folder.messages.afterwards import AFTERWARDS
from panjereh.catalogue.folder.messages.contents import CONTENTS
from panjereh.catalogue.folder.messages.corrections import CORRECTIONS
from panjereh.catalogue.folder.messages.forms import FORMS, TYPES
from panjereh.catalogue.folder.messages.names import NAMES
from panjereh.catalogue.folder.messages.packing import PACKING, YAML_PROBLEMS
from panjereh.catalogue.folder.messages.sections import SECTIONS
from panjereh.catalogue.folder.messages.trials import TRIALS
from panjereh.flow.findings import Finding, finding, near
from panjereh.flow.model import Place, Text

MESSAGES: dict[str, Text] = {
    **PACKING,
    **FORMS,
    **NAMES,
    **CONTENTS,
    **SECTIONS,
    **CORRECTIONS,
    **TRIALS,
    **AFTERWARDS,
}

__all__ = ["MESSAGES", "TYPES", "YAML_PROBLEMS", "say"]


def say(place: Place, key: str, **words: object) -> Finding:
    """A finding with the sentence of its key; an unknown `name` is compared with those that are `known`."""
    if "name" in words and "known" in words:
        words.setdefault("near", near(str(words["name"]), str(words["known"]).split(", ")))
    return finding(place, key, MESSAGES[key], **words)
