"""The task list of a long form: its sections, how far each is, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.keeping import is_open, pages_now
from panjereh.cases.presenting import frame, say
from panjereh.flow import value_of
from panjereh.flow.model import Page
from panjereh.kernel import clock

Context = dict[str, Any]
DONE, BEGUN, NEW, WAITS = "done", "begun", "new", "waits"


@dataclass(frozen=True, slots=True)
class Section:
    """One section with the pages of it that are asked now. `state`: done, begun, new, or waits for another."""

    id: str
    title: str
    pages: tuple[Page, ...]
    state: str
    renewed: bool


def sections_of(held: HeldCase) -> list[Section]:
    """The sections that are asked now, in order; none where the form is short or an officer named pages."""
    pages = pages_now(held)
    if held.state.asked_pages or len({page.section for page in pages}) < 2:
        return []
    unanswered = [page for page in pages if is_open(held, page)]
    found = []
    for id_, title in held.live.service.sections.items():
        own = tuple(page for page in pages if page.section == id_)
        if own:
            renewed = any(page.id in held.folder.waiting("renewed") for page in own)
            found.append(Section(id_, say(title), own, _state(held, own, unanswered), renewed))
    return found


def _state(held: HeldCase, own: Sequence[Page], unanswered: Sequence[Page]) -> str:
    waiting = [page for page in own if page in unanswered]
    if not waiting:
        return DONE
    touched = held.folder.latest("page").keys() | held.folder.waiting("typed").keys()
    if any(page.id in touched for page in own):
        return BEGUN
    return WAITS if all(is_undecided(held, page, unanswered) for page in own) else NEW


def is_undecided(held: HeldCase, page: Page, unanswered: Sequence[Page]) -> bool:
    """Whether it hangs on an answer that isn't there yet if this page is asked at all."""
    if page.when is None:
        return False
    read = held.live.version.expressions[page.when].names
    owed = {f"answers.{field.id}" for other in unanswered for field in other.fields if other.id != page.id}
    owed |= {f"answers.{other.id}" for other in unanswered if other.repeat}
    if not any(name == one or name.startswith(f"{one}.") for name in read for one in owed):
        return False
    return value_of(held.live.version, page.when, held.state, held.papers, clock.now()) is not True


def tasks_page(held: HeldCase) -> Context:
    """Each section with its state and a way into it, then checking and sending."""
    sections = sections_of(held)
    ready = all(section.state == DONE for section in sections)
    words = {DONE: _("Done"), BEGUN: _("In progress"), NEW: _("Not started"), WAITS: _("Cannot start yet")}
    kinds = {DONE: "ok"}
    tasks = [
        {
            "title": section.title,
            "state": words[section.state],
            "kind": kinds.get(section.state, ""),
            "href": "" if section.state == WAITS else entrance(held, section),
            "hint": _hint(section),
        }
        for section in sections
    ]
    check = reverse("cases:check", args=[held.case.ref])
    tasks.append(
        {
            "title": _("Check your answers and submit"),
            "state": words[NEW if ready else WAITS],
            "href": check if ready else "",
            "hint": "",
        }
    )
    done = sum(section.state == DONE for section in sections)
    return {
        **frame(held),
        "tasks": tasks,
        "ready": ready,
        "check": check,
        "done": done,
        "count": len(sections),
    }


def _hint(section: Section) -> str:
    if section.renewed:
        return _("Changed since you began")
    if section.state == WAITS:
        return _("This depends on your answers in another section.")
    return ""


def entrance(held: HeldCase, section: Section) -> str:
    """The address at which a section goes on: its first open page, else its first."""
    waiting = [page for page in section.pages if is_open(held, page)]
    return reverse("cases:page", args=[held.case.ref, (waiting or section.pages)[0].id])


def progress(held: HeldCase, page: Page) -> Context:
    """How far a page is: within its section where there are sections. What isn't certain isn't promised."""
    sections = sections_of(held)
    mine = next((section for section in sections if page in section.pages), None)
    pages = list(mine.pages) if mine else pages_now(held)
    if page not in pages:
        return {}
    unanswered = [one for one in pages_now(held) if is_open(held, one)]
    certain = [one for one in pages if one == page or not is_undecided(held, one, unanswered)]
    return {
        "section": mine.title if mine else "",
        "tasks": bool(sections),
        "number": certain.index(page) + 1,
        "count": len(certain),
        "at_least": len(certain) < len(pages),
    }
