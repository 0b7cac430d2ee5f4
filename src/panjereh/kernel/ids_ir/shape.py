"""What all identifiers share: how they are normalised, judged, shown and masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from panjereh.kernel.faults import Fault, Refused
from panjereh.kernel.text_fa import digits_ascii, digits_fa


def compact(text: str) -> str:
    """Return `text` with ASCII digits and no blanks, dashes, half-spaces or direction marks."""
    return "".join(c for c in digits_ascii(text) if unicodedata.category(c) != "Pd" and c not in "−_")


def in_persian(example: str) -> str:
    """Return an example as a Persian sentence writes it: Persian digits, unless Latin letters stand in it."""
    return example if re.search("[A-Za-z]", example) else digits_fa(example)


def _as_is(text: str) -> str:
    return text


def _mask_middle(text: str) -> str:
    return text[:3] + "•" * max(len(text) - 5, 3) + text[-2:]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of identifier. Values are text (zeros lead) in the form that `normalise` returns.

    A right check digit says nothing about existence: ask the register.
    """

    key: str
    fa: str
    en: str
    example: str
    _judge: Callable[[str], Fault | None]
    normalise: Callable[[str], str] = compact
    show: Callable[[str], str] = _as_is
    mask: Callable[[str], str] = _mask_middle

    def fault(self, text: str) -> Fault | None:
        """Return what is wrong with a text as typed, or None."""
        plain = self.normalise(text)
        if not plain:
            return self.fault_of(
                "empty",
                f"{self.fa} را بنویسید، مانند {in_persian(self.example)}",
                f"Write the {self.en}, such as {self.example}",
            )
        return self._judge(plain)

    def parse(self, text: str) -> str:
        """Return the normalised value; raises Refused with the sentence to show."""
        found = self.fault(text)
        if found:
            raise Refused(found)
        return self.normalise(text)

    def fault_of(self, name: str, fa: str, en: str) -> Fault:
        """Build a fault of this kind; its key is the identifier's and the fault's name."""
        return Fault(f"{self.key}_{name}", fa, en)


@dataclass(frozen=True, slots=True)
class Words:
    """The name and example of an identifier, for the sentences of its faults."""

    key: str
    fa: str
    en: str
    example: str

    def form(self, rule_fa: str, rule_en: str) -> Fault:
        """Say what a right one looks like."""
        return Fault(
            f"{self.key}_form",
            f"{self.fa} باید {rule_fa} باشد، مانند {in_persian(self.example)}",
            f"The {self.en} must be {rule_en}, such as {self.example}",
        )

    def check(self, where_fa: str, where_en: str) -> Fault:
        """Say that a digit is wrong, and on what paper the right one stands."""
        return Fault(
            f"{self.key}_check",
            f"یک رقم {self.fa} درست نیست. آن را با {where_fa} مقایسه کنید. "
            f"نمونهٔ درست: {in_persian(self.example)}",
            f"One digit of the {self.en} is not right. Compare it with {where_en}. "
            f"A right one: {self.example}",
        )

    def build(
        self,
        judge: Callable[[str], Fault | None],
        normalise: Callable[[str], str] = compact,
        show: Callable[[str], str] = _as_is,
        mask: Callable[[str], str] = _mask_middle,
    ) -> Identifier:
        """Build the identifier with these words."""
        return Identifier(self.key, self.fa, self.en, self.example, judge, normalise, show, mask)


def digits_only(text: str, least: int, most: int | None = None) -> bool:
    """Tell whether `text` is `least` to `most` ASCII digits."""
    return re.fullmatch(f"[0-9]{{{least},{most or least}}}", text) is not None
