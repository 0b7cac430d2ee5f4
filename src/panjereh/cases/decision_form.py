"""What an officer sends at a review: findings by condition, a choice, pages to ask again, words for the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panjereh.flow import Version
from panjereh.flow.graph import reached_from, sound_edges
from panjereh.flow.review import asks_more, choices
from panjereh.flow.state import State
from panjereh.kernel.text_fa import clean
from panjereh.kernel.ui.writing import fa_digits

FINDINGS = ("met", "unmet", "unsure")
NOTE_MAX = 4000
_CHOOSE = {"fa": "یکی از تصمیم‌ها را انتخاب کنید", "en": "Choose one of the decisions"}
_NUMBERS = {
    "fa": "دست‌کم یک شرط را «برآورده نیست» نشان بزنید. رد درخواست فقط با شمارهٔ شرط ممکن است",
    "en": "Mark at least one condition as not met. A refusal needs the number of a condition",
}
_PAGES = {
    "fa": "صفحه‌هایی را که باید دوباره پر شود نشان بزنید و بنویسید چه می‌خواهید",
    "en": "Tick the pages to be filled in again and write what you need",
}
_LONG = {
    "fa": "پیام از ۴۰۰۰ نویسه بلندتر است. آن را کوتاه کنید",
    "en": "The message is longer than 4000 characters. Shorten it",
}
_OPEN = {
    "fa": "بگویید شرط {numbers} برآورده است یا نه؛ تا روشن نباشد تصمیم ممکن نیست",
    "en": "Say whether condition {numbers} is met; while that is open there can be no decision",
}
_UNMET = {
    "fa": "شرط {numbers} را «برآورده نیست» نشان زده‌اید، پس تأیید ممکن نیست. آن را دوباره ببینید یا رد کنید",
    "en": "You marked condition {numbers} as not met, so you can't approve. Look at it again, or refuse",
}


@dataclass
class DecisionForm:
    """What an officer chose at a review. `findings`: condition -> one of FINDINGS, as the checklist was filled in."""

    choice: str = ""
    conditions: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()
    note: str = ""
    findings: Mapping[int, str] = field(default_factory=dict)
    faults: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def errors(self, language: str) -> list[tuple[str, str]]:
        return [(name, sentence[language]) for name, sentence in self.faults.items()]

    def draft(self) -> dict[str, Any]:
        """What is kept while nothing is decided yet."""
        return {
            "choice": self.choice,
            "pages": list(self.pages),
            "note": self.note[:NOTE_MAX],
            "findings": {str(number): said for number, said in self.findings.items()},
        }


def form_of_draft(draft: Mapping[str, Any]) -> DecisionForm:
    findings = {int(number): said for number, said in draft["findings"].items()}
    return DecisionForm(
        draft["choice"], _found(findings, "unmet"), tuple(draft["pages"]), draft["note"], findings
    )


def read_draft(version: Version, sent: Mapping[str, list[str]]) -> DecisionForm:
    """Read what was sent, without judging it.

    Where the checklist was not sent (a program decides), `conditions` are the numbers that are not met.
    """
    one = {name: (texts or [""])[0] for name, texts in sent.items()}
    findings = {
        number: one[f"finding-{number}"]
        for number in version.service.conditions
        if one.get(f"finding-{number}") in FINDINGS
    }
    named = (int(text) for text in sent.get("conditions", ()) if text.isascii() and text.isdigit())
    return DecisionForm(
        choice=one.get("choice", "")[:64],
        conditions=_found(findings, "unmet") if findings else tuple(named),
        pages=tuple(page for page in sent.get("pages", ()) if page in {p.id for p in version.service.pages}),
        note=clean(one.get("note", ""), lines=True),
        findings=findings,
    )


def read_decision(
    version: Version, state: State, sent: Mapping[str, list[str]], *, applying: tuple[int, ...] = ()
) -> DecisionForm:
    """Read a decision; what the choice needs besides (findings, conditions, pages, a message) is asked for."""
    form = read_draft(version, sent)
    if len(form.note) > NOTE_MAX:
        form.faults["note"] = _LONG
    target = choices(version, state).get(form.choice)
    if target is None:
        form.faults["choice"] = _CHOOSE
    elif target in version.refusing and not form.conditions:
        form.faults["conditions"] = _NUMBERS
    elif asks_more(version, target) and not (form.pages and form.note):
        form.faults["pages"] = _PAGES
    elif form.findings and only_grants(version, target):
        _judge_findings(form, applying)
    if not form.faults and target is not None:
        _keep_what_the_choice_needs(form, version, target)
    return form


def _judge_findings(form: DecisionForm, applying: tuple[int, ...]) -> None:
    """An approval stands on every condition that applies, each looked at and met."""
    unmet = _found(form.findings, "unmet")
    unsure = tuple(number for number in applying if form.findings.get(number) not in ("met", "unmet"))
    for numbers, sentence in ((unmet, _UNMET), (unsure, _OPEN)):
        if numbers:
            form.faults[f"finding-{numbers[0]}"] = _numbered(sentence, numbers)
            return


def _numbered(sentence: Mapping[str, str], numbers: tuple[int, ...]) -> dict[str, str]:
    listed = {"fa": fa_digits(" و ".join(map(str, numbers))), "en": " and ".join(map(str, numbers))}
    return {language: words.format(numbers=listed[language]) for language, words in sentence.items()}


def only_grants(version: Version, target: str) -> bool:
    """Whether this choice is the approval: no refusal and no other review can come after it."""
    stages = version.service.stages
    after = {target, *reached_from(target, sound_edges(stages))}
    refused = any(stages[name].verb == "end" and stages[name].what == ("refused",) for name in after)
    granted = any(stages[name].verb == "end" and stages[name].what == ("granted",) for name in after)
    return granted and not refused and not any(stages[name].verb == "review" for name in after)


def _found(findings: Mapping[int, str], what: str) -> tuple[int, ...]:
    return tuple(number for number, said in findings.items() if said == what)


def _keep_what_the_choice_needs(form: DecisionForm, version: Version, target: str) -> None:
    """What was ticked for another choice is left out."""
    if target not in version.refusing:
        form.conditions = ()
    if not asks_more(version, target):
        form.pages = ()
