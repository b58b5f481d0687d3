"""Photographs and scans: drawn anew from their pixels, so that nothing else of the file is left."""

from io import BytesIO

from PIL import Image, ImageOps

from werkcentrum.uploads.harm import Harm

LONGEST_SIDE = 4_000
"""Pixels: a page of A4 in more detail than a scanner gives."""
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 30_000_000}
"""A JPEG can be read at a fraction of its size, a PNG cannot."""
Image.MAX_IMAGE_PIXELS = None  # the limits are ours, and are asked before anything is read


def clean(body: bytes, kind: str) -> bytes:
    """The pixels of a JPEG or PNG as a new file of the same kind: upright, at most 4,000 pixels a side, nothing else.

    AVG: the place where a photograph was taken (EXIF), thumbnails, profiles and comments are not copied.
    """
    try:
        with Image.open(BytesIO(body), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS[kind] or max(image.size) > 30_000:
                raise Harm("pixels")
            if kind == "JPEG":
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            upright = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Harm("broken") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    transparent = kind == "PNG" and (upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info)
    pixels = upright.convert("RGBA" if transparent else "L" if upright.mode in {"1", "L"} else "RGB")
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    bare.save(out, kind, **({"quality": 85} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()
