"""What is typed on a page is kept at once: whole as an answer, faulty as it was typed.

Papers of a page, by kind:
  page     the answer, which rules read
  typed    what was sent after it and is no answer yet: faulty, or asked anew by a newer version
  rival    what was sent by someone who had not seen the newest of the above; the person chooses
  renewed  which questions of the page the service has changed since the draft began
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from panjereh.cases.actions.journal import HeldCase, lock_case
from panjereh.cases.actions.papers import page_paper
from panjereh.cases.domain import CaseRef
from panjereh.cases.entries import is_answered
from panjereh.cases.forms import PageForm, kept_page, read_page
from panjereh.flow import pages_to_ask
from panjereh.flow.model import Page
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require

MOST_TYPED = 256 * 1024  # characters of one page; what no question takes is not kept for ever
MOST_RIVALS = 5
WAITING = ("typed", "rival", "renewed")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was sent.

    whole   it is an answer · faulty  it is kept as typed · renewed  kept, but the service asks it anew
    rival   somebody else's is newer: both are kept · unasked  the case doesn't ask this page now
    """

    held: HeldCase
    outcome: str


@transaction.atomic
def keep_page(act: Act, ref: CaseRef, form: PageForm, *, seen: str = "", version: str = "") -> Kept:
    """Keep what was sent of one page, whatever it is worth; nothing official yet.

    `seen` is the mark of what the page showed, `version` the number of the version that asked it; without
    them the last writer wins. Raises NotAllowed.
    """
    held = lock_case(ref)
    require(act, "answer", held.case)
    page = form.page.id
    if not _at_asking(held):
        return Kept(held, "unasked")
    if page not in {asked.id for asked in pages_now(held)}:
        _put(held, "typed", page, typed_paper(form))
        return Kept(held, "unasked")
    renewed = page in held.folder.waiting("renewed") and version not in ("", str(held.live.number))
    if not renewed and seen and seen != page_mark(held, page) and not _already_kept(held, form):
        _put_rival(held, form)
        return Kept(held, "rival")
    return Kept(
        held, _keep(held, form, whole=form.whole and not renewed) or ("renewed" if renewed else "faulty")
    )


@transaction.atomic
def choose_rival(act: Act, ref: CaseRef, page: Page, chosen: str) -> Kept:
    """Settle which version of a page stays: a rival by its number, or (anything else) the one that was there.

    Raises NotAllowed.
    """
    held = lock_case(ref)
    require(act, "answer", held.case)
    rivals = held.folder.waiting("rival").get(page.id)
    if not rivals or page.id not in {asked.id for asked in pages_now(held)}:
        return Kept(held, "unasked")
    if chosen in {str(number) for number in range(len(rivals))}:
        form = typed_page(page, rivals[int(chosen)])
        return Kept(held, _keep(held, form, whole=form.whole) or "faulty")
    _put(held, "rival", page.id, None)
    return Kept(held, "faulty" if is_open(held, page) else "whole")


def _put_rival(held: HeldCase, form: PageForm) -> None:
    """One more version of a page; the oldest of too many goes."""
    rivals = held.folder.waiting("rival").get(form.page.id, [])
    fresh = {**typed_paper(form), "at": clock.now().isoformat()}
    others = [rival for rival in rivals if _plain(rival["raw"]) != _plain(form.raw)]
    _put(held, "rival", form.page.id, [*others, fresh][-MOST_RIVALS:])


def put_answer(held: HeldCase, page: str, values: Any, raw: Any) -> None:
    """Keep a page as an answer; what waited to be looked at on it is settled by that."""
    held.folder.put("page", page, page_paper(values, raw), turn=round_of(held))
    for kind in WAITING:
        if page in held.folder.waiting(kind):
            _put(held, kind, page, None)


def put_typed(held: HeldCase, form: PageForm) -> None:
    """Keep a faulty page as it was typed, inside of another action."""
    _put(held, "typed", form.page.id, typed_paper(form))


def _keep(held: HeldCase, form: PageForm, *, whole: bool) -> str:
    if whole:
        put_answer(held, form.page.id, form.values, form.raw)
        return "whole"
    there = held.folder.latest("page") | held.folder.waiting("typed")
    if form.page.id in there or any(text.strip() for texts in form.raw.values() for text in texts):
        _put(held, "typed", form.page.id, typed_paper(form))
    if form.page.id in held.folder.waiting("rival"):
        _put(held, "rival", form.page.id, None)
    return ""


def _put(held: HeldCase, kind: str, page: str, paper: Any) -> None:
    held.folder.put(kind, page, paper, turn=round_of(held))


def round_of(held: HeldCase) -> int:
    """How often the present stage has been asked: papers of another round stay as they were."""
    return held.state.path.count(held.state.stage)


def _at_asking(held: HeldCase) -> bool:
    return held.stage.verb == "ask" and held.case.status in ("draft", "running")


def _already_kept(held: HeldCase, form: PageForm) -> bool:
    """Whether just this was sent before: a double click is no quarrel."""
    paper = held.folder.waiting("typed").get(form.page.id) or held.folder.latest("page").get(form.page.id)
    return paper is not None and _plain(paper["raw"]) == _plain(form.raw)


def _plain(raw: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in raw.items() if any(texts)}


def typed_paper(form: PageForm) -> dict[str, Any]:
    """What was typed, and the values of what was right in it; a page of a size that nobody types is cut off."""
    size = sum(len(text) for texts in form.raw.values() for text in texts)
    raw = form.raw if size <= MOST_TYPED else {}
    return {"raw": {name: list(texts) for name, texts in raw.items()}, "values": dict(form.values)}


def typed_page(page: Page, paper: Any) -> PageForm:
    """A page as it was typed, with what is wrong in it today."""
    form = read_page(page, paper["raw"])
    for field in page.fields:
        if field.id in paper["values"]:
            form.values[field.id] = paper["values"][field.id]
            for faulty in [name for name in form.faults if name.split("-")[0] == field.id]:
                del form.faults[faulty]
    return form


def form_of(held: HeldCase, page: Page) -> PageForm:
    """A page as the person left it, on whatever device."""
    typed = held.folder.waiting("typed").get(page.id)
    return typed_page(page, typed) if typed else kept_page(page, held.folder.latest("page").get(page.id))


def page_mark(held: HeldCase, page: str) -> str:
    """Tells what is kept of a page; a form brings back the mark of what it showed."""
    papers = [held.folder.latest(kind).get(page) for kind in ("page", "typed")]
    return held.folder.digest({"page": page, "papers": papers})[:32]


def pages_now(held: HeldCase) -> list[Page]:
    """The pages that the case asks at this moment, as the answers so far make them apply."""
    return list(pages_to_ask(held.live.version, held.state, held.papers, clock.now()))


def is_open(held: HeldCase, page: Page) -> bool:
    """Whether a page that is asked still wants something: an answer, or a look at what waits on it."""
    if not is_answered(page, held.folder.latest("page").get(page.id)):
        return True
    return any(page.id in held.folder.waiting(kind) for kind in WAITING)


def open_pages(held: HeldCase) -> Iterator[str]:
    """The pages that stand between the person and sending, in order."""
    return (page.id for page in pages_now(held) if is_open(held, page))
