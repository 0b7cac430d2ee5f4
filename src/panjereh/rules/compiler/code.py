"""What compilation works with: slots of names, scopes, and code that may be a constant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from panjereh.rules import tree
from panjereh.rules.errors import LimitExceeded
from panjereh.rules.functions import Function
from panjereh.rules.limits import Limits
from panjereh.rules.names import canonical_name
from panjereh.rules.run import Run

Frame = list[Any]  # slot 0 holds the Run, the others variables
Closure = Callable[[Frame], Any]


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled expression; `value` counts when it is constant."""

    call: Closure
    constant: bool = False
    value: Any = None


def constant(value: Any) -> Code:
    return Code(lambda frame: value, True, value)


@dataclass(frozen=True, slots=True)
class Local:
    """A variable of the author: loop variable, parameter or context entry."""

    name: str
    slot: int


@dataclass(frozen=True, slots=True)
class Filtered:
    """Within a filter: the item in the slot, whose entries are names."""

    slot: int


Scope = tuple[Local | Filtered, ...]  # outermost first
# The node of a handler is of the type under which `HANDLERS` lists it.
Handler = Callable[["Program", Any, Scope], Code]


class Program:
    """Everything that is compiled together and shares one frame.

    known    names that the caller promises to give
    inputs   names that the code really reads, with their slots
    free     the same as dotted paths, for a checker
    roots    the first parts of those paths, with the offset where each is first read
    """

    handlers: ClassVar[dict[type, Handler]] = {}

    def __init__(self, known: Iterable[str], functions: Mapping[str, Function], limits: Limits) -> None:
        self.known = {canonical_name(name): name for name in known}
        self.functions = functions
        self.limits = limits
        self.inputs: dict[str, int] = {}
        self.free: set[str] = set()
        self.roots: dict[str, int] = {}
        self.size = 1

    def new_slot(self) -> int:
        self.size += 1
        return self.size - 1

    def input_slot(self, name: str) -> int:
        """The slot of a name that the caller gives."""
        if name not in self.inputs:
            self.inputs[name] = self.new_slot()
        return self.inputs[name]

    def record(self, root: str, path: str, at: int) -> None:
        """A free name, and the dotted path that begins with it."""
        self.free.add(path)
        self.roots.setdefault(root, at)

    def compile(self, node: tree.Node, scope: Scope) -> Code:
        return self.handlers[type(node)](self, node, scope)

    def compile_all(self, nodes: Iterable[tree.Node], scope: Scope) -> list[Code]:
        return [self.compile(node, scope) for node in nodes]

    def folded(self, closure: Closure, parts: Iterable[Code]) -> Code:
        """The code of a closure without side effects; computed now when all its parts are constant.

        What is null, has something to say or costs too much is left for the run, which reports it.
        """
        if not all(part.constant for part in parts):
            return Code(closure)
        run = Run(self.limits)
        run.start()
        try:
            value = closure([run])
        except LimitExceeded:
            return Code(closure)
        if value is None or run.diagnostics:
            return Code(closure)
        return constant(value)
