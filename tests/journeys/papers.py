"""Reading an issued PDF as a stranger does: its code from the QR mark, else from its text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}")


def code_of(pdf: Path) -> str:
    """The verification code of a certificate.

    Raises AssertionError when none can be read: for that, either pdftoppm and zbarimg or pdftotext is needed.
    """
    assert pdf.read_bytes().startswith(b"%PDF-"), "not a PDF"
    if shutil.which("pdftoppm") and shutil.which("zbarimg"):
        return _scanned(pdf)
    found = CODE.search(words_of(pdf) or "")
    assert found, "no code can be read: install poppler-utils, and zbar-tools for the QR mark"
    return found[0]


def words_of(pdf: Path) -> str | None:
    """The text of a PDF; None where pdftotext is absent."""
    if not shutil.which("pdftotext"):
        return None
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    return read.stdout


def _scanned(pdf: Path) -> str:
    picture = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", pdf, picture], check=True)
    seen = subprocess.run(
        ["zbarimg", "--quiet", "--raw", picture.with_suffix(".png")],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"/verify/([0-9A-Z]+)/", seen.stdout)
    assert found, f"the QR mark leads nowhere: {seen.stdout!r} {seen.stderr!r}"
    return found[1]
