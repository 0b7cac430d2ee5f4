"""Worked examples: whole cases run through `flow`, with a clock that jumps and simulated registers."""

from __future__ import annotations

from panjereh.catalogue.examples.proving import Proof, prove_by_examples
from panjereh.catalogue.examples.running import ExampleReport, ExampleResult, run_examples

__all__ = ["ExampleReport", "ExampleResult", "Proof", "prove_by_examples", "run_examples"]
