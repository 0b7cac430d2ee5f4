"""From FEEL text to the syntax tree."""

from __future__ import annotations

from panjereh.rules.grammar.cursor import Cursor, Vocabulary
from panjereh.rules.grammar.expressions import whole_expression
from panjereh.rules.grammar.tests import whole_unary_tests

__all__ = ["Cursor", "Vocabulary", "whole_expression", "whole_unary_tests"]
