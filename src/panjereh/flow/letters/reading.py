"""Letters and document bodies: Markdown with `{{ FEEL }}` places, read into a small tree of blocks.

Allowed are paragraphs, headings of level 2 and 3, lists, strong text and tables of two columns. The tree
is JSON; a place is one private character in it until it is filled:

    {"kind": "paragraph", "spans": [...]}            {"kind": "heading", "level": 2, "spans": [...]}
    {"kind": "list", "ordered": false, "start": 1, "items": [[block, ...], ...]}
    {"kind": "rows", "head": [spans, spans] or null, "rows": [{"label": spans, "value": spans}, ...]}
    span: {"text": "...", "strong": false, "dir": "" | "ltr" | "rtl"} or {"break": true}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from panjereh.flow.findings import Finding
from panjereh.flow.letters.markup import Block, Builder
from panjereh.flow.letters.places import Place, note, take_out_places

LARGEST = 64 * 1024

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter that was read: its places in order, and its findings; with findings it can't be filled."""

    places: tuple[Place, ...]
    findings: tuple[Finding, ...]
    tree: tuple[Block, ...] = field(repr=False)


def parse_letter(source: str) -> ReadLetter:
    """Read a letter; what isn't allowed comes back as findings with their lines."""
    if len(source) > LARGEST:
        return ReadLetter((), (note("letter_size", 1, most=LARGEST),), ())
    marked, places, findings = take_out_places(source)
    env: dict[str, Any] = {}
    root = SyntaxTreeNode(_READER.parse(marked, env))
    builder = Builder(marked)
    tree = tuple(builder.blocks(root.children))
    # A definition such as `[x]: address` would vanish without a trace.
    for definition in env.get("references", {}).values():
        builder.refuse("link", definition["map"][0] + 1)
    if not tree and not findings and not builder.findings:
        builder.findings.append(note("letter_empty", 1))
    every = sorted((*findings, *builder.findings), key=lambda finding: finding.order)
    return ReadLetter(places, tuple(every), tree)
