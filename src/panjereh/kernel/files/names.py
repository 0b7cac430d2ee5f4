"""The name of a file is a word that somebody wrote, nothing more: no path, no direction, no second ending."""

from __future__ import annotations

from panjereh.kernel.files.kinds import KINDS
from panjereh.kernel.glyphs import unwritable
from panjereh.kernel.text_fa import clean, digits_fa

LONGEST = 100  # letters, without the ending
NAMELESS = "file"


def last_part(sent: str) -> str:
    """The name without folders and without what can't be seen; its ending tells what it claims to be."""
    return clean(sent.replace("\\", "/").rpartition("/")[2])


def kept_name(sent: str, kind: str) -> str:
    """The name as it is kept and shown, with the ending of what the file is; documents can write it."""
    stem = last_part(sent)
    stem = stem.rpartition(".")[0] if "." in stem else stem
    while letter := unwritable(stem):
        stem = stem.replace(letter, "")
    stem = clean(stem)[:LONGEST].strip(". ")
    return f"{stem or NAMELESS}.{KINDS[kind].endings[0]}"


def size_words(size: int, language: str) -> str:
    """`120 KB`, `۱٫۴ مگابایت`."""
    if size < 1024 * 1024:
        number, fa, en = str(max(1, round(size / 1024))), "کیلوبایت", "KB"
    else:
        number, fa, en = f"{size / 1024 / 1024:.1f}", "مگابایت", "MB"
    return f"{number} {en}" if language == "en" else f"{digits_fa(number).replace('.', '٫')} {fa}"
