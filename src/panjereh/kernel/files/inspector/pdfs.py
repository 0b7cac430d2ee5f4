"""PDF: every object is looked at, active content is refused, and what is left is written anew."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from panjereh.kernel.files.inspector.active import forbidden, take_out
from panjereh.kernel.files.inspector.parts import parts_of
from panjereh.kernel.files.inspector.verdict import NotTaken

MOST_OBJECTS = 60_000
MOST_PAGES = 500
MOST_INFLATED = 256 * 1024 * 1024  # bytes of all streams together
LONGEST_TAIL = 1024  # blanks that some programs leave behind the end
MOST_PIXELS = 150_000_000  # of one picture in it
_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_CHUNK = 1024 * 1024


def cleaned_pdf(read: bytes) -> bytes:
    """Return the document written anew: no comments, no unused objects, no attachments, no metadata."""
    _framed(read)
    try:
        with pikepdf.open(io.BytesIO(read), suppress_warnings=True) as pdf:
            _looked_through(pdf)
            take_out(pdf)
            clean = _written(pdf)
        with pikepdf.open(io.BytesIO(clean), suppress_warnings=True) as again:
            _bounded(again)
    except pikepdf.PasswordError as locked:
        raise NotTaken("locked") from locked
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as bad:
        raise NotTaken("damaged") from bad
    except (NotImplementedError, OverflowError, RuntimeError, zlib.error) as bad:
        raise NotTaken("damaged") from bad
    return clean


def _framed(read: bytes) -> None:
    """It begins and ends as a PDF does: nothing stands before it and nothing else behind it."""
    if not _HEAD.match(read):
        raise NotTaken("damaged")
    end = read.rfind(b"%%EOF")
    if end < 0:
        raise NotTaken("damaged")
    tail = read[end + 5 :]
    if tail.strip(b"\0\t\n\f\r ") or len(tail) > LONGEST_TAIL:
        raise NotTaken("more_after_end")


def _looked_through(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise NotTaken("locked")
    if len(pdf.objects) > MOST_OBJECTS:
        raise NotTaken("too_heavy")
    for thing in pdf.objects:
        for part in parts_of(thing):
            forbidden(part)
    forbidden(pdf.Root)
    pages = len(pdf.pages)
    if pages == 0:
        raise NotTaken("damaged")
    if pages > MOST_PAGES:
        raise NotTaken("too_many_pages", pages=MOST_PAGES)
    _bounded(pdf)


def _written(pdf: pikepdf.Pdf) -> bytes:
    """Streams are packed anew, too: another file that was laid open in one is not there any more."""
    out = io.BytesIO()
    pdf.save(
        out,
        compress_streams=True,
        recompress_flate=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        preserve_pdfa=False,
    )
    return out.getvalue()


def _bounded(pdf: pikepdf.Pdf) -> None:
    """What the streams unpack to, counted without keeping it."""
    left = MOST_INFLATED
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            _picture(thing.stream_dict)
            left -= _inflated(thing, left)


def _picture(about: Any) -> None:
    if about.get("/Subtype") == pikepdf.Name.Image:
        width, height = about.get("/Width", 1), about.get("/Height", 1)
        if int(width) * int(height) > MOST_PIXELS:
            raise NotTaken("too_heavy")


def _inflated(stream: pikepdf.Stream, most: int) -> int:
    """How many bytes the outermost packings give; raises NotTaken beyond `most`."""
    filters: Any = stream.stream_dict.get("/Filter", [])
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    size, chunks = 0, iter((stream.read_raw_bytes(),))
    for name in names:
        if name not in (pikepdf.Name.FlateDecode, pikepdf.Name.Fl):
            break
        chunks = _unpacked(chunks)
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise NotTaken("too_heavy")
    return size


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes inside, a bounded piece at a time; what is broken ends there."""
    packed = zlib.decompressobj()
    for chunk in chunks:
        try:
            yield packed.decompress(chunk, _CHUNK)
            while packed.unconsumed_tail:
                yield packed.decompress(packed.unconsumed_tail, _CHUNK)
        except zlib.error:
            return
