"""A pattern that isn't XPath's, or that RE2 can't run."""

from __future__ import annotations


class PatternRefused(ValueError):
    """`reason` is a word for programs, `text` the piece that was refused."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason, text)
        self.reason = reason
        self.text = text
