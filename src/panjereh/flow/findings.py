"""A mistake in a service folder: where it stands, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from panjereh.flow.model import Place, Text

_LONGEST_WORD = 80  # no word of ours is longer


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. `key` names its kind; `fa` and `en` say what is wrong and how to mend it."""

    place: Place
    key: str
    fa: str
    en: str

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.fa

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.place.file, self.place.line, self.place.column, self.key)


def near(name: str, known: Iterable[str]) -> Text:
    """« Did you mean “…”?», where one of the known names is close; else nothing."""
    close = get_close_matches(name, list(known), n=1) if len(name) <= _LONGEST_WORD else []
    if not close:
        return Text("", "")
    return Text(f" شاید «{close[0]}»؟", f" Did you mean “{close[0]}”?")


def finding(place: Place, key: str, sentence: Text, **words: object) -> Finding:
    """A finding from a sentence with named gaps; a word may be a `Text` of its own."""
    return Finding(place, key, _fill(sentence, "fa", words), _fill(sentence, "en", words))


def _fill(sentence: Text, language: str, words: dict[str, object]) -> str:
    chosen = {
        name: word.get(language) if isinstance(word, Text) else str(word) for name, word in words.items()
    }
    return sentence.get(language).format(**chosen)
