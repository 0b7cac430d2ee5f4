"""What a PDF may not hold (commands, attachments, media), and what is taken out of it in silence."""

from __future__ import annotations

from typing import Any

import pikepdf

from panjereh.kernel.files.inspector.parts import parts_of
from panjereh.kernel.files.inspector.verdict import NotTaken

_COMMANDS = frozenset(
    {
        "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound",
        "/GoToE", "/GoTo3DView", "/RichMediaExecute", "/SetState",
    }
)  # fmt: skip
_MEDIA = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Projection"})
_DANGEROUS_LINKS = ("javascript:", "vbscript:", "file:", "data:", "\\\\")
# Machine-readable doubles of what the pages show, as PDF/A-3 carries them (our own documents do).
_DOUBLES = frozenset({"/Data", "/Source", "/Alternative", "/Supplement", "/Schema"})


def forbidden(part: Any) -> None:
    """Raise NotTaken when a dictionary holds what no document for an agency needs."""
    if "/XFA" in part:
        raise NotTaken("form_of_one_program")
    if "/JS" in part or _command(part):
        raise NotTaken("commands")
    link = part.get("/URI")
    if isinstance(link, pikepdf.String) and str(link).strip().lower().startswith(_DANGEROUS_LINKS):
        raise NotTaken("commands")
    kind = _name(part.get("/Subtype"))
    if kind in _MEDIA or "/RichMediaContent" in part or "/RichMediaSettings" in part:
        raise NotTaken("media")
    if "/Collection" in part and _name(part.get("/Type")) == "/Catalog":
        raise NotTaken("attachments")
    if kind == "/FileAttachment" or ("/EF" in part and _name(part.get("/AFRelationship")) not in _DOUBLES):
        raise NotTaken("attachments")
    if "/Filter" in part and "/F" in part and "/Length" in part:
        raise NotTaken("commands")  # a stream whose bytes lie somewhere else


def _command(part: Any) -> bool:
    return _name(part.get("/S")) in _COMMANDS and _name(part.get("/Type")) != "/StructElem"


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def take_out(pdf: pikepdf.Pdf) -> None:
    """Remove what acts on opening, doubles of the content, and who wrote it where and with what."""
    for thing in pdf.objects:
        for part in parts_of(thing):
            for key in ("/AA", "/AF", "/EF", "/Metadata", "/PieceInfo"):
                if key in part:
                    del part[key]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]
    for key in ("/OpenAction", "/URI", "/SpiderInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
