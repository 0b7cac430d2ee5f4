"""Which files are taken, and what a file is by its first bytes. Names and declared types prove nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HEAD = 1024  # bytes that tell a kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that can be taken: its word for people, media type and the endings that names may have."""

    id: str
    word: str
    media_type: str
    endings: tuple[str, ...]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind("pdf", "PDF", "application/pdf", ("pdf",)),
            Kind("jpeg", "JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
            Kind("png", "PNG", "image/png", ("png",)),
        )
    }
)
# Declared by programs that do not know better.
TELLS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
ALSO_CALLED = MappingProxyType(
    {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "application/x-pdf": "application/pdf"}
)

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"BM", "picture"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "office"),
)
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis|word/|xl/|ppt/")
_PICTURES_IN_A_BOX = frozenset({b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis"})
_MARKUP = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<head|<body|<script|<svg|<!--)", re.IGNORECASE)


def told_by(head: bytes) -> str:
    """A kind of KINDS, or a word for what else it is: picture, program, archive, office, web, video, other."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return "office" if kind == "archive" and _OFFICE.search(head) else kind
    if head[4:8] == b"ftyp":
        return "picture" if head[8:12] in _PICTURES_IN_A_BOX else "video"
    if head[:4] == b"RIFF":
        return "picture" if head[8:12] == b"WEBP" else "video"
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(bare):
        return "picture" if b"<svg" in bare.lower() else "web"
    return "hidden_pdf" if b"%PDF-" in head else "other"


def kind_of_name(name: str) -> str | None:
    """The kind that a name's ending promises; None where it promises none of ours."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((kind.id for kind in KINDS.values() if ending in kind.endings), None)


def kind_of_type(declared: str) -> str | None:
    """The kind that a declared media type names; `` where it tells nothing, None where it is none of ours."""
    plain = declared.partition(";")[0].strip().lower()
    if plain in TELLS_NOTHING:
        return ""
    plain = ALSO_CALLED.get(plain, plain)
    return next((kind.id for kind in KINDS.values() if kind.media_type == plain), None)


def words_of(kinds: tuple[str, ...]) -> str:
    """`PDF, JPEG, PNG`."""
    return ", ".join(KINDS[kind].word for kind in kinds)
