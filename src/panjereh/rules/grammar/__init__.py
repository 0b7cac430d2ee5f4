"""From FEEL text to the syntax tree."""

from __future__ import annotations

from panjereh.rules.grammar.cells import whole_unary_tests
from panjereh.rules.grammar.cursor import Cursor, Vocabulary
from panjereh.rules.grammar.expressions import whole_expression

__all__ = ["Cursor", "Vocabulary", "whole_expression", "whole_unary_tests"]
