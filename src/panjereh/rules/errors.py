"""What can go wrong with a rule, as typed errors that speak Persian and English."""

from __future__ import annotations

from dataclasses import dataclass, field

from panjereh.rules import messages


class FeelError(Exception):
    """A rule that can't be compiled.

    key       message key, stable for programs
    line      1-based line in the text
    column    1-based column in the text, counted in code points
    text      the offending piece of the author's text
    expected  what could have stood there: FEEL text, or keys of `messages.WORDS`
    """

    def __init__(
        self, key: str, line: int, column: int, text: str = "", expected: tuple[str, ...] = ()
    ) -> None:
        super().__init__(key, line, column, text, expected)
        self.key = key
        self.line = line
        self.column = column
        self.text = text
        self.expected = expected

    def message(self, language: str) -> str:
        """One sentence on what is wrong, and one on what was expected, in `fa` or `en`."""
        where = messages.sentence("where", language, line=self.line, column=self.column)
        return where + self.reason(language)

    def reason(self, language: str) -> str:
        """The message without the place."""
        text = messages.shortened(self.text)
        said = messages.sentence(self.key, language, text=text, limit=text)
        if not self.expected:
            return said
        wanted = messages.choice(self.expected, language)
        return said + " " + messages.sentence("expected", language, expected=wanted)

    def __str__(self) -> str:
        return self.message("en")


class LimitExceeded(Exception):
    """A rule that costs more than it may; `key` is a field of `Limits`, `limit` its value."""

    def __init__(self, key: str, limit: int) -> None:
        super().__init__(key, limit)
        self.key = key
        self.limit = limit

    def message(self, language: str) -> str:
        """What the rule used too much of, and what to do."""
        return messages.sentence(f"limit_{self.key}", language, limit=self.limit)

    def __str__(self) -> str:
        return self.message("en")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Why a value became null: a message key, the 0-based place in the text, and what the message names."""

    key: str
    at: int
    text: str = ""
    more: tuple[str, ...] = field(default=())

    def message(self, language: str) -> str:
        """One sentence in `fa` or `en`."""
        more = (", " if language == "en" else "، ").join(self.more)
        return messages.sentence(self.key, language, text=messages.shortened(self.text), more=more)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of an offset."""
    before = text[:offset]
    line = before.count("\n") + 1
    return line, offset - (before.rfind("\n") + 1) + 1
