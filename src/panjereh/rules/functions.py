"""Functions that the program offers to rules, built in or injected by the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """One function with one list of parameters; `others` hold its further forms.

    parameters  their names are part of the interface: an author may call by name
    body        takes FEEL values by position, answers a FEEL value or None; may raise ValueError for null
    optional    how many of the last parameters may be left out
    variadic    the last parameter takes any number of arguments, each one passed on by itself
    with_run    the body's first argument is the run (its clock, limits and diagnostics)
    pure        same arguments, same answer: may be computed when the rule is compiled
    """

    name: str
    parameters: tuple[str, ...]
    body: Callable[..., Any]
    optional: int = 0
    variadic: bool = False
    with_run: bool = False
    pure: bool = False
    others: tuple[Function, ...] = ()

    def accepts(self, count: int) -> bool:
        """Whether it can be called with so many positional arguments."""
        least = len(self.parameters) - self.optional
        return count >= least and (self.variadic or count <= len(self.parameters))

    def form_for(self, count: int) -> Function | None:
        """The form that takes so many positional arguments."""
        for form in (self, *self.others):
            if form.accepts(count):
                return form
        return None

    def by_name(self, arguments: Mapping[str, Any]) -> tuple[Function, list[Any]] | None:
        """The form that has exactly these parameters, and the arguments in its order."""
        for form in (self, *self.others):
            ordered = form._ordered(arguments)
            if ordered is not None:
                return form, ordered
        return None

    def _ordered(self, arguments: Mapping[str, Any]) -> list[Any] | None:
        given = [name for name in self.parameters if name in arguments]
        if len(given) != len(arguments) or tuple(given) != self.parameters[: len(given)]:
            return None
        if len(given) < len(self.parameters) - self.optional:
            return None
        return [arguments[name] for name in given]


def function_table(functions: Sequence[Function]) -> dict[str, Function]:
    """Functions by name; a name that comes again adds a form."""
    table: dict[str, Function] = {}
    for function in functions:
        first = table.get(function.name)
        if first is None:
            table[function.name] = function
        else:
            table[function.name] = Function(
                first.name,
                first.parameters,
                first.body,
                first.optional,
                first.variadic,
                first.with_run,
                first.pure,
                (*first.others, function),
            )
    return table
