"""What is wrong with a text that came from outside, told in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a key for programs, and a sentence that says what to do in Persian and in English."""

    key: str
    fa: str
    en: str

    def get(self, language: str) -> str:
        """Return the sentence in `language` (`en`, otherwise Persian)."""
        return self.en if language == "en" else self.fa


class Refused(ValueError):
    """An input was refused; `fault` holds the sentences to show."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.key}: {fault.en}")
        self.fault = fault


def refuse(key: str, fa: str, en: str) -> Refused:
    """Build the error to raise for one fault."""
    return Refused(Fault(key, fa, en))
