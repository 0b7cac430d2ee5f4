"""Turns Markdown's tree into blocks, and everything that isn't allowed into findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from panjereh.flow.findings import Finding
from panjereh.flow.letters.places import note
from panjereh.flow.letters.sentences import LETTERS

Span = dict[str, Any]
Block = dict[str, Any]

DEEPEST_LIST = 3
_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"</?[A-Za-z][^>\n]*>|<!--|&[A-Za-z]+;")


class Builder:
    """Builds blocks and gathers findings while it walks one letter."""

    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self._lines = text.split("\n")

    def refuse(self, construct: str, line: int) -> None:
        """Note a construct that letters don't have."""
        key = f"letter_{construct}"
        self.findings.append(note(key if key in LETTERS else "letter_construct", line))

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> Iterable[Block]:
        """Yield the blocks of sibling nodes."""
        for node in nodes:
            line = node.map[0] + 1 if node.map else 1
            if node.type == "paragraph":
                yield {"kind": "paragraph", "spans": self._spans(node.children[0], line)}
            elif node.type == "heading":
                yield from self._heading(node, line)
            elif node.type in ("bullet_list", "ordered_list"):
                yield from self._list(node, line, depth + 1)
            elif node.type == "table":
                yield from self._rows(node, line)
            else:
                self.refuse(node.type, line)

    def _heading(self, node: SyntaxTreeNode, line: int) -> Iterable[Block]:
        level = int(node.tag[1])
        if level not in (2, 3):
            self.findings.append(note("letter_heading", line))
            return
        yield {"kind": "heading", "level": level, "spans": self._spans(node.children[0], line)}

    def _list(self, node: SyntaxTreeNode, line: int, depth: int) -> Iterable[Block]:
        if depth > DEEPEST_LIST:
            self.findings.append(note("letter_list_depth", line, most=DEEPEST_LIST))
            return
        ordered = node.type == "ordered_list"
        yield {
            "kind": "list",
            "ordered": ordered,
            "start": int(node.attrs.get("start", 1)) if ordered else 1,
            "items": [list(self.blocks(item.children, depth)) for item in node.children],
        }

    def _rows(self, node: SyntaxTreeNode, line: int) -> Iterable[Block]:
        lines = [row for part in node.children for row in part.children]
        # The reader silently drops what stands beyond the last column, so the source is asked.
        if any(len(row.children) != 2 or self._cells_in(row) > 2 for row in lines):
            self.findings.append(note("letter_columns", line))
            return
        cells = [[self._cell(cell, line) for cell in row.children] for row in lines]
        head = cells[0] if any(cells[0]) else None
        rows = [{"label": label, "value": value} for label, value in cells[1:]]
        if rows:
            yield {"kind": "rows", "head": head, "rows": rows}

    def _cells_in(self, row: SyntaxTreeNode) -> int:
        text = self._lines[row.map[0]].strip() if row.map else ""
        return len(_PIPE.split(text.removeprefix("|").removesuffix("|")))

    def _cell(self, node: SyntaxTreeNode, table_line: int) -> list[Span]:
        line = node.parent.map[0] + 1 if node.parent and node.parent.map else table_line
        return self._spans(node.children[0], line) if node.children else []

    def _spans(self, inline: SyntaxTreeNode, line: int) -> list[Span]:
        spans: list[Span] = []
        self._inline(inline.children, line, spans, strong=False)
        return spans

    def _inline(self, nodes: Sequence[SyntaxTreeNode], line: int, spans: list[Span], *, strong: bool) -> int:
        for node in nodes:
            if node.type in ("text", "text_special"):
                if _TAG.search(node.content):
                    self.refuse("html", line)
                _add_text(spans, node.content, strong)
            elif node.type == "softbreak":
                line += 1
                _add_text(spans, " ", strong)
            elif node.type == "hardbreak":
                line += 1
                spans.append({"break": True})
            elif node.type == "strong":
                line = self._inline(node.children, line, spans, strong=True)
            else:
                self.refuse(node.type, line)
        return line


def _add_text(spans: list[Span], text: str, strong: bool) -> None:
    if spans and spans[-1].get("strong") is strong:
        spans[-1]["text"] += text
    elif text:
        spans.append({"text": text, "strong": strong, "dir": ""})
