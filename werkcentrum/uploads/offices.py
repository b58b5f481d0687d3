"""docx and odt: unpacked within limits, every part looked at, and packed anew; what carries or fetches is refused."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from werkcentrum.uploads import images
from werkcentrum.uploads.harm import Harm
from werkcentrum.uploads.xmlparts import Reader, plain

MOST_PARTS = 1_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 200
CHUNK = 64 * 1024
ODT = b"application/vnd.oasis.opendocument.text"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
WHEN = (2000, 1, 1, 0, 0, 0)
MACROS = ("vbaproject", "vbadata", "basic/", "scripts/", "activex", "macros")
MEDIA = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
LAYOUT = re.compile(rb'<manifest:file-entry[^>]*"layout-cache"[^>]*/>')
TEXTS = (".xml", ".rels", ".rdf")


def clean(body: bytes) -> tuple[str, bytes]:
    """("docx" or "odt", the document packed anew). Raises Harm."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as source:
            parts = _unpack(source, len(body))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Harm("broken") from error
    kind = _kind(parts)
    if parts.pop("layout-cache", None) is not None:  # of LibreOffice, which makes it again
        parts["META-INF/manifest.xml"] = LAYOUT.sub(b"", parts.get("META-INF/manifest.xml", b""))
    return kind, _pack({name: _part(kind, name, part) for name, part in parts.items()})


def _unpack(source, packed) -> dict[str, bytes]:
    entries = source.infolist()
    if len(entries) > MOST_PARTS:
        raise Harm("bomb")
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Harm("encrypted")
        if entry.compress_type not in PACKED or not _well_named(entry.filename) or entry.filename in parts:
            raise Harm("broken")
        if entry.is_dir():
            continue
        # SECURITY: what an entry says of its size is not believed; it is counted while it unfolds.
        with source.open(entry) as stream:
            pieces = []
            while piece := stream.read(CHUNK):
                total += len(piece)
                if total > MOST_UNPACKED or total > packed * MOST_RATIO:
                    raise Harm("bomb")
                pieces.append(piece)
        parts[entry.filename] = b"".join(pieces)
    return parts


def _well_named(name):
    steps = name.split("/")
    return (
        name.isprintable() and "\\" not in name and ":" not in name and not name.startswith("/") and ".." not in steps
    )


def _kind(parts):
    types = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").strip() == ODT and "content.xml" in parts:
        return "odt"
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in parts):
        raise Harm("macro")
    if WORD in types and "word/document.xml" in parts:
        return "docx"
    raise Harm("kind")


def _part(kind, name, body) -> bytes:
    """One part as it may stay: text looked at, images drawn anew, everything else refused."""
    lower, ending = name.lower(), PurePosixPath(name).suffix.lower()
    if any(word in lower for word in MACROS):
        raise Harm("macro")
    if b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in body:
        raise Harm("virus")
    if name == "mimetype" and kind == "odt":
        return ODT
    if ending in MEDIA:
        return images.clean(body, MEDIA[ending])
    if not lower.endswith(TEXTS) or "embeddings/" in lower or lower.startswith("object "):
        raise Harm("inside")
    if b"encryption-data" in body and lower == "meta-inf/manifest.xml":
        raise Harm("encrypted")
    if body.strip():  # an empty part is a habit of LibreOffice
        Reader(link=_link).read(body)
    return body


def _link(element, attribute, own):
    """The links of a text may leave the file, by a plain address that a reader shows; pictures and parts may not."""
    if element == "Relationship":
        return own.get("Type", "").endswith("/hyperlink") and plain(own["Target"])
    return attribute == "href" and element in {"a", "shape", "rect", "hlinkClick"} and plain(own["href"])


def _pack(parts) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, parts[name])
    return out.getvalue()
