"""How much a rule of an author may cost; a rule that costs more is stopped, never the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a compilation and one run may use.

    expression_length  characters of one expression
    depth              nesting of the syntax tree
    steps              loop turns, calls and built items of one run
    list_items         items of one list
    string_length      characters of one string
    call_depth         functions of an author inside each other
    stack              the same, weighed by the nesting of their bodies
    nesting            lists and contexts inside each other, in a result
    milliseconds       wall clock of one run
    pattern_length     characters of one regular expression
    table_length       characters of one decision table
    table_rules        rules of one decision table
    """

    expression_length: int = 20_000
    depth: int = 64
    steps: int = 200_000
    list_items: int = 10_000
    string_length: int = 100_000
    call_depth: int = 64
    stack: int = 300
    nesting: int = 100
    milliseconds: int = 250
    pattern_length: int = 1_000
    table_length: int = 2_000_000
    table_rules: int = 2_000


DEFAULT_LIMITS = Limits()
