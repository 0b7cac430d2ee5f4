"""How Persian and English are written here, as rules that a machine can keep."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "panjereh"
# Tables of letters and keyboards, which hold what no sentence may hold.
_LETTER_TABLES = (
    "kernel/text_fa.py",
    "rules/names.py",
    "catalogue/folder/wording.py",
    "config/translations.py",
)
_PLACE = re.compile(r"%\(\w+\)s|\{[^{}]*\}|<[^>]+>|\bhttps?://\S+")
_LATIN = re.compile(r"[A-Za-z][\w.@/-]*")
_PLACED = "▪"
_PERSIAN = re.compile("[\u0621-\u06cc]{2,}")
_LETTER = "[\u0621-\u06cc]"

_PERSIAN_RULES = {
    "Arabic letters": re.compile("[يكىة]"),
    "«ه‌ی» or «ۀ» instead of «هٔ»": re.compile("ۀ|ه\u200cی(?![\u0621-\u06cc])|ه\u200cی\\s"),
    "not a word of ours": re.compile("لطفا|کاربر گرامی|برگزین|این\u200cجا"),
    "an exclamation mark": re.compile("!(?!»)"),
    "a Latin mark in a Persian sentence": re.compile(rf"{_LETTER}\s*[?,;](?!\w)"),
    "a blank before a mark": re.compile(rf"{_LETTER}\s[،.؛؟:](?:\s|$)"),
    "a blank instead of a half-space": re.compile(
        rf"(?:^|\s)ن?می {_LETTER}|{_LETTER} ها(?:ی|یی)?(?:\s|[،.؛؟:]|$)|{_LETTER} تر(?:ین)?(?:\s|[،.؛؟:]|$)"
    ),
    "two blanks": re.compile(r"\S  +\S"),
    "a half-space beside a blank": re.compile("\u200c\\s|\\s\u200c|\u200c\u200c"),
}
_STRICT_RULES = {
    "Latin or Arabic digits": re.compile("[0-9٠-٩]"),
    "Latin quotes": re.compile("[\"“”']"),
}
_ENGLISH_RULES = {
    "“please”": re.compile(r"\bplease\b", re.IGNORECASE),
    "“click here”": re.compile("click here", re.IGNORECASE),
    "an exclamation mark": re.compile("!"),
    "a long dash": re.compile("—"),
    "two blanks": re.compile(r"\S  +\S"),
}


def persian_faults(text: str, *, strict: bool = False) -> list[str]:
    """What is wrong with a Persian text; `strict` for pages: digits and quotes are Persian too."""
    bare = _PLACE.sub(_PLACED, text)
    bare = _LATIN.sub(_PLACED, bare) if strict else bare
    rules = _PERSIAN_RULES | (_STRICT_RULES if strict else {})
    return [f"{name}: {text!r}" for name, rule in rules.items() if rule.search(bare)]


def english_faults(text: str) -> list[str]:
    """What is wrong with an English text."""
    return [f"{name}: {text!r}" for name, rule in _ENGLISH_RULES.items() if rule.search(text)]


def texts_of_code() -> Iterator[tuple[str, str]]:
    """Each Persian text in the code, with its file and line; not the tables of letters."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if "/tests/" in name or name in _LETTER_TABLES:
            continue
        for node in ast.walk(_without_docstrings(ast.parse(file.read_text(encoding="utf-8")))):
            text = _text_of(node)
            if _PERSIAN.search(text):
                yield f"{name}:{getattr(node, 'lineno', 0)}", text


def texts_of_data() -> Iterator[tuple[str, str]]:
    """Each line with Persian in services, samples and documents' layouts, and in the templates."""
    folders = (ROOT / "services", ROOT / "samples", PACKAGE)
    for file in sorted(file for folder in folders for file in folder.rglob("*")):
        if file.suffix not in (".yaml", ".md", ".csv", ".typ", ".html") or "/tests/" in file.as_posix():
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            for text in _pieces(line):
                yield f"{file.relative_to(ROOT)}:{number}", text


def _pieces(line: str) -> Iterator[str]:
    """The parts of a line between the marks of YAML, CSV and markup that hold Persian."""
    for piece in re.split(r'"|(?:\bfa|\ben): |, en\b|[{}<>]|,(?=\S)|\[|\]|, ', line):
        if _PERSIAN.search(piece):
            yield piece.strip()


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [
                part
                for part in node.body
                if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
            ] or [ast.Pass()]
    return tree
