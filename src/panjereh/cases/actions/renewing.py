"""A draft goes over to the newest version of its service; what it asks anew is shown with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from panjereh.cases.actions.journal import HeldCase, gathered, lock_case, move
from panjereh.cases.actions.keeping import round_of
from panjereh.cases.actions.papers import page_paper
from panjereh.cases.domain import CaseRef
from panjereh.cases.entries import new_key
from panjereh.cases.forms import shown
from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.queries import Live, ServiceUnknown, live_version
from panjereh.flow.model import Field, Page, Service
from panjereh.flow.questions import same_field, same_page
from panjereh.flow.state import Renew
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require

Paper = Mapping[str, Any]
LANGUAGES = ("fa", "en")


def renewed_draft(act: Act, held: HeldCase) -> HeldCase:
    """The case; a draft that a newer version waits for is moved to it first. Raises NotAllowed."""
    if newer_version(held) is None:
        return held
    with transaction.atomic():
        held = lock_case(CaseRef(held.case.ref))
        renew(act, held)
    return held


def newer_version(held: HeldCase) -> Live | None:
    """The version that a draft has to go over to; what has been sent stays on its own."""
    if held.case.status != "draft" or held.case.receipt is not None:
        return None
    try:
        newest = live_version(held.case.service)
    except ServiceUnknown:
        return None
    return newest if newest.id != held.live.id and newest.number > held.live.number else None


def renew(act: Act, held: HeldCase) -> bool:
    """Move a locked draft to the newest version; whether it was moved. Raises NotAllowed."""
    newest = newer_version(held)
    if newest is None:
        return False
    ground = require(act, "answer", held.case)
    before, held.live = held.live, newest
    held.case.version_id = newest.id
    with gathered(held):
        move(held, Renew(str(before.id), str(newest.id)), by=act, ground=ground, party="applicant")
        _Comparison(held, before.service, newest.service).ask_anew()
    return True


class _Comparison:
    """The papers of a draft, taken from one version of the form to the next."""

    def __init__(self, held: HeldCase, before: Service, now: Service) -> None:
        self.held, self.before, self.now = held, before, now
        self.answers = held.folder.latest("page")
        self.typed = held.folder.waiting("typed")
        self.begun = bool(self.answers or self.typed)
        self.was = {field.id: (page, field) for page in before.pages for field in page.fields}

    def ask_anew(self) -> None:
        """Keep what is asked as before, and put everything else to the person again."""
        old = {page.id: page for page in self.before.pages}
        for page in self.now.pages:
            if page.id in old and same_page(old[page.id], page):
                continue
            self._carry(page, old.get(page.id))
        for gone in old.keys() - {page.id for page in self.now.pages}:
            self._drop(gone)

    def _carry(self, page: Page, old: Page | None) -> None:
        if page.repeat is not None:
            self._carry_entries(page, old)
            return
        same = [] if old is not None and old.repeat else [f for f in page.fields if self._same(page, f)]
        values = {f.id: self._values_of(f)[f.id] for f in same if f.id in self._values_of(f)}
        raw = self._raw(page, old)
        settled = len(values) == len(page.fields) and page.id not in self.typed
        if values or page.id in self.answers:
            self._put("page", page.id, page_paper(values, raw if settled else self._own(page, values, raw)))
        if settled:
            return
        if raw:
            self._put("typed", page.id, {"raw": raw, "values": values})
        if self.begun:
            asked_anew = [field.id for field in page.fields if field.id not in values]
            self._put("renewed", page.id, {"fields": asked_anew, "before": self._shown_before(page, values)})

    def _carry_entries(self, page: Page, old: Page | None) -> None:
        """A page that repeats: its entries are looked at once more, one by one, with what was typed in each."""
        paper = self.answers.get(page.id) or self.typed.get(page.id)
        if paper is not None and old is not None:
            typed = [entry["raw"] for entry in paper["raw"]["entries"]] if old.repeat else [paper["raw"]]
            entries = [{"key": new_key(), "raw": dict(raw), "values": None} for raw in typed]
            self._put("page", page.id, page_paper({page.id: []}, {"entries": entries}))
        if self.begun:
            self._put("renewed", page.id, {"fields": [field.id for field in page.fields], "before": {}})

    def _same(self, page: Page, field: Field) -> bool:
        was = self.was.get(field.id)
        return was is not None and same_field(*was, page, field)

    def _values_of(self, field: Field) -> Mapping[str, Any]:
        """The answers of the page that asked a field before."""
        page, _ = self.was[field.id]
        paper = self.typed.get(page.id) or self.answers.get(page.id) or {"values": {}}
        values: Mapping[str, Any] = paper["values"]
        return values

    def _raw(self, page: Page, old: Page | None) -> dict[str, list[str]]:
        """What was typed on the page before, and on others in questions that have come here."""
        raw: dict[str, list[str]] = {}
        for name in dict.fromkeys([*(self.was[f.id][0].id for f in page.fields if f.id in self.was)]):
            paper = self.typed.get(name) or self.answers.get(name)
            raw |= _texts(paper)
        if old is not None:
            raw |= _texts(self.typed.get(old.id) or self.answers.get(old.id))
        return raw

    @staticmethod
    def _own(page: Page, values: Mapping[str, Any], raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """What was typed for the answers that stay."""
        names = [n for f in page.fields if f.id in values for n in FIELD_TYPES[f.type].inputs(f)]
        return {name: raw[name] for name in names if name in raw}

    def _shown_before(self, page: Page, values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """The former answers to the questions that are asked anew, as people read them."""
        said: dict[str, dict[str, str]] = {}
        for field in page.fields:
            if field.id in values or field.id not in self.was:
                continue
            former = self._values_of(field).get(field.id)
            if former is not None:
                said[field.id] = {to: shown(self.was[field.id][1], former, to) for to in LANGUAGES}
        return said

    def _drop(self, page: str) -> None:
        """A page that is asked no more: its answers count no more and stay among the sealed papers."""
        left = self.typed.get(page) or self.answers.get(page)
        if left is None:
            return
        self._put("dropped", page, left)
        self._put("page", page, page_paper({}, {}))
        if page in self.typed:
            self._put("typed", page, None)

    def _put(self, kind: str, name: str, paper: Any) -> None:
        self.held.folder.put(kind, name, paper, turn=round_of(self.held))


def _texts(paper: Paper | None) -> dict[str, list[str]]:
    """What was typed on a page; of one that repeated, in its first entry."""
    raw = paper["raw"] if paper else {}
    if "entries" in raw:
        raw = raw["entries"][0]["raw"] if raw["entries"] else {}
    return {name: list(texts) for name, texts in raw.items()}
