"""Compiling and evaluating one expression, or the tests of one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import localcontext
from functools import lru_cache
from typing import Any

from panjereh.rules.builtins import BUILT_INS
from panjereh.rules.compiler import Program
from panjereh.rules.compiler.code import Closure, Frame
from panjereh.rules.compiler.unary import INPUT, Predicate, compile_tests
from panjereh.rules.conversion import to_feel
from panjereh.rules.errors import Diagnostic, LimitExceeded
from panjereh.rules.functions import Function
from panjereh.rules.grammar import Cursor, Vocabulary, whole_expression, whole_unary_tests
from panjereh.rules.lexer import add_name
from panjereh.rules.limits import DEFAULT_LIMITS, Limits
from panjereh.rules.names import NameTree
from panjereh.rules.properties import MISSING, PROPERTY_NAMES, entry
from panjereh.rules.run import Run
from panjereh.rules.types import FeelType
from panjereh.rules.values import DECIMAL128


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, why it or parts of it became null, and the steps that it took."""

    value: Any
    diagnostics: tuple[Diagnostic, ...]
    steps: int


def tree_of(names: Iterable[str]) -> NameTree:
    """A name tree of plain names."""
    found = NameTree()
    for name in names:
        add_name(found, name)
    return found


_BUILT_IN_NAMES = tree_of((*BUILT_INS, INPUT))
_PROPERTIES = tree_of(PROPERTY_NAMES)


@lru_cache(maxsize=256)
def _cached_tree(names: frozenset[str]) -> NameTree:
    return tree_of(names)


def vocabulary_of(
    names: Iterable[str],
    functions: Mapping[str, Function] | None = None,
    *,
    types: Mapping[str, FeelType] | None = None,
    members: Iterable[str] = (),
    words: Mapping[str, Any] | None = None,
) -> Vocabulary:
    """What a text may use: names of the caller, functions, types, members and bare words."""
    known = frozenset(names) | frozenset(functions or ())
    return Vocabulary(
        names=(_cached_tree(known), _BUILT_IN_NAMES),
        members=(_cached_tree(frozenset(members)), _PROPERTIES),
        types=types or {},
        words=words or {},
    )


def new_program(names: Iterable[str], functions: Mapping[str, Function] | None, limits: Limits) -> Program:
    return Program(names, {**BUILT_INS, **(functions or {})}, limits)


def new_frame(program: Program, scope: Mapping[str, Any], run: Run) -> Frame:
    """The frame of one run: only the names that are really read are converted."""
    frame: Frame = [None] * program.size
    frame[0] = run
    for name, slot in program.inputs.items():
        found = scope.get(program.known.get(name, name), MISSING)
        if found is MISSING:
            found = entry(scope, name)
        frame[slot] = found if found is MISSING else to_feel(found)
    return frame


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; safe to share and to evaluate any number of times.

    names  the free names that it reads, as dotted paths (`answers.postal_code`); a path may end in a
           property of the value (`applicant.birth_date.year`)
    """

    text: str
    names: frozenset[str]
    _program: Program
    _call: Closure

    def evaluate(self, scope: Mapping[str, Any], *, clock: datetime | None = None) -> Any:
        """The FEEL value for plain Python values or FEEL values by name; errors in the data give null.

        `clock` is what `now()` and `today()` read. Raises LimitExceeded.
        """
        return self.explain(scope, clock=clock).value

    def explain(self, scope: Mapping[str, Any], *, clock: datetime | None = None) -> Outcome:
        """The value together with the reasons of its nulls."""
        run = Run(self._program.limits, clock)
        value = guarded(self._call, self._program, scope, run)
        return Outcome(value, tuple(run.diagnostics), run.steps)


def guarded(call: Closure, program: Program, scope: Mapping[str, Any], run: Run) -> Any:
    """Run compiled code in decimal128, within the limits."""
    run.start()
    try:
        with localcontext(DECIMAL128):
            return call(new_frame(program, scope, run))
    except RecursionError:
        raise LimitExceeded("call_depth", run.limits.call_depth) from None


def compile_expression(
    text: str,
    names: Iterable[str] = (),
    *,
    functions: Mapping[str, Function] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    types: Mapping[str, FeelType] | None = None,
    members: Iterable[str] = (),
    words: Mapping[str, Any] | None = None,
) -> Expression:
    """Compile FEEL text.

    names      names of the scope, also with blanks; only these can shadow a built-in function
    functions  further functions by name
    types      types of the model, for `instance of` and parameters
    members    names of entries, where they hold operators or keywords
    words      bare words that stand for values
    Raises FeelError for wrong text, LimitExceeded for text that is too long or too deep.
    """
    known = tuple(names)
    vocabulary = vocabulary_of(known, functions, types=types, members=members, words=words)
    program = new_program(known, functions, limits)
    with compiling(limits):
        node = whole_expression(Cursor(text, vocabulary, limits))
        code = program.compile(node, ())
    return Expression(text, frozenset(program.free), program, code.call)


class compiling:
    """Compile in decimal128; text that is too deep for Python is too deep."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._context = localcontext(DECIMAL128)

    def __enter__(self) -> None:
        self._context.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        self._context.__exit__(kind, error, trace)
        if isinstance(error, RecursionError):
            raise LimitExceeded("depth", self.limits.depth) from None


@dataclass(frozen=True, slots=True)
class Tests:
    """Compiled unary tests of one value."""

    text: str
    names: frozenset[str]
    _program: Program
    _predicate: Predicate | None

    def passes(self, value: Any, scope: Mapping[str, Any], *, clock: datetime | None = None) -> bool | None:
        """True, False, or None where it can't be said. Raises LimitExceeded."""
        predicate = self._predicate
        if predicate is None:
            return True
        run = Run(self._program.limits, clock)
        found: bool | None = guarded(
            lambda frame: self._test(predicate, to_feel(value), frame), self._program, scope, run
        )
        return found

    def _test(self, predicate: Predicate, value: Any, frame: Frame) -> bool | None:
        frame[1] = value
        return predicate(value, frame)


def compile_unary_tests(
    text: str,
    names: Iterable[str] = (),
    *,
    functions: Mapping[str, Function] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    words: Mapping[str, Any] | None = None,
) -> Tests:
    """Compile unary tests, such as a table cell: `-`, `< 5`, `[1..3], 7`, `not("a")`, `? > 3`.

    words  bare words that stand for values. Raises FeelError and LimitExceeded.
    """
    known = tuple(names)
    program = new_program(known, functions, limits)
    slot = program.new_slot()
    with compiling(limits):
        node = whole_unary_tests(Cursor(text, vocabulary_of(known, functions, words=words), limits))
        predicate = compile_tests(program, node, (), slot)
    return Tests(text, frozenset(program.free), program, predicate)
