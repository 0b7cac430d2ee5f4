"""Documents as PDF: our own fixed layouts, set by typst, with the data that they show attached.

PDF/A-3a, tagged, fonts embedded. Equal input gives equal bytes: store the digest and rebuild on demand.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast
from urllib.parse import urlsplit

import jsonschema
import segno
import typst

from panjereh.documents.directions import direction
from panjereh.kernel.amounts import amount_text, amount_words, everyday_line
from panjereh.kernel.codes import is_code, show_code
from panjereh.kernel.faults import Refused, refuse
from panjereh.kernel.jalali import gregorian_date, jalali_date, tehran_day

LAYOUTS = ("certificate", "letter", "receipt")
FONTS = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf")
LONGEST_URL = 120
_FOLDER = Path(__file__).parent / "layouts"
_SCHEMA = jsonschema.Draft202012Validator(
    json.loads((_FOLDER / "document.schema.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.FormatChecker(["date"]),
)
_SETTING = Lock()
_NO_GLYPH = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)


def render(layout: str, data: Mapping[str, Any], *, url: str, issued_at: int, fonts: Path) -> bytes:
    """Return the PDF of a document.

    `data` follows `layouts/document.schema.json` (`blocks` as `letters.fill` gives them; amounts in rials;
    dates ISO). `url` is the short address where it is verified, `issued_at` the second (UTC) of the act,
    `fonts` the folder with Vazirmatn. Raises Refused for data or letters that can't be set.
    """
    _check(layout, data, url)
    inputs = {
        "document": _json(_view(layout, data, url, issued_at)),
        "source": _json({"layout": layout, "url": url, "issued_at": issued_at, "document": dict(data)}),
        "qr": _qr(url),
    }
    try:
        # One document at a time: the compiler keeps its world between calls.
        with _SETTING:
            made = _compiler(fonts).compile(
                str(_FOLDER / f"{layout}.typ"),
                format="pdf",
                pdf_standards=["a-3a"],
                timestamp=issued_at,
                sys_inputs=inputs,
            )
    except typst.TypstError as error:
        refused = _unsettable(error)
        if refused is None:
            raise
        raise refused from error
    return cast("bytes", made)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _check(layout: str, data: Mapping[str, Any], url: str) -> None:
    if layout not in LAYOUTS:
        raise ValueError(f"there is no layout {layout}; there are {', '.join(LAYOUTS)}")
    if urlsplit(url).scheme not in ("https", "http") or not url.isascii() or len(url) > LONGEST_URL:
        raise ValueError(f"the address of verification must be short, ASCII and http(s): {url!r}")
    found = jsonschema.exceptions.best_match(_SCHEMA.iter_errors(dict(data)))
    wrong = found.json_path.removeprefix("$.") + ": " + found.message if found else ""
    if not wrong and not is_code(data["code"]):
        wrong = "code: the check character is not right"
    if not wrong and layout == "receipt" and "amount" not in data:
        wrong = "amount: a receipt needs it"
    if wrong:
        raise refuse(
            "document_data",
            f"دادهٔ سند با قالب «{layout}» جور نیست. این را درست کنید: {wrong}",
            f"The data doesn't fit the layout “{layout}”. Correct this: {wrong}",
        )


def _view(layout: str, data: Mapping[str, Any], url: str, issued_at: int) -> dict[str, Any]:
    """Return the data with what the layout shows beside it: both calendars, code in groups, words."""
    language = data["language"]
    day = tehran_day(datetime.fromtimestamp(issued_at, UTC))
    other = gregorian_date(day, "en") if language == "fa" else jalali_date(day, "en")
    view = {
        **data,
        "rows": [_row(row) for row in data.get("rows", ())],
        "agency_dir": direction(data["agency"]),
        "issued": _long(day, language),
        "issued_other": other,
        "issued_other_dir": "ltr",
        "validity": _validity(data, language),
        "code_shown": show_code(data["code"]),
        "url_shown": url.split("://", 1)[1],
    }
    if layout == "receipt":
        view |= {
            "amount_shown": amount_text(data["amount"], language),
            "amount_words": amount_words(data["amount"], language),
            "amount_everyday": everyday_line(data["amount"], language),
        }
    return view


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    value = row["value"].strip() or "—"
    return {"label": row["label"], "value": value, "dir": "ltr" if row.get("ltr") else direction(value)}


def _long(day: date, language: str) -> str:
    return gregorian_date(day, "en") if language == "en" else jalali_date(day, "fa")


def _validity(data: Mapping[str, Any], language: str) -> str | None:
    days = [
        _long(date.fromisoformat(data[name]), language) if name in data else ""
        for name in ("valid_from", "valid_until")
    ]
    since, until = ("from", "until") if language == "en" else ("از", "تا")
    parts = [f"{word} {day}" for word, day in zip((since, until), days, strict=True) if day]
    return " ".join(parts) or None


def _qr(url: str) -> str:
    svg = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        svg, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False
    )
    return svg.getvalue().decode()


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    missing = [name for name in FONTS if not (fonts / name).is_file()]
    if missing:
        raise refuse(
            "document_fonts",
            f"قلم {'، '.join(missing)} در پوشهٔ {fonts} نیست. بستهٔ قلم وزیرمتن را نصب کنید",
            f"The font {', '.join(missing)} is not in the folder {fonts}. Install the Vazirmatn font package",
        )
    return typst.Compiler(root=str(_FOLDER), font_paths=[str(fonts)], ignore_system_fonts=True)


def _unsettable(error: typst.TypstError) -> Refused | None:
    """Return the refusal of text without glyphs; any other error is a fault of ours and stays one."""
    found = _NO_GLYPH.search(error.message)
    if not found:
        return None
    text = found[1]
    return refuse(
        "document_letters",
        f"«{text}» با قلم سند نوشته نمی‌شود. آن را بردارید یا با حرف‌های فارسی یا لاتین بنویسید",
        f"“{text}” can't be written with the font of documents. Remove it or use Persian or Latin letters",
    )
