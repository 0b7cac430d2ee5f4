"""Pictures: decoded and written anew, so that nothing but the pixels is left of what was sent."""

from __future__ import annotations

import io
import warnings
import zlib

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from panjereh.kernel.files.inspector.verdict import NotTaken

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
QUALITIES = (92, 85, 75)  # of JPEG, tried until the copy is no larger than what may be kept

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
warnings.simplefilter("error", Image.DecompressionBombWarning)

_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


def cleaned_picture(kind: str, read: bytes, most: int) -> bytes:
    """Return the picture written anew, turned as its camera meant it, without notes, places and tails."""
    try:
        with Image.open(io.BytesIO(read), formats=[kind.upper()]) as picture:
            _measured(picture)
            if kind == "png" and getattr(picture, "n_frames", 1) > 1:
                raise NotTaken("moving")
            picture.load()
            return _jpeg(_bare(picture), most) if kind == "jpeg" else _png(_bare(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError) as bad:
        raise NotTaken("damaged") from bad
    except (zlib.error, OverflowError, TypeError, AttributeError, ZeroDivisionError, AssertionError) as bad:
        raise NotTaken("damaged") from bad


def _too_many_pixels() -> NotTaken:
    return NotTaken("too_many_pixels", pixels=MOST_PIXELS // 1_000_000)


def _measured(picture: Image.Image) -> None:
    """Only the head has been read so far; nothing is decoded for a picture that says it is too large."""
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()
    if min(width, height) < 1:
        raise NotTaken("damaged")


def _bare(picture: Image.Image) -> Image.Image:
    try:
        turned = ImageOps.exif_transpose(picture)
    except Exception:  # the camera's notes are broken; the pixels are not
        turned = picture.copy()
    transparency = turned.info.get("transparency")
    turned.info = {} if transparency is None else {"transparency": transparency}
    return turned


def _jpeg(picture: Image.Image, most: int) -> bytes:
    plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    for quality in QUALITIES:
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=quality)
        if out.tell() <= most:
            break
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    plain = picture if picture.mode in _PNG_MODES else picture.convert("RGBA")
    out = io.BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()
