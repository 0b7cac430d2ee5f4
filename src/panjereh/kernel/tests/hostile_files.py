"""The corpus of hostile files, made anew at each run. Each says what must come of it: a key, or a clean copy."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from pikepdf import Dictionary, Encryption, Name, String
from PIL import Image, PngImagePlugin

from panjereh.kernel.tests import pdf_making as pdf

CLEAN = "clean"
SCRIPT = b"<script>alert(document.cookie)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True)
class Hostile:
    """One file: `comes` is the key of its refusal, or CLEAN; `gone` is what no clean copy may hold."""

    about: str
    name: str
    make: Callable[[], bytes]
    comes: str
    gone: tuple[bytes, ...] = ()
    declared: str = ""


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def small(mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize((60, 40)).convert(mode)


def jpeg(**more: Any) -> bytes:
    return saved(small(), "JPEG", **more)


def png(**more: Any) -> bytes:
    return saved(small(), "PNG", **more)


def zipped(name: str = "a.txt", content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED if len(content) > 1000 else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", packing) as box:
        box.writestr(name, content)
    return out.getvalue()


def located() -> bytes:
    """A photograph that says where it was taken and by whom."""
    notes = Image.Exif()
    notes[0x013B] = "MARYAM-SECRET"
    notes.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 21.0), 3: "E", 4: (51.0, 23.0, 20.0)})
    return jpeg(exif=notes, comment=b"COMMENT-SECRET")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_saying(width: int, height: int, *more: bytes, packed: bytes = b"") -> bytes:
    """A picture whose head says what we want, with chunks of our own."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = packed or zlib.compress(b"\0" * min((width * 3 + 1) * height, 2**20))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def packed_zeros(megabytes: int) -> bytes:
    return pdf.packed_run(bytes(2**20), megabytes)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def text_in_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode(), zip=False)
    return png(pnginfo=notes)


def cut(whole: bytes, share: float = 0.6) -> bytes:
    return whole[: int(len(whole) * share)]


def many_scans() -> bytes:
    """A progressive picture whose last scan is said again and again."""
    whole = saved(Image.effect_noise((1000, 1000), 40).convert("RGB"), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 12 + whole[-2:]


def polyglot_zip() -> bytes:
    return pdf.pdf_with() + zipped("run.exe", b"MZ")


def html_in_pdf() -> bytes:
    """A web page in the comment behind the head, for browsers that guess."""
    whole = pdf.pdf_with()
    return whole.replace(b"\n", b"\n%" + SCRIPT + b"\n", 1)


def zip_inside() -> bytes:
    """An archive laid open in a stream of the document, where archivers would find it."""

    def change(made: Any) -> None:
        made.pages[0].Contents = made.make_stream(zipped("inner.txt", b"INNER-SECRET" * 9))

    return pdf.pdf_with(change, compress_streams=False)


def titled(made: Any) -> None:
    made.docinfo["/Author"] = "AUTHOR-SECRET"
    made.docinfo["/Title"] = SCRIPT.decode()


FILES: tuple[Hostile, ...] = (
    # not what they say
    Hostile("nothing at all", "a.pdf", lambda: b"", "empty"),
    Hostile("one byte", "a.pdf", lambda: b"%", "other"),
    Hostile("only a head", "a.pdf", lambda: b"%PDF-1.7\n", "damaged"),
    Hostile("a web page named pdf", "a.pdf", lambda: b"<!DOCTYPE html>" + SCRIPT, "web"),
    Hostile("a vector picture named png", "a.png", lambda: b"<svg onload='alert(1)'/>", "picture"),
    Hostile("a program", "a.pdf", lambda: b"MZ" + b"\0" * 500, "program"),
    Hostile("a program with two endings", "lease.pdf.exe", lambda: b"MZ" + b"\0" * 500, "program"),
    Hostile("a script", "a.pdf", lambda: b"#!/bin/sh\nrm -rf /", "program"),
    Hostile("the test virus", "a.pdf", lambda: EICAR, "other"),
    Hostile("the test virus behind a picture", "a.jpg", lambda: jpeg() + EICAR, CLEAN, (b"EICAR",)),
    Hostile("a moving GIF named png", "a.png", lambda: moving("GIF"), "picture"),
    Hostile("a TIFF named jpg", "a.jpg", lambda: saved(small(), "TIFF"), "picture"),
    Hostile("a WebP named jpg", "a.jpg", lambda: saved(small(), "WEBP"), "picture"),
    Hostile("a HEIC named jpg", "a.jpg", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "picture"),
    Hostile("a film", "a.pdf", lambda: b"\0\0\0\x18ftypisom" + b"\0" * 99, "video"),
    Hostile("an archive bomb", "a.pdf", partial(zipped, "a", b"\0" * 20_000_000), "archive"),
    Hostile("an office document", "a.pdf", partial(zipped, "[Content_Types].xml", b"<a/>"), "office"),
    Hostile("a PDF named jpg", "a.jpg", pdf.pdf_with, "name_differs"),
    Hostile("a picture named pdf", "a.pdf", jpeg, "name_differs"),
    Hostile("a PDF with a program's ending", "lease.pdf.exe", pdf.pdf_with, "name_differs"),
    Hostile("an ending turned round", "lease\u202efdp.exe", pdf.pdf_with, "name_differs"),
    Hostile("a PDF declared a web page", "a.pdf", pdf.pdf_with, "type_differs", declared="text/html"),
    Hostile("a name with a NUL", "a.pdf\0.exe", pdf.pdf_with, "name_differs"),
    # pictures
    Hostile("a script behind a picture", "a.jpg", lambda: jpeg() + SCRIPT, CLEAN, (b"<script",)),
    Hostile("an archive behind a picture", "a.png", lambda: png() + zipped(), CLEAN, (b"PK\3\4",)),
    Hostile("a script in a note of a picture", "a.png", text_in_png, CLEAN, (b"<script",)),
    Hostile("place and author of a photograph", "a.jpg", located, CLEAN, (b"SECRET", b"Exif")),
    Hostile("a picture of 30,000 by 30,000", "a.png", partial(png_saying, 30_000, 30_000), "too_many_pixels"),
    Hostile("a picture of 2 milliards", "a.png", partial(png_saying, 2**31 - 1, 1), "too_many_pixels"),
    Hostile("a picture without width", "a.png", partial(png_saying, 0, 10), "damaged"),
    Hostile(
        "more pixels than were said", "a.png",
        lambda: png_saying(100, 100, packed=packed_zeros(900)), CLEAN,
    ),
    Hostile(
        "a bomb in the colour profile", "a.png",
        lambda: png_saying(50, 50, chunk(b"iCCP", b"x\0\0" + packed_zeros(600))), "damaged",
    ),
    Hostile(
        "a bomb in a note", "a.png",
        lambda: png_saying(50, 50, chunk(b"zTXt", b"x\0\0" + packed_zeros(600))), "damaged",
    ),
    Hostile("a moving PNG", "a.png", partial(moving, "PNG"), "moving"),
    Hostile("half of a picture", "a.jpg", lambda: cut(jpeg()), "damaged"),
    Hostile("half of a PNG", "a.png", lambda: cut(saved(Image.effect_noise((300, 300), 9), "PNG")), "damaged"),
    Hostile("noise behind a picture's head", "a.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "damaged"),
    Hostile("a picture said a dozen times", "a.jpg", many_scans, CLEAN),
    # PDF
    Hostile("a PDF behind a web page", "a.pdf", lambda: b"  " + SCRIPT + pdf.pdf_with(), "web"),
    Hostile("a PDF behind noise", "a.pdf", lambda: b"GET / HTTP\n" + pdf.pdf_with(), "hidden_pdf"),
    Hostile("a web page in a PDF", "a.pdf", html_in_pdf, CLEAN, (b"<script",)),
    Hostile("an archive behind a PDF", "a.pdf", polyglot_zip, "more_after_end"),
    Hostile("a script behind a PDF", "a.pdf", lambda: pdf.pdf_with() + SCRIPT, "more_after_end"),
    Hostile("an archive in a PDF", "a.pdf", zip_inside, CLEAN, (b"PK\3\4", b"INNER-SECRET")),
    Hostile("who wrote a PDF", "a.pdf", partial(pdf.pdf_with, titled), CLEAN, (b"AUTHOR-SECRET", b"<script")),
    Hostile(
        "a script on opening", "a.pdf",
        partial(pdf.pdf_with, pdf.on_opening(pdf.action("JavaScript", JS=String("x")))), "commands",
    ),
    Hostile("a script by name", "a.pdf", partial(pdf.pdf_with, pdf.script_by_name), "commands"),
    Hostile("a script in a field", "a.pdf", partial(pdf.pdf_with, pdf.field_with_script), "commands"),
    Hostile(
        "a program on opening", "a.pdf",
        partial(pdf.pdf_with, pdf.on_opening(pdf.action("Launch", F=String("cmd.exe")))), "commands",
    ),
    Hostile(
        "a form that is sent away", "a.pdf",
        partial(pdf.pdf_with, pdf.on_opening(pdf.action("SubmitForm", F=String("http://x.example")))), "commands",
    ),
    Hostile(
        "a link into the machine", "a.pdf",
        partial(
            pdf.pdf_with,
            pdf.annotation(Subtype=Name.Link, A=pdf.action("URI", URI=String("file:///etc/passwd"))),
        ),
        "commands",
    ),
    Hostile("bytes that lie elsewhere", "a.pdf", partial(pdf.pdf_with, pdf.outside_stream, compress_streams=False), "commands"),
    Hostile("another file attached", "a.pdf", partial(pdf.pdf_with, pdf.attached), "attachments"),
    Hostile(
        "a portfolio", "a.pdf",
        partial(pdf.pdf_with, lambda made: made.Root.__setattr__("Collection", Dictionary(View=Name.T))), "attachments",
    ),
    Hostile("a film in a PDF", "a.pdf", partial(pdf.pdf_with, pdf.annotation(Subtype=Name.RichMedia)), "media"),
    Hostile("a form of one program", "a.pdf", partial(pdf.pdf_with, pdf.form_of_xfa), "form_of_one_program"),
    Hostile(
        "a locked PDF", "a.pdf",
        partial(pdf.pdf_with, encryption=Encryption(owner="o", user="u")), "locked",
    ),
    Hostile(
        "a PDF locked without a password", "a.pdf",
        partial(pdf.pdf_with, encryption=Encryption(owner="o", user="")), "locked",
    ),
    Hostile("a bomb in a stream", "a.pdf", partial(pdf.pdf_with, pdf.stream_bomb), "too_heavy"),
    Hostile("a bomb packed twice", "a.pdf", partial(pdf.pdf_with, pdf.double_bomb), "too_heavy"),
    Hostile("a bomb of objects", "a.pdf", pdf.object_stream_bomb, "damaged"),
    Hostile("100,000 objects", "a.pdf", partial(pdf.pdf_with, pdf.many_objects(100_000)), "too_heavy"),
    Hostile("objects 200 deep", "a.pdf", partial(pdf.pdf_with, pdf.nested(200)), "too_heavy"),
    Hostile("a picture of milliards in a PDF", "a.pdf", partial(pdf.pdf_with, pdf.huge_picture), "too_heavy"),
    Hostile("600 pages", "a.pdf", partial(pdf.pdf_with, pages=600), "too_many_pages"),
    Hostile("tables without end", "a.pdf", pdf.endless_table, "damaged"),
    Hostile("pages without end", "a.pdf", pdf.endless_pages, "damaged"),
    Hostile("half of a PDF", "a.pdf", lambda: cut(pdf.pdf_with(pages=30)), "damaged"),
)  # fmt: skip
