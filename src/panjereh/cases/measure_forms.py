"""The form of a measure: what, on which grounds, why, and the number entered once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from panjereh.cases.actions.journal import HeldCase
from panjereh.flow.measures import REINSTATE, measures_of, possible
from panjereh.kernel.text_fa import clean, digits_ascii

Sentence = Mapping[str, str]
REASON_MAX = 4000
_CHOOSE = {"fa": "یکی از اقدام‌ها را انتخاب کنید", "en": "Choose one of the measures"}
_GROUNDS = {
    "fa": "دست‌کم یک مبنا را نشان بزنید که برای این اقدام است",
    "en": "Tick at least one ground that allows this measure",
}
_NOT_FOR = {
    "fa": "یکی از مبناهای نشان‌خورده برای این اقدام نیست. آن را بردارید یا اقدام دیگری را انتخاب کنید",
    "en": "One of the ticked grounds does not allow this measure. Untick it, or choose another measure",
}
_REASON = {
    "fa": "دلیل را بنویسید. دارنده آن را می‌خواند",
    "en": "Write the reason. The holder reads it",
}
_LONG = {
    "fa": "دلیل از ۴۰۰۰ نویسه بلندتر است. آن را کوتاه کنید",
    "en": "The reason is longer than 4000 characters. Shorten it",
}
_NUMBER = {
    "fa": "شمارهٔ پروانه را یک بار دیگر بنویسید، همان که بالای صفحه آمده است",
    "en": "Enter the number once more, as it stands at the top of the page",
}
_OTHER = {
    "fa": "این شمارهٔ پروندهٔ دیگری است. شمارهٔ بالای صفحه را بنویسید",
    "en": "This is not the number of this case. Enter the one at the top of the page",
}


@dataclass
class MeasureForm:
    """What an officer filled in."""

    measure: str = ""
    grounds: tuple[int, ...] = ()
    reason: str = ""
    number: str = ""
    faults: dict[str, Sentence] = field(default_factory=dict)

    def errors(self, language: str) -> list[tuple[str, str]]:
        return [(name, sentence[language]) for name, sentence in self.faults.items()]


def read_measure(held: HeldCase, sent: Mapping[str, list[str]]) -> MeasureForm:
    """Read a measure; everything that is missing or doesn't fit gets a sentence."""
    form = MeasureForm(
        measure=_one(sent, "measure"),
        grounds=tuple(int(n) for n in sent.get("grounds", ()) if n.isascii() and n.isdigit() and len(n) < 6),
        reason=clean(_one(sent, "reason"), lines=True),
        number=_one(sent, "number")[:80],
    )
    _judge_measure(held, form)
    if not form.reason:
        form.faults["reason"] = _REASON
    elif len(form.reason) > REASON_MAX:
        form.faults["reason"] = _LONG
    form.faults |= number_fault(held, form.number)
    return form


def _one(sent: Mapping[str, list[str]], name: str) -> str:
    return (sent.get(name) or [""])[0]


def _judge_measure(held: HeldCase, form: MeasureForm) -> None:
    measures = measures_of(held.live.version)
    if form.measure not in possible(held.live.version, held.state) or measures is None:
        form.faults["measure"] = _CHOOSE
    elif form.measure == REINSTATE:
        form.grounds = ()  # what was ticked for another measure is left out
    elif not form.grounds:
        form.faults["grounds"] = _GROUNDS
    elif any(
        number not in measures.grounds or form.measure not in measures.grounds[number].allows
        for number in form.grounds
    ):
        form.faults["grounds"] = _NOT_FOR


def number_fault(held: HeldCase, typed: str) -> dict[str, Sentence]:
    """A binding act asks for the number once more: digits of any kind, with or without its dashes."""
    number = _bare(typed)
    if not number:
        return {"number": _NUMBER}
    return {} if number == _bare(held.case.receipt or held.case.ref) else {"number": _OTHER}


def _bare(text: str) -> str:
    return "".join(sign for sign in digits_ascii(clean(text)) if sign.isalnum())
