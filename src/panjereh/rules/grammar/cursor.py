"""The parser's place in a text: tokens, the names known there, and how deep it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from panjereh.rules.errors import FeelError, LimitExceeded, place_of
from panjereh.rules.habits import foreign_sign
from panjereh.rules.lexer import NAME_SYMBOLS, add_name, joined, tokenize
from panjereh.rules.limits import Limits
from panjereh.rules.names import NameTree, Token
from panjereh.rules.types import FeelType

KEYWORDS = frozenset(
    [
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "function",
        "external",
        "and",
        "or",
        "between",
        "instance",
        "of",
        "true",
        "false",
        "null",
    ]
)


@dataclass(frozen=True)
class Vocabulary:
    """What is known before a text is read.

    names    trees of names, looked through together
    members  names that may stand after a dot or in a filter
    types    types that a model defines, by name
    words    bare words that stand for values, such as those of a table column
    """

    names: tuple[NameTree, ...]
    members: tuple[NameTree, ...] = ()
    types: Mapping[str, FeelType] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    type_tree: NameTree = field(init=False, default_factory=NameTree)
    word_tree: NameTree = field(init=False, default_factory=NameTree)

    def __post_init__(self) -> None:
        for name in self.types:
            add_name(self.type_tree, name)
        for word in self.words:
            add_name(self.word_tree, word)


class Cursor:
    """Reads tokens one by one; every refusal is a FeelError that says where and what was expected."""

    def __init__(self, text: str, vocabulary: Vocabulary, limits: Limits) -> None:
        if len(text) > limits.expression_length:
            raise LimitExceeded("expression_length", limits.expression_length)
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.vocabulary = vocabulary
        self.limits = limits
        self.in_filter = False
        self.in_endpoint = False
        self._nesting = 0
        self._local: list[NameTree] = []
        self._members = NameTree()

    # reading

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def next_token(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.tokens[self.index]
        if token.kind != "end":
            self.index += 1
        return token

    def is_symbol(self, *texts: str) -> bool:
        token = self.token
        return token.kind == "symbol" and token.text in texts

    def is_word(self, *texts: str) -> bool:
        token = self.token
        return token.kind == "word" and token.text in texts

    def take_symbol(self, *texts: str) -> Token | None:
        return self.take() if self.is_symbol(*texts) else None

    def expect_symbol(self, *texts: str) -> Token:
        if not self.is_symbol(*texts):
            self.refuse(*texts)
        return self.take()

    def expect_word(self, text: str) -> Token:
        if not self.is_word(text):
            self.refuse(text)
        return self.take()

    def refuse(self, *expected: str) -> NoReturn:
        """Raise for the present token."""
        token = self.token
        key = "unexpected_end" if token.kind == "end" else "unexpected"
        habit = foreign_sign(self.text, token.start) if token.kind == "symbol" else None
        if habit is not None:
            start, sign, instead = habit
            raise FeelError("foreign_sign", *place_of(self.text, start), sign, (instead,))
        raise self.error(key, token, expected)

    def error(self, key: str, token: Token, expected: tuple[str, ...] = ()) -> FeelError:
        line, column = place_of(self.text, token.start)
        return FeelError(key, line, column, self.text[token.start : token.end], expected)

    # depth

    def enter(self) -> None:
        self._nesting += 1
        if self._nesting > self.limits.depth:
            raise LimitExceeded("depth", self.limits.depth)

    def leave(self) -> None:
        self._nesting -= 1

    @contextmanager
    def inside(self, *, filter: bool = False) -> Iterator[None]:
        """Within brackets: an endless range can't be meant there, names may be those of a filtered item."""
        before = self.in_endpoint, self.in_filter
        self.in_endpoint, self.in_filter = False, self.in_filter or filter
        try:
            yield
        finally:
            self.in_endpoint, self.in_filter = before

    # names

    @contextmanager
    def scope(self) -> Iterator[NameTree]:
        """Names that are known only within."""
        tree = NameTree()
        self._local.append(tree)
        try:
            yield tree
        finally:
            self._local.pop()

    def add_member(self, name: str) -> None:
        add_name(self._members, name)

    def known_name(self) -> tuple[int, str] | None:
        """The longest known name here: (index after it, name)."""
        trees = (*self._local, *self.vocabulary.names)
        if self.in_filter:
            trees = (*trees, self._members, *self.vocabulary.members)
        return _longest(trees, self.tokens, self.index)

    def known_member(self) -> tuple[int, str] | None:
        return _longest((self._members, *self.vocabulary.members), self.tokens, self.index)

    def known_type(self) -> tuple[int, str] | None:
        return self.vocabulary.type_tree.longest(self.tokens, self.index)

    def known_word(self) -> tuple[int, str] | None:
        """A bare word that stands for a value."""
        if not self.vocabulary.words:
            return None
        return self.vocabulary.word_tree.longest(self.tokens, self.index)

    def plain_words(self) -> tuple[int, str]:
        """The words up to the next keyword, number or symbol, as one unknown name."""
        index = self.index + 1
        while self.tokens[index].kind == "word" and self.tokens[index].text not in KEYWORDS:
            index += 1
        return index, joined(self.tokens[self.index : index])

    def name_before(self, *ends: str) -> str | None:
        """A new name that ends before one of the given symbols or keywords; None where there is none."""
        index = self.index
        while True:
            token = self.tokens[index]
            if token.text in ends and token.kind in ("symbol", "word") and index > self.index:
                break
            if token.kind not in ("word", "number") and token.text not in NAME_SYMBOLS:
                return None
            if index == self.index and token.kind != "word":
                return None
            index += 1
        name = joined(self.tokens[self.index : index])
        self.index = index
        return name

    def expect_new_name(self, *ends: str) -> str:
        name = self.name_before(*ends)
        if name is None:
            self.refuse("name")
        return name


def _longest(trees: tuple[NameTree, ...], tokens: list[Token], index: int) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    for tree in trees:
        found = tree.longest(tokens, index)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best
