"""`python -m panjereh.kernel.files.inspector KIND MOST OUT < file`: a clean copy into OUT, or a verdict.

Prints one line of JSON: `{}` when the copy is written, else `{"key": …, "words": {…}}`.
"""

from __future__ import annotations

import json
import os
import sys

from panjereh.kernel.files.inspector import cage
from panjereh.kernel.files.inspector.verdict import NotTaken


def main(kind: str, most: int, out: int) -> dict[str, object]:
    """Look through standard input and write the clean copy; returns what is to be printed."""
    cage.enter(2 * most)
    try:
        with os.fdopen(0, "rb") as file:
            read = file.read(most + 1)
        if len(read) > most:
            raise NotTaken("too_large")
        clean = _cleaned(kind, read, most)
        with os.fdopen(out, "wb") as copy:
            copy.write(clean)
    except NotTaken as refused:
        return {"key": refused.key, "words": refused.words}
    except (MemoryError, RecursionError):
        return {"key": "too_heavy", "words": {}}
    return {}


def _cleaned(kind: str, read: bytes, most: int) -> bytes:
    """Only the reader of this kind is loaded: the less code a stranger's file can reach, the better."""
    if kind == "pdf":
        from panjereh.kernel.files.inspector.pdfs import cleaned_pdf

        return cleaned_pdf(read)
    from panjereh.kernel.files.inspector.pictures import cleaned_picture

    return cleaned_picture(kind, read, most)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))), flush=True)
    os._exit(0)  # what a file left in a library's hands is not unwound
