"""Each hostile file is refused with its own sentence or kept as a clean copy; good files pass as they are."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image, ImageCms

from panjereh.kernel.faults import Refused
from panjereh.kernel.files import inspection, turns
from panjereh.kernel.files.faults import SENTENCES
from panjereh.kernel.files.inspection import Sent, look_through
from panjereh.kernel.files.inspector.cage import SECONDS
from panjereh.kernel.files.kinds import KINDS
from panjereh.kernel.tests import pdf_making as pdf
from panjereh.kernel.tests.hostile_files import CLEAN, FILES, Hostile, saved, small

ALL = tuple(KINDS)


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.FILES = tmp_path  # type: ignore[attr-defined]


def clean_copy(name: str, content: bytes, declared: str = "", *, max_mb: int = 20) -> tuple[str, bytes]:
    """Kind and content of the clean copy; raises Refused."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        made = look_through(Sent(file, len(content), name, declared), kinds=ALL, max_mb=max_mb)
    with made.file as copy:
        read = copy.read()
    assert made.size == len(read) > 0
    return made.kind, read


def test_the_corpus_is_large_enough_and_tells_its_files_apart() -> None:
    assert len(FILES) >= 60
    assert len({file.about for file in FILES}) == len(FILES)
    assert {file.comes for file in FILES} - {CLEAN} <= SENTENCES.keys()


@pytest.mark.parametrize("hostile", FILES, ids=[file.about for file in FILES])
def test_a_hostile_file(hostile: Hostile) -> None:
    content = hostile.make()
    before = time.monotonic()
    if hostile.comes == CLEAN:
        kind, copy = clean_copy(hostile.name, content, hostile.declared)
        assert all(content.count(gone) and gone not in copy for gone in hostile.gone)
        assert_bare(kind, copy)
    else:
        with pytest.raises(Refused) as refused:
            clean_copy(hostile.name, content, hostile.declared)
        said = refused.value.fault
        assert said.key == f"file_{hostile.comes}"
        assert "{" not in said.fa + said.en
        assert not re.search("[0-9]", said.fa)
    assert time.monotonic() - before < SECONDS + 20


def assert_bare(kind: str, copy: bytes) -> None:
    """A clean copy opens, and looking it through once more leaves it as it is."""
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(copy)) as made:
            assert "/Info" not in made.trailer
            assert not made.attachments
            assert not {"/OpenAction", "/AA", "/AF", "/Metadata"} & set(made.Root.keys())
    else:
        with Image.open(io.BytesIO(copy)) as picture:
            picture.load()
            assert not picture.getexif()
            assert not {"icc_profile", "exif", "comment", "xmp", "Comment"} & picture.info.keys()
    again, copied = clean_copy(f"again.{kind}", copy)
    assert again == kind
    if kind != "jpeg":  # which loses a little each time
        assert copied == copy


def cmyk() -> bytes:
    return saved(small("CMYK"), "JPEG")


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(small(), "PNG", icc_profile=profile)


def turned() -> bytes:
    notes = Image.Exif()
    notes[0x0112] = 6  # the camera was held upright
    return saved(small(), "JPEG", exif=notes)


def several_pictures() -> bytes:
    """What many telephones write: a photograph with a second one behind it."""
    return saved(small(), "MPO", save_all=True, append_images=[small()])


def opened_at_a_page() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])

    return pdf.pdf_with(change)


def scanned() -> bytes:
    return saved(Image.effect_noise((1240, 1754), 30).convert("RGB"), "PDF", resolution=150)


GOOD = {
    "typst.pdf": lambda: typst.compile(b"= Lease\n#lorem(400)\n#table(columns: 2)[a][b]"),
    "typst-a3.pdf": lambda: typst.compile(b"= Lease\n#lorem(40)", pdf_standards=["a-3a"]),
    "link.pdf": lambda: typst.compile(b'#link("https://example.org")[here]'),
    "data-beside.pdf": lambda: pdf.pdf_with(pdf.attached_double),
    "old.pdf": lambda: pdf.pdf_with(force_version="1.3", object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "streamed.pdf": lambda: pdf.pdf_with(object_stream_mode=pikepdf.ObjectStreamMode.generate, pages=40),
    "linear.pdf": lambda: pdf.pdf_with(linearize=True),
    "at-a-page.pdf": opened_at_a_page,
    "blanks-behind.pdf": lambda: pdf.pdf_with() + b"\r\n\0\0\n",
    "scan.PDF": scanned,
    "photo.jpg": lambda: saved(small(), "JPEG"),
    "progressive.jpeg": lambda: saved(small(), "JPEG", progressive=True),
    "grey.jpg": lambda: saved(small("L"), "JPEG"),
    "cmyk.jpg": cmyk,
    "telephone.jpg": several_pictures,
    "turned.jpg": turned,
    "sixteen-bits.png": lambda: saved(small("I;16"), "PNG"),
    "one-bit.png": lambda: saved(small("1"), "PNG"),
    "palette.png": lambda: saved(small("P"), "PNG", transparency=3),
    "see-through.png": lambda: saved(small("RGBA"), "PNG"),
    "grey-alpha.png": lambda: saved(small("LA"), "PNG"),
    "interlaced.png": lambda: saved(small(), "PNG", interlace=True),
    "profile.png": with_profile,
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept(name: str) -> None:
    sent = GOOD[name]()
    kind, copy = clean_copy(name, sent)
    assert_bare(kind, copy)
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(sent)) as before, pikepdf.open(io.BytesIO(copy)) as after:
            assert len(after.pages) == len(before.pages)
            drawn = [[bytes(str(op), "utf8") for op in pikepdf.parse_content_stream(p)] for p in after.pages]
            assert drawn == [
                [bytes(str(op), "utf8") for op in pikepdf.parse_content_stream(p)] for p in before.pages
            ]
    elif kind == "png":
        with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(copy)) as after:
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_a_photograph_stands_as_it_was_taken() -> None:
    _, copy = clean_copy("turned.jpg", turned())
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "IMAGE/JPEG; charset=x", "image/pjpeg"])
def test_a_declared_type_that_tells_nothing_or_the_same_does_no_harm(declared: str) -> None:
    assert clean_copy("a.jpg", saved(small(), "JPEG"), declared)[0] == "jpeg"


def test_sizes_and_kinds_are_said() -> None:
    content = pdf.pdf_with() + b" " * 2**20
    with pytest.raises(Refused) as large:
        clean_copy("a.pdf", content, max_mb=1)
    assert large.value.fault.key == "file_too_large"
    assert "۱ مگابایت" in large.value.fault.fa
    assert "PDF, JPEG or PNG up to 1 MB" in large.value.fault.en
    with tempfile.TemporaryFile() as file:
        file.write(saved(small(), "PNG"))
        size = file.tell()
        with pytest.raises(Refused) as other:
            look_through(Sent(file, size, "a.png", ""), kinds=("pdf",), max_mb=5)
    assert other.value.fault.key == "file_not_wanted"
    assert "PNG" in other.value.fault.en
    assert "PDF up to 5 MB" in other.value.fault.en


CAGED = "from panjereh.kernel.files.inspector import cage; cage.SECONDS = 1; cage.enter(1000); "


@pytest.mark.parametrize(
    ("does", "ends"),
    [
        ("exec('while True: pass')", -signal.SIGXCPU),
        ("bytearray(2 * 2**30)", 1),
        ("import os; os.fork()", 0 if os.geteuid() == 0 else 1),
        ("import tempfile; f = tempfile.TemporaryFile(); f.write(bytes(5000)); f.flush()", 1),
    ],
)
def test_the_cage_holds(does: str, ends: int) -> None:
    done = subprocess.run([sys.executable, "-c", CAGED + does], capture_output=True, timeout=30, check=False)
    assert done.returncode in (ends, -signal.SIGKILL if ends < 0 else ends), done.stderr.decode()


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "SECONDS", 0.01)
    with pytest.raises(Refused) as late:
        clean_copy("a.pdf", pdf.pdf_with())
    assert late.value.fault.key == "file_too_heavy"


def test_only_so_many_are_looked_through_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "_places", lambda: 1)
    monkeypatch.setattr(inspection, "a_turn", partial(turns.a_turn, patience=0.1))
    with turns.a_turn(tmp_path / "turns", 1), pytest.raises(Refused) as busy:
        clean_copy("a.pdf", pdf.pdf_with())
    assert busy.value.fault.key == "file_busy"
    assert clean_copy("a.pdf", pdf.pdf_with())[0] == "pdf"
