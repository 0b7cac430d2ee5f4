"""The conversation of a case as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from panjereh.cases.actions.conversing import MESSAGE, THREAD, side_of
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.colleagues import names_in, shown_name
from panjereh.cases.presenting import frame
from panjereh.catalogue.queries import roles_of
from panjereh.flow.sentences import NOT_NOW
from panjereh.flow.talking import closed_because
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.text_fa import clean
from panjereh.kernel.ui.writing import language, listed, moment

Context = dict[str, Any]
TEXT_MAX = 4000


def read_message(sent: Mapping[str, str]) -> tuple[str, str]:
    """What was written, and what is wrong with it."""
    text = clean(sent.get("text", ""), lines=True)
    if not text:
        return "", _("Write your message")
    if len(text) > TEXT_MAX:
        return text, _("The message is longer than 4000 characters. Shorten it")
    return text, ""


def conversation_panel(act: Act, held: HeldCase) -> Context:
    """What the page of the case says of it: how much is there, what is new, who is awaited."""
    side, state = side_of(act, held), held.state
    return {
        "count": state.messages,
        "new": state.messages > getattr(state, f"read_by_{side}"),
        "yours": state.reply_from == side,
        "open": not closed_because(state, clock.now()),
        "at": "cases:messages" if side == "applicant" else "cases:desk_messages",
    }


def conversation_page(act: Act, held: HeldCase, *, text: str = "", fault: str = "") -> Context:
    """All messages, the oldest first, and the form while there is one."""
    side, state = side_of(act, held), held.state
    closed = closed_because(state, clock.now())
    return {
        **frame(held),
        "here": "cases" if side == "applicant" else "queue",
        "side": side,
        "thread": _thread(held, side),
        "text": text,
        "fault": fault,
        "errors": [("text", fault)] if fault else [],
        "closed": NOT_NOW[closed].get(language()) if closed else "",
        "awaiting": _awaiting(state.reply_from, side),
        "yours": state.reply_from == side,
        "ended": state.status == "ended",
    }


def _awaiting(awaited: str | None, side: str) -> str:
    if awaited is None:
        return ""
    return _("Your reply is awaited") if awaited == side else _("Waiting for the other side to reply")


def _thread(held: HeldCase, side: str) -> list[Context]:
    papers = held.folder.rounds(MESSAGE, THREAD)
    agency = roles_of([held.case.agency]).get(held.case.agency) if papers else None
    names = names_in([held.case.agency]) if papers and side == "agency" else {}
    other = "agency" if side == "applicant" else "applicant"
    read = getattr(held.state, f"read_by_{other}")
    thread = []
    for number, paper in enumerate(papers, start=1):
        mine = paper["side"] == side
        thread.append(
            {
                "sender": _sender(paper, side, agency.titles if agency else {}, names),
                "when": moment(datetime.fromisoformat(paper["at"])),
                "text": paper["text"],
                "mine": mine,
                "read": (_("Read") if number <= read else _("Not read yet")) if mine else "",
            }
        )
    return thread


def _sender(paper: Mapping[str, Any], side: str, titles: Mapping[str, Any], names: Mapping[Any, Any]) -> Any:
    """The applicant sees the agency and a role, never an officer's name; colleagues see each other's."""
    if paper["side"] == "applicant":
        return _("You") if side == "applicant" else _("The applicant")
    role = titles.get(paper["role"], {}).get(language()) or _("Officer")
    return role if side == "applicant" else listed([shown_name(names, paper["human"]), role])
