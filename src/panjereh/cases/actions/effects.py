"""What a case owes outside of itself. Each effect and its event are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.appealing import tell_original
from panjereh.cases.actions.fetching import TRIES, ask_register, fetch_pending
from panjereh.cases.actions.journal import HeldCase, hold, move
from panjereh.cases.actions.measuring import mark_document, restate_entry, tell_holder
from panjereh.cases.actions.replacing import replace_former
from panjereh.cases.letters import Filled, filled_letter
from panjereh.cases.messages import FetchOwed
from panjereh.cases.models import Case
from panjereh.cases.public_facts import public_facts
from panjereh.catalogue.presenting import law_words
from panjereh.catalogue.queries import agency
from panjereh.documents.actions import IssueOrder, issue
from panjereh.flow import last_day, owed, value_of
from panjereh.flow.state import Done, Effect, Fetched
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.outbox import put
from panjereh.kernel.wall import as_machine
from panjereh.notices.actions import tell
from panjereh.registries.actions import NewEntry, enter
from panjereh.registries.domain import RegisterSilent

MACHINE = "machine"
LANGUAGES = ("fa", "en")
# Layouts of letters that are set as another one of the documents'.
PRINTED_AS = {"decision": "letter"}


@transaction.atomic
def carry_out(act: Act, case_id: UUID) -> bool:
    """Carry out the next effect that the case owes; True when another is owed after it.

    The effect and the event that says so are one transaction: killed anywhere, it is done once or not at all.
    """
    held = _locked(case_id)
    waiting = (
        [effect for effect in owed(held.live.version, held.state) if effect.verb != "fetch"] if held else []
    )
    if held is None or not waiting:
        return False
    made = _CARRIERS[waiting[0].verb](held, waiting[0])
    ground = f"effect:{waiting[0].verb}"
    move(held, Done(key=waiting[0].key, ref=made), by=act, ground=ground, party=MACHINE)
    return held.state.status == "finishing"


def _locked(case_id: UUID) -> HeldCase | None:
    case = Case.objects.select_for_update().filter(id=case_id).first()
    return hold(case) if case is not None else None


def _source(held: HeldCase, effect: Effect) -> str:
    return f"case:{held.case.ref}:{effect.key}"


def _valid_until(held: HeldCase) -> date | None:
    outcome = held.live.service.outcome
    if outcome is None or outcome.valid is None:
        return None
    return last_day(clock.today(), outcome.valid, held.calendar)


def _register(held: HeldCase, effect: Effect) -> str:
    """Enter the outcome into the register: what the version's `entry` says, valid from today."""
    outcome = held.live.service.outcome
    entry = {
        name: value_of(held.live.version, source, held.state, held.papers, clock.now())
        for name, source in (outcome.entry if outcome else {}).items()
    }
    record = enter(
        NewEntry(
            register=effect.what,
            data=entry,
            subject=held.case.principal,
            valid_from=clock.today(),
            valid_to=_valid_until(held),
            source=_source(held, effect),
        )
    )
    return str(record)


def _issue(held: HeldCase, effect: Effect) -> str:
    """Make the document, in the language that the version's outcome names."""
    service = held.live.service
    letter = _letter(held, effect.what, _document_language(held))
    document = issue(
        IssueOrder(
            source=_source(held, effect),
            holder=held.case.principal,
            holder_name=_holder_name(held, letter.language),
            case_ref=held.case.ref,
            receipt=held.case.receipt or "",
            service=service.id,
            agency=service.agency,
            agency_name=agency(service.agency).name[letter.language],
            layout=PRINTED_AS.get(service.letters[effect.what].layout, service.letters[effect.what].layout),
            title={"fa": service.letters[effect.what].title.fa, "en": service.letters[effect.what].title.en},
            language=letter.language,
            blocks=letter.blocks,
            law=[law_words(service, law_id, letter.language) for law_id in _legal_basis(held)],
            valid_until=_valid_until(held),
            sample=held.case.is_sample,
            public=public_facts(held),
        )
    )
    return str(document)


def _legal_basis(held: HeldCase) -> list[str]:
    """The laws of the conditions that were found met; all of the service where no rule checked any."""
    service = held.live.service
    rested_on = {service.conditions[number].law for number in held.state.met}
    return [law_id for law_id in service.law if law_id in rested_on] or list(service.law)


def _document_language(held: HeldCase) -> str:
    """What the version's `language` says of this case; Persian where it says nothing else."""
    outcome = held.live.service.outcome
    if outcome is None or outcome.language is None:
        return "fa"
    said = value_of(held.live.version, outcome.language, held.state, held.papers, clock.now())
    return said if said in LANGUAGES else "fa"


def _tell(held: HeldCase, effect: Effect) -> str:
    """Put the letter into the applicant's inbox."""
    letters = {language: _letter(held, effect.what, language) for language in LANGUAGES}
    notice = tell(
        held.case.principal,
        title={language: letter.title for language, letter in letters.items()},
        body={language: letter.text for language, letter in letters.items()},
        source=_source(held, effect),
        case_ref=held.case.ref,
    )
    return str(notice)


def _letter(held: HeldCase, letter: str, language: str) -> Filled:
    return filled_letter(held.live, letter, held.state, held.papers, language)


def _holder_name(held: HeldCase, language: str) -> str:
    """The applicant's name as the frozen register data say it, in Latin letters where the document is English."""
    applicant = held.papers.applicant
    suffix = "_latin" if language == "en" and applicant.get("family_name_latin") else ""
    return " ".join(
        str(applicant[name]) for name in (f"name{suffix}", f"family_name{suffix}") if applicant.get(name)
    )


def _replace(held: HeldCase, effect: Effect) -> str:
    """What an earlier case gave is renewed by this one; done before the register is written."""
    with as_machine("case:replace") as act:
        return replace_former(held, effect, act)


_CARRIERS: Mapping[str, Callable[[HeldCase, Effect], str]] = {
    "replace": _replace,
    "register": _register,
    "issue": _issue,
    "tell": _tell,
    "overturn": tell_original,
    "uphold": tell_original,
    "restate": restate_entry,
    "mark": mark_document,
    "notify": tell_holder,
}


@transaction.atomic
def retry_fetch(act: Act, case_id: UUID, known_id: str, attempt: int) -> None:
    """Ask a silent register again; after the last try the version's `or_else` is taken."""
    held = _locked(case_id)
    if held is None or not any(
        effect.verb == "fetch" and effect.what == known_id for effect in owed(held.live.version, held.state)
    ):
        return
    known = held.live.service.known[known_id]
    try:
        answer = ask_register(held, known)
    except RegisterSilent:
        if attempt < TRIES:
            put(
                FetchOwed(case=str(case_id), known=known_id, attempt=attempt + 1),
                after_seconds=5 * 2**attempt,
            )
            return
        answer = Fetched(known=known_id, result="failed", ground=known.ground)
    fetch_pending(held, move(held, answer, by=act, ground=f"known:{known_id}", party=MACHINE))
