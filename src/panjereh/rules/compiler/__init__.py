"""From the syntax tree to closures over one frame of slots."""

from __future__ import annotations

from panjereh.rules.compiler import calls, loops, operators, paths, unary
from panjereh.rules.compiler.code import Code, Program, Scope

# Node types and how each is compiled; every part of this package brings its own.
for _part in (operators, paths, loops, calls, unary):
    Program.handlers.update(_part.HANDLERS)

__all__ = ["Code", "Program", "Scope"]
