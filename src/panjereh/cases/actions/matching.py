"""Other people and firms that an applicant names: compared with a register, of which they learn yes or no.

Nobody learns which of two things is wrong, and nobody asks often enough to find out. The person concerned sees
each comparison under «who looked at my data». A silent register stops nobody: the answer then says that it
could not be compared, and the service's rules decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.entries import Entries, Entry
from panjereh.cases.forms import PageForm
from panjereh.catalogue.fields.matches import NO_MATCH, YOURSELF, number_of
from panjereh.flow.model import Field, Match, Page, Text
from panjereh.identity.queries import party_by_number
from panjereh.kernel.act import Act
from panjereh.kernel.limits import TooManyAttempts, count_attempt
from panjereh.kernel.text_fa import digits_fa
from panjereh.kernel.wall import as_machine
from panjereh.registries.domain import RegisterSilent
from panjereh.registries.queries import Question, look_up

HOUR, DAY = 3600, 86_400
MOST = {HOUR: 30, DAY: 60}  # comparisons of one party
_WAIT = Text(
    "در این مدت مشخصات افراد بسیاری را سنجیده‌اید. آنچه نوشته‌اید می‌ماند؛ {minutes} دقیقهٔ دیگر ادامه دهید.",
    "You have had many people compared in a short time. What you wrote is kept; go on in {minutes} minutes.",
)

Values = Mapping[str, Any]


def match_others(act: Act, held: HeldCase, form: PageForm, before: Values | None) -> None:
    """Compare whom a page names with the registers; what doesn't match is refused, and kept as such.

    before  the values that were kept of the page: what matched then is not asked again
    """
    for asked in _naming(form.page):
        value = form.values.get(asked.id)
        if value is None:
            continue
        known = party_by_number(number_of(value))
        if known is not None and known.id == held.case.principal and not asked.oneself:
            _refuse(form, asked, YOURSELF)
            del form.values[asked.id]
        elif asked.match is not None:
            _compare(act, held, form, asked, before or {})


def compare_again(act: Act, held: HeldCase, pages: list[Page]) -> None:
    """Before the answers are sent: compare what could not be compared when it was written."""
    papers = held.folder.latest("page")
    turn = held.state.path.count(held.state.stage)
    for page in pages:
        if not any(asked.match for asked in _naming(page)) or page.id not in papers:
            continue
        paper = papers[page.id]
        if page.repeat is None:
            values = _compared(act, held, page, paper["values"])
            changed = {**paper, "values": values}
        else:
            entries = Entries.kept(page, paper)
            for entry in entries.all:
                if entry.values is not None:
                    values = _compared(act, held, page, entry.values)
                    entries = entries.put(Entry(entry.key, entry.raw, values))
            changed = dict(zip(("values", "raw"), entries.papers(), strict=True))
        if changed != paper:
            held.folder.put("page", page.id, changed, turn=turn)


def _naming(page: Page) -> Iterator[Field]:
    return (asked for asked in page.fields if asked.type in NO_MATCH)


def _compare(act: Act, held: HeldCase, form: PageForm, asked: Field, before: Values) -> None:
    value, kept = form.values[asked.id], before.get(asked.id)
    if kept is not None and kept.get("match") and {**kept, "match": None} == {**value, "match": None}:
        form.values[asked.id] = kept
        return
    try:
        form.values[asked.id] = {**value, "match": _ask(act, held, asked, value)}
    except TooManyAttempts as many:
        minutes = -(-many.seconds // 60)
        said = Text(_WAIT.fa.format(minutes=digits_fa(minutes)), _WAIT.en.format(minutes=minutes))
        _refuse(form, asked, said)
        del form.values[asked.id]
        return
    if form.values[asked.id]["match"] is False:
        _refuse(form, asked, NO_MATCH[asked.type])


def _refuse(form: PageForm, asked: Field, said: Text) -> None:
    """Say it of the question as a whole; the error summary leads to its first input."""
    form.refuse(asked.id, said)
    form.at[asked.id] = form.parts(asked)[0].id


def _compared(act: Act, held: HeldCase, page: Page, values: Values) -> dict[str, Any]:
    """The values with what registers say now of those that could not be compared before."""
    made = dict(values)
    for asked in _naming(page):
        value = made.get(asked.id)
        if asked.match is None or value is None or value.get("match") is not None:
            continue
        try:
            made[asked.id] = {**value, "match": _ask(act, held, asked, value)}
        except TooManyAttempts:
            continue
    return made


def _ask(act: Act, held: HeldCase, asked: Field, value: Values) -> bool | None:
    """Whether the register has them so; None where it can't be asked now. Raises TooManyAttempts."""
    assert asked.match is not None
    for seconds, most in MOST.items():
        count_attempt(f"match_{seconds}", str(act.party), most=most, seconds=seconds)
    try:
        return _answer_of(held, asked.match, value, person=asked.type == "person")
    except RegisterSilent:
        return None


def _answer_of(held: HeldCase, match: Match, value: Values, *, person: bool) -> bool:
    number = number_of(value)
    concerned = party_by_number(number)
    question = Question(
        register=match.register,
        fields=(match.birth_date,) if person else (),
        ground=match.ground,
        purpose=match.purpose,
        key=number,
        subject=concerned.id if concerned else None,
        case_ref=held.case.ref,
    )
    with as_machine(f"match:{held.live.service.id}") as machine:
        entry = look_up(machine, question)
    if entry is None:
        return False
    return not person or entry.fields[match.birth_date] == value["birth_date"]
