"""A page that repeats: its entries, one for each time that it was answered, as a paper of the case keeps them.

The paper's `values` hold the whole entries as a list under the page's id: what expressions see. Its `raw` holds
every entry with a key of its own, also one that is not right yet, so that a change or a removal means the same
entry whatever happened to the others, and a double click adds one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from panjereh.cases.forms import PageForm
from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.fields.matches import mismatched
from panjereh.flow.model import Field, Page, Repeat, Text
from panjereh.kernel.text_fa import digits_fa

_KEY = re.compile(r"[0-9a-f]{16}")
_TOO_FEW = Text("دست‌کم {min} {fa} را بنویسید.", "Give at least {min} ({en}).")
_TOO_MANY = Text(
    "بیش از {max} {fa} نمی‌توان نوشت؛ برای افزودن، یکی را حذف کنید.",
    "No more than {max} can be given ({en}); remove one to add another.",
)

_LIST = Text(
    "این صفحه تکرار می‌شود؛ پاسخ آن را فهرستی از [{…}, {…}] بفرستید.",
    "This page repeats; send a list [{…}, {…}].",
)
_ONE = Text("این صفحه یک بار پرسیده می‌شود؛ پاسخ آن را {…} بفرستید.", "This page is asked once; send {…}.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `values` is None while something in it is wrong."""

    key: str
    raw: Mapping[str, Sequence[str]]
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of a page in order."""

    page: Page
    all: tuple[Entry, ...] = ()
    closed: bool = False  # the person said that there are none (more)

    @classmethod
    def kept(cls, page: Page, paper: Mapping[str, Any] | None) -> Entries:
        """The entries as they were kept before."""
        if paper is None:
            return cls(page)
        kept = tuple(Entry(one["key"], one["raw"], one["values"]) for one in paper["raw"].get("entries", ()))
        return cls(page, kept, closed=True)

    def papers(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The two sides of the page's paper: what expressions see, and what was typed."""
        whole = [dict(entry.values or {}) for entry in self.all if self.right(entry)]
        kept = [
            {
                "key": entry.key,
                "raw": {name: list(texts) for name, texts in entry.raw.items()},
                "values": entry.values,
            }
            for entry in self.all
        ]
        return {self.page.id: whole}, {"entries": kept}

    def find(self, key: str) -> Entry | None:
        return next((entry for entry in self.all if entry.key == key), None)

    def place(self, key: str) -> int:
        """The number of an entry, or of the one that comes next."""
        keys = [entry.key for entry in self.all]
        return (keys.index(key) if key in keys else len(keys)) + 1

    def put(self, entry: Entry) -> Entries:
        """Change the entry of this key in its place, or add it at the end."""
        if self.find(entry.key) is None:
            return replace(self, all=(*self.all, entry))
        return replace(self, all=tuple(entry if one.key == entry.key else one for one in self.all))

    def without(self, key: str) -> Entries:
        return replace(self, all=tuple(entry for entry in self.all if entry.key != key))

    @property
    def full(self) -> bool:
        return len(self.all) >= _repeat(self.page).max

    @property
    def answered(self) -> bool:
        """Whether the page wants nothing more."""
        return self.closed and self.fault() is None and all(self.right(entry) for entry in self.all)

    def right(self, entry: Entry) -> bool:
        """Whether nothing is wrong in an entry."""
        return entry.values is not None and not mismatched(self.page, entry.values)

    def fault(self, *, adding: bool = False) -> Text | None:
        """What is wrong with how many there are."""
        said, many = _repeat(self.page), len(self.all) + adding
        words = {"min": said.min, "max": said.max, "fa": said.one.fa, "en": said.one.en}
        if many > said.max:
            return _worded(_TOO_MANY, words)
        return _worded(_TOO_FEW, words) if many < said.min else None


def _repeat(page: Page) -> Repeat:
    assert page.repeat is not None
    return page.repeat


def _worded(text: Text, words: Mapping[str, Any]) -> Text:
    fa = {name: digits_fa(word) if isinstance(word, int) else word for name, word in words.items()}
    return Text(text.fa.format(**fa), text.en.format(**words))


def new_key() -> str:
    """A key for an entry that is about to be typed."""
    return secrets.token_hex(8)


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def is_answered(page: Page, paper: Mapping[str, Any] | None) -> bool:
    """Whether a page wants nothing more, however often it is asked."""
    if page.repeat is not None:
        return Entries.kept(page, paper).answered
    return paper is not None and not mismatched(page, paper["values"])


@dataclass
class SentEntries:
    """A whole page of entries as a program sends it: what was understood, and what is wrong, entry by entry."""

    entries: Entries
    faults: list[Mapping[str, Any]] = field(default_factory=list)
    count: Text | None = None

    @property
    def whole(self) -> bool:
        return self.count is None and not any(self.faults)


def misshapen(page: Page, sent: Any) -> Text | None:
    """What is wrong with how a program sends a page: a list belongs to one that repeats, and only to it."""
    if page.repeat is None:
        return _ONE if isinstance(sent, list) else None
    return None if isinstance(sent, list) else _LIST


def read_entries(
    page: Page, sent: Sequence[Any], read_one: Callable[[Page, Mapping[str, list[str]]], PageForm]
) -> SentEntries:
    """Read the entries that a program sends, each a mapping of question -> answer."""
    most = _repeat(page).max
    read = SentEntries(Entries(page, closed=True))
    for plain in sent[: most + 1]:
        form = read_one(page, plain_texts(page, plain if isinstance(plain, Mapping) else {}))
        read.faults.append(form.faults)
        read.entries = read.entries.put(entry_of(form, new_key()))
    read.count = read.entries.fault()
    return read


def entry_of(form: PageForm, key: str) -> Entry:
    """The entry that a page of it makes; what only doesn't match a register is kept with its values."""
    faulty = form.faults.keys() - set(mismatched(form.page, form.values))
    return Entry(key, form.raw, None if faulty else dict(form.values))


def plain_texts(page: Page, plain: Mapping[str, Any]) -> dict[str, list[str]]:
    """JSON answers as the texts that a form would send; an input may also be named by itself."""
    sent = {
        name: [str(text) for text in value] if isinstance(value, list) else [str(value)]
        for name, value in plain.items()
    }
    for asked in page.fields:
        if asked.id in plain:
            raw = FIELD_TYPES[asked.type].raw_of(plain[asked.id], asked)
            sent |= {name: list(texts) for name, texts in raw.items()}
    return sent


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a page: the question, the value, and of which entry where the page repeats."""

    asked: Field
    value: Any
    entry: Entry | None = None
    number: int = 0


def answers_on(page: Page, paper: Mapping[str, Any]) -> Iterator[Answer]:
    """The answers that a page's paper holds, in order; one without a value where a list is empty."""
    if page.repeat is None:
        yield from (Answer(asked, paper["values"].get(asked.id)) for asked in page.fields)
        return
    entries = Entries.kept(page, paper).all
    if not entries:
        yield Answer(page.fields[0], None)
    for number, entry in enumerate(entries, start=1):
        for asked in page.fields:
            yield Answer(asked, (entry.values or {}).get(asked.id), entry, number)
