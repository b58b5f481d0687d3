"""The work itself, in the limited process: what kind of file is this, and what is left of it without harm."""

from werkcentrum.uploads import images, offices, pdfs
from werkcentrum.uploads.harm import MOST, Harm

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# In two parts, so that a scanner does not take this file for the test virus itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def clean(order: dict, body: bytes) -> tuple[dict, bytes]:
    """The kind of a file by its first bytes (its name and its claimed type say nothing) and the file made anew."""
    if EICAR in body:
        raise Harm("virus")
    if body.startswith(b"%PDF-"):
        kind, made = "pdf", pdfs.clean(body)
    elif body.startswith(b"\xff\xd8\xff"):
        kind, made = "jpg", images.clean(body, "JPEG")
    elif body.startswith(b"\x89PNG\r\n\x1a\n"):
        kind, made = "png", images.clean(body, "PNG")
    elif body.startswith(b"PK\x03\x04"):
        kind, made = offices.clean(body)
    else:
        raise Harm("old" if body.startswith(OLE) else "kind")
    if len(made) > MOST:
        raise Harm("size")
    return {"kind": kind}, made
