"""The syntax tree of FEEL 1.5. `at` is the 0-based offset in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from panjereh.rules.types import FeelType


@dataclass(frozen=True, slots=True)
class Node:
    at: int

    def children(self) -> tuple[Node, ...]:
        """The nodes right below this one."""
        return ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean, null, or the value of `@"..."`."""

    value: Any


@dataclass(frozen=True, slots=True)
class BadLiteral(Node):
    """`@"..."` with something else inside: null."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Left-associative arithmetic of one precedence: first, then (operator, operand) in order."""

    first: Node
    rest: tuple[tuple[str, Node], ...]

    def children(self) -> tuple[Node, ...]:
        return (self.first, *(operand for _, operand in self.rest))


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`and` or `or` over two or more operands."""

    operator: str
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: str
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node

    def children(self) -> tuple[Node, ...]:
        return (self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Test(Node):
    """A comparison that stands alone: `< 5`, `= "a"`."""

    operator: str
    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in test` or `value in (test, test)`."""

    value: Node
    tests: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return (self.value, *self.tests)


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """A table cell: any of the tests, or with `negated` none of them; no tests mean anything."""

    tests: tuple[Node, ...]
    negated: bool = False

    def children(self) -> tuple[Node, ...]:
        return self.tests


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: FeelType

    def children(self) -> tuple[Node, ...]:
        return (self.value,)


@dataclass(frozen=True, slots=True)
class Path(Node):
    base: Node
    name: str

    def children(self) -> tuple[Node, ...]:
        return (self.base,)


@dataclass(frozen=True, slots=True)
class Filter(Node):
    base: Node
    condition: Node

    def children(self) -> tuple[Node, ...]:
        return (self.base, self.condition)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call; `names` is empty for positional arguments, else as long as `arguments`."""

    callee: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()

    def children(self) -> tuple[Node, ...]:
        return (self.callee, *self.arguments)


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    entries: tuple[tuple[str, Node], ...]

    def children(self) -> tuple[Node, ...]:
        return tuple(value for _, value in self.entries)


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool

    def children(self) -> tuple[Node, ...]:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class OneSided(Node):
    """`(< 10)`, `(= 10)` …: a range with one end."""

    operator: str
    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node

    def children(self) -> tuple[Node, ...]:
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`name in source`, or `name in source..end`."""

    name: str
    source: Node
    end: Node | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.source,) if self.end is None else (self.source, self.end)


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node

    def children(self) -> tuple[Node, ...]:
        return (*self.iterators, self.body)


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` or `every`."""

    kind: str
    iterators: tuple[Iterator, ...]
    condition: Node

    def children(self) -> tuple[Node, ...]:
        return (*self.iterators, self.condition)


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    parameters: tuple[str, ...]
    types: tuple[FeelType | None, ...]
    body: Node

    def children(self) -> tuple[Node, ...]:
        return (self.body,)


def depth(root: Node) -> int:
    """How deep the tree is; found without recursion, so that no tree is too deep to be measured."""
    deepest = 0
    level: list[Node] = [root]
    while level:
        deepest += 1
        level = [child for node in level for child in node.children()]
    return deepest
