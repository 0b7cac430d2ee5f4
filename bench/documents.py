"""How many documents one CPU second sets: the certificate that the sample service issues."""

from __future__ import annotations

import time
from pathlib import Path

from bench.figures import Figure

import panjereh.documents
from panjereh.documents.letters import fill, parse_letter
from panjereh.documents.rendering import render

COUNT = 25
FONTS = Path(panjereh.documents.__path__[0]) / "fonts"
CODE = "7K4M2QXP9B3TH5WZ1C70"
LETTER = """\
گواهی می‌شود که **{{ name }}**، با کد ملی {{ number }}، ساکن این نشانی است:

تهران، خیابان نمونه، کوچهٔ یاس، پلاک ۱۲، واحد ۳

این گواهی برای ارائه به هر نهادی صادر شده است.
"""


def measure() -> Figure:
    """PDFs for each CPU second, all threads counted."""
    _set(0)
    begins = time.process_time()
    for number in range(1, COUNT + 1):
        _set(number)
    return Figure("PDF of a certificate", COUNT / (time.process_time() - begins), "per CPU second")


def _set(number: int) -> None:
    values = {"name": f"مریم نمونهٔ {number}", "number": "9990000018"}
    face = {
        "language": "fa",
        "title": "گواهی سکونت",
        "agency": "سازمان ثبت احوال (نمونه)",
        "number": "1405-0000123-5",
        "code": CODE,
        "to": [],
        "blocks": fill(parse_letter(LETTER), values.__getitem__),
        "law": ["قانون ثبت احوال"],
        "sample": True,
    }
    url = f"https://window.example/fa/verify/{CODE}/"
    assert render("certificate", face, url=url, issued_at=1795000000 + number, fonts=FONTS).startswith(
        b"%PDF-"
    )
