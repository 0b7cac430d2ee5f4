"""Fills a letter that `flow.letters` has read: a filled-in value is text in its blocks and never markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from panjereh.documents.directions import direction, safe_lines
from panjereh.flow.letters import ReadLetter, parse_letter
from panjereh.flow.letters.markup import Block, Span
from panjereh.flow.letters.places import FIRST_MARK, MARK
from panjereh.kernel.text_fa import isolate_ltr

__all__ = ["Block", "ReadLetter", "as_text", "fill", "parse_letter"]


def fill(letter: ReadLetter, evaluate: Callable[[str], str]) -> list[Block]:
    """Return the blocks of a letter with the text that `evaluate` gives for each place's source.

    A paragraph, heading or list item of which nothing is left is dropped; an empty cell shows «—».
    """
    if letter.findings:
        raise ValueError(f"the letter has findings: {letter.findings[0].en}")
    values = [evaluate(place.source) for place in letter.places]
    return [filled for block in letter.tree if (filled := _fill_block(block, values))]


def _fill_block(block: Block, values: list[str]) -> Block | None:
    if block["kind"] == "list":
        items = [[b for inner in item if (b := _fill_block(inner, values))] for item in block["items"]]
        items = [item for item in items if item]
        return {**block, "items": items} if items else None
    if block["kind"] == "rows":
        head = block["head"] and [_fill_spans(cell, values) for cell in block["head"]]
        rows = [{side: _fill_cell(row[side], values) for side in ("label", "value")} for row in block["rows"]]
        return {**block, "head": head, "rows": rows}
    spans = _fill_spans(block["spans"], values)
    return {**block, "spans": spans} if _has_text(spans) else None


def _fill_cell(spans: list[Span], values: list[str]) -> list[Span]:
    filled = _fill_spans(spans, values)
    return filled if _has_text(filled) else [{"text": "—", "strong": False, "dir": ""}]


def _has_text(spans: list[Span]) -> bool:
    return any(span.get("text", "").strip() for span in spans)


def _fill_spans(spans: list[Span], values: list[str]) -> list[Span]:
    return [filled for span in spans for filled in _fill_span(span, values)]


def _fill_span(span: Span, values: list[str]) -> Iterator[Span]:
    if "break" in span:
        yield span
        return
    at = 0
    for found in MARK.finditer(span["text"]):
        if found.start() > at:
            yield {**span, "text": span["text"][at : found.start()]}
        at = found.end()
        value = values[ord(found[0]) - FIRST_MARK]
        for number, line in enumerate(safe_lines(value)):
            if number:
                yield {"break": True}
            if line:
                yield {**span, "text": line, "dir": direction(line)}
    if at < len(span["text"]):
        yield {**span, "text": span["text"][at:]}


def as_text(blocks: list[Block]) -> str:
    """Return the blocks as plain text, for mail and short messages."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> Iterator[str]:
    if block["kind"] == "rows":
        for row in block["rows"]:
            yield f"{_plain(row['label'])}: {_plain(row['value'])}"
    elif block["kind"] == "list":
        for number, item in enumerate(block["items"], start=block["start"]):
            first = f"{number}. " if block["ordered"] else "- "
            lines = [line for inner in item for line in _lines(inner)]
            yield first + lines[0]
            yield from ("  " + line for line in lines[1:])
    else:
        yield from _plain(block["spans"]).split("\n")


def _plain(spans: list[Span]) -> str:
    """Text without marks; in text that runs from the right, codes and Latin words stay whole in isolates."""
    turns = direction("".join(span.get("text", "") for span in spans)) == "rtl"
    return "".join(
        "\n"
        if "break" in span
        else isolate_ltr(span["text"])
        if turns and span["dir"] == "ltr"
        else span["text"]
        for span in spans
    )
