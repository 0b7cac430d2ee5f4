"""Documents: what is in the PDF, asked of outside judges where they are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from panjereh.documents import rendering
from panjereh.documents.letters import fill, parse_letter
from panjereh.documents.rendering import FONTS, render
from panjereh.kernel.faults import Refused
from panjereh.kernel.text_fa import search_key

ROOT = Path(__file__).resolve().parents[4]
FOLDER = Path(os.environ.get("PANJEREH_FONTS", ROOT / "node_modules" / "vazirmatn" / "fonts" / "ttf"))
CODE = "7K4M2QXP9B3TH5WZ1C70"
URL = f"https://panjereh.example.org/v/{CODE}"
ISSUED_AT = int(datetime(2026, 11, 24, 20, 45, tzinfo=UTC).timestamp())

needs_fonts = pytest.mark.skipif(
    not all((FOLDER / name).is_file() for name in FONTS),
    reason=f"NO FONTS: {', '.join(FONTS)} not in {FOLDER}; set PANJEREH_FONTS",
)


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"NO OUTSIDE JUDGE: {', '.join(missing)} not installed")


BODY = """\
این گواهی به درخواست **{{ name }}** صادر شد.

| مشخصه | مقدار |
|---|---|
| کد ملی | {{ nid }} |

- ثبت‌نام در مدرسه
"""
ANSWERS = {"name": "مریم حسینی‌نیا", "nid": "9990000018"}


def certificate(**changes: Any) -> dict[str, Any]:
    data = {
        "language": "fa",
        "title": "گواهی سکونت",
        "agency": "سازمان ثبت نشانی‌های نمونه",
        "number": "1405-0000123-5",
        "code": CODE,
        "blocks": fill(parse_letter(BODY), ANSWERS.__getitem__),
        "rows": [{"label": "شبا", "value": "IR740990000000000000000001", "ltr": True}],
        "law": ["قانون نمونه، مادهٔ ۱"],
        "valid_from": "2026-11-25",
        "valid_until": "2027-05-24",
        "signed_by": {"name": "زهرا آزمون", "role": "رئیس اداره"},
        "sample": True,
    }
    return data | changes


def receipt(**changes: Any) -> dict[str, Any]:
    data = {
        "language": "en",
        "title": "Payment receipt",
        "agency": "Sample Municipality",
        "number": "1405-0000777-4",
        "code": CODE,
        "blocks": [],
        "amount": 4_500_000,
        "rows": [{"label": "Paid by", "value": "مریم"}, {"label": "Note", "value": ""}],
    }
    return data | changes


def made(layout: str, data: dict[str, Any], *, url: str = URL, issued_at: int = ISSUED_AT) -> bytes:
    return render(layout, data, url=url, issued_at=issued_at, fonts=FOLDER)


def ask(tmp_path: Path, pdf: bytes, *command: str) -> str:
    (tmp_path / "a.pdf").write_bytes(pdf)
    return subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    ).stdout


LETTER = certificate(to=["جناب آقای علی‌رضا آزمون", "شرکت نمونهٔ آفتاب"], title="پذیرش درخواست")
ALL = [
    ("certificate", certificate()),
    ("certificate", certificate(language="en", title="Certificate of residence", agency="Sample Registry")),
    ("letter", LETTER),
    ("letter", certificate(language="en", title="Your application")),
    ("receipt", receipt()),
    ("receipt", receipt(language="fa", title="رسید پرداخت", agency="شهرداری نمونه", sample=True)),
]


@needs_fonts
@pytest.mark.parametrize(("layout", "data"), ALL)
def test_equal_input_gives_equal_bytes(layout: str, data: dict[str, Any]) -> None:
    first = made(layout, data)
    assert first.startswith(b"%PDF-1.7")
    assert len(first) < 80_000
    other = made(
        layout, certificate(title="سند دیگر") if layout == "certificate" else data | {"title": "دیگر"}
    )
    assert other != first
    # A new compiler, as in another process, makes the same file.
    rendering._compiler.cache_clear()
    assert made(layout, data) == first
    assert made(layout, data, issued_at=ISSUED_AT + 1) != first


@needs_fonts
def test_threads_do_not_mix_documents() -> None:
    wanted = {number: made("receipt", receipt(number=f"1405-000000{number}-1")) for number in range(4)}
    found: dict[int, bytes] = {}

    def work(number: int) -> None:
        found[number] = made("receipt", receipt(number=f"1405-000000{number}-1"))

    threads = [threading.Thread(target=work, args=(number,)) for number in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == wanted


@needs_fonts
@pytest.mark.conformance
@needs("qpdf", "pdffonts", "pdfinfo")
@pytest.mark.parametrize(("layout", "data"), ALL)
def test_file_is_sound_tagged_and_carries_its_fonts(
    layout: str, data: dict[str, Any], tmp_path: Path
) -> None:
    pdf = made(layout, data)
    assert "No syntax or stream encoding errors found" in ask(tmp_path, pdf, "qpdf", "--check", "a.pdf")
    fonts = ask(tmp_path, pdf, "pdffonts", "a.pdf").splitlines()[2:]
    assert {line.split()[0].split("+")[1] for line in fonts} == {"Vazirmatn-Bold", "Vazirmatn-Regular"}
    # embedded, subset, with a map back to Unicode
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    lines = ask(tmp_path, pdf, "pdfinfo", "-isodates", "a.pdf").splitlines()
    info = dict(line.split(":", 1) for line in lines if ":" in line)
    assert info["Tagged"].strip() == "yes"
    assert info["Title"].strip() == data["title"]
    assert info["CreationDate"].strip() == "2026-11-24T20:45:00Z"
    assert info["Page size"].strip().endswith("(A4)")
    assert info["Pages"].strip() == "1"


@needs_fonts
@pytest.mark.conformance
@needs("pdfdetach", "qpdf")
def test_source_is_attached_and_file_says_what_it_is(tmp_path: Path) -> None:
    pdf = made("certificate", certificate())
    ask(tmp_path, pdf, "pdfdetach", "-save", "1", "-o", "source.json", "a.pdf")
    source = json.loads((tmp_path / "source.json").read_text(encoding="utf-8"))
    assert source == {"layout": "certificate", "url": URL, "issued_at": ISSUED_AT, "document": certificate()}
    ask(tmp_path, pdf, "qpdf", "--qdf", "--object-streams=disable", "a.pdf", "b.pdf")
    plain = (tmp_path / "b.pdf").read_bytes()
    assert b"<pdfaid:part>3</pdfaid:part>" in plain
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in plain
    assert b"/AFRelationship /Source" in plain
    assert b"/Lang (fa-IR)" in plain
    assert b"/Alt" in plain


@needs_fonts
@pytest.mark.conformance
@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize(("layout", "data"), ALL)
def test_qr_is_read_from_paper(layout: str, data: dict[str, Any], tmp_path: Path) -> None:
    ask(tmp_path, made(layout, data), "pdftoppm", "-r", "150", "-gray", "-png", "a.pdf", "page")
    pages = sorted(path.name for path in tmp_path.glob("page*.png"))
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", *pages], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert read.stdout.strip() == URL


def words_of(text: str) -> set[str]:
    """The words of a page; text extraction moves half-spaces, and sometimes turns the order of words."""
    return {search_key(word) for word in text.split()}


@needs_fonts
@pytest.mark.conformance
@needs("pdftotext")
def test_text_is_there(tmp_path: Path) -> None:
    page = ask(tmp_path, made("certificate", certificate()), "pdftotext", "-raw", "a.pdf", "-")
    printed = "گواهی سکونت IR740990000000000000000001 1405-0000123-5 7K4M-2QXP-9B3T-H5WZ-1C70 مریم حسینی‌نیا"
    assert words_of(printed) <= words_of(page)
    assert f"panjereh.example.org/v/{CODE}" in page
    assert {"sample", "data", search_key("نمایشی")} <= words_of(page)
    # 20:45 UTC is the next day in Tehran, in both calendars.
    assert words_of("25 November 2026 ۴ آذر ۱۴۰۵") <= words_of(page)
    without = ask(tmp_path, made("certificate", certificate(sample=False)), "pdftotext", "-raw", "a.pdf", "-")
    assert not {"sample", search_key("نمایشی")} & words_of(without)


@needs_fonts
@pytest.mark.conformance
@needs("pdftotext")
def test_halves_of_a_number_stay_in_order_after_persian_letters(tmp_path: Path) -> None:
    """Extraction reads what is seen from left to right; a turned number would read 78911-13456."""
    rows = [{"label": "نشانی", "value": "تهران، کد پستی 13456-78911"}]
    data = certificate(rows=rows, title="سند 1405-77-3", law=["نامهٔ شمارهٔ 88-99"])
    page = ask(tmp_path, made("certificate", data), "pdftotext", "-raw", "a.pdf", "-")
    for text in ("13456-78911", "1405-77-3", "88-99"):
        assert text in page


@needs_fonts
@pytest.mark.conformance
@needs("pdftotext")
def test_receipt_says_amount_in_digits_words_and_everyday_unit(tmp_path: Path) -> None:
    page = ask(tmp_path, made("receipt", receipt()), "pdftotext", "-layout", "a.pdf", "-")
    for text in ("4,500,000 rials", "four million five hundred thousand rials", "450,000 tomans", "—"):
        assert text in page
    assert "25 November 2026" in page
    assert "4 Azar 1405" in page
    assert "Page 1 of 1" in page


@needs_fonts
@pytest.mark.conformance
@needs("pdftotext", "pdfinfo")
def test_long_document_runs_over_pages_with_its_head(tmp_path: Path) -> None:
    rows = [{"label": f"Row {number}", "value": "long value " * 12} for number in range(60)]
    name = "Certificate for the International Engineering and Trading Company of Sample Sun " * 2
    pdf = made(
        "certificate", certificate(language="en", title=name.strip(), rows=rows, agency="Agency " * 20)
    )
    info = ask(tmp_path, pdf, "pdfinfo", "a.pdf")
    pages = int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])
    assert pages >= 3
    for number in range(1, pages + 1):
        page = ask(tmp_path, pdf, "pdftotext", "-layout", "-f", str(number), "-l", str(number), "a.pdf", "-")
        assert f"Page {number} of {pages}" in page
        assert ("7K4M-2QXP-9B3T-H5WZ-1C70" in page) == (number > 1)
        assert ("Verify this document" in page) == (number == pages)
        assert "Sample data" in page


@needs_fonts
@pytest.mark.conformance
@needs("pdftotext")
def test_signs_of_the_setter_are_letters(tmp_path: Path) -> None:
    evil = '#panic("x") *a* $x$ `r` #read("/etc/passwd") \\u{41} <label> @ref // end /* b */ = h'
    data = receipt(title=evil, agency=evil, rows=[{"label": evil, "value": evil}], law=[evil])
    data["blocks"] = fill(parse_letter("{{ v }}"), lambda _: evil)
    page = ask(tmp_path, made("receipt", data), "pdftotext", "-raw", "a.pdf", "-")
    printed = "".join(page.split())
    assert printed.count("".join(evil.split())) >= 5
    assert "root:" not in printed


@needs_fonts
@pytest.mark.parametrize("text", ["گواهی 😀", "گواهی 中", "ы"])
def test_letters_that_the_font_lacks_are_refused_by_name(text: str) -> None:
    with pytest.raises(Refused) as caught:
        made("certificate", certificate(title=text))
    assert caught.value.fault.key == "document_letters"
    assert text[-1] in caught.value.fault.fa
    assert text[-1] in caught.value.fault.en
    # The next document is set as if nothing had been.
    assert made("certificate", certificate()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("layout", "data", "where"),
    [
        ("certificate", {key: value for key, value in certificate().items() if key != "title"}, "title"),
        ("certificate", certificate(title=""), "title"),
        ("certificate", certificate(language="de"), "language"),
        ("certificate", certificate(code="7K4M2QXP9B3TH5WZ1C71"), "code"),
        ("certificate", certificate(code="short"), "code"),
        ("certificate", certificate(valid_until="1406-13-01"), "valid_until"),
        ("certificate", certificate(number="۱۴۰۵"), "number"),
        ("certificate", certificate(color="red"), "color"),
        ("certificate", certificate(blocks=[{"kind": "script"}]), "blocks[0]"),
        ("certificate", certificate(blocks=[{"kind": "paragraph", "spans": [{"text": "x"}]}]), "blocks[0]"),
        ("certificate", certificate(rows=[{"label": "x"}]), "rows[0]"),
        ("receipt", {key: value for key, value in receipt().items() if key != "amount"}, "amount"),
        ("receipt", receipt(amount=1.5), "amount"),
        ("receipt", receipt(amount=-1), "amount"),
    ],
)
def test_unfit_data_is_refused_and_named(layout: str, data: dict[str, Any], where: str) -> None:
    with pytest.raises(Refused) as caught:
        made(layout, data)
    assert caught.value.fault.key == "document_data"
    assert where in caught.value.fault.fa
    assert where in caught.value.fault.en


@pytest.mark.parametrize("url", ["ftp://x.org/a", "https://x.org/" + "a" * 200, "https://پنجره.example/", ""])
def test_address_is_short_and_plain(url: str) -> None:
    with pytest.raises(ValueError, match="address of verification"):
        made("certificate", certificate(), url=url)


def test_unknown_layout_and_missing_fonts(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no layout"):
        made("poster", certificate())
    with pytest.raises(Refused) as caught:
        render("certificate", certificate(), url=URL, issued_at=ISSUED_AT, fonts=tmp_path)
    assert caught.value.fault.key == "document_fonts"
    assert "Vazirmatn-Bold.ttf" in caught.value.fault.fa
