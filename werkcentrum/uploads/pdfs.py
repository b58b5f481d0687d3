"""PDF: saved anew without anything that runs, opens, fetches or carries another file."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from werkcentrum.uploads.harm import Harm

MOST_OBJECTS = 200_000
# Keys that start something, carry a file, or are a form of another kind.
ACTIVE = (
    "/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/Collection", "/RichMedia",
    "/RichMediaContent", "/3DD", "/Renditions", "/Launch", "/SubmitForm", "/ImportData", "/Perms", "/Requirements",
    "/URLS", "/OPI", "/Ref", "/PieceInfo", "/Metadata", "/Threads", "/AlternatePresentations", "/URI", "/IDS",
)  # fmt: skip
ACTIONS_OF = ("/A", "/PA", "/Next")
RUNNING = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/Hide", "/Named", "/Thread", "/SetOCGState", "/Trans", "/GoTo3DView", "/ResetForm",
}  # fmt: skip
HARMLESS_NOTES = (
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Widget",
)  # fmt: skip
SAFE_ADDRESS = ("https://", "http://", "mailto:", "tel:")


def clean(body: bytes) -> bytes:
    """The pages of a PDF and nothing else. Raises Harm when it is locked or broken."""
    try:
        with pikepdf.open(BytesIO(body)) as pdf:
            if pdf.is_encrypted:
                raise Harm("encrypted")
            if not len(pdf.pages):
                raise Harm("broken")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Harm("bomb")
            _bare(pdf)
            out = BytesIO()
            # Nothing is unpacked on the way: what would unfold to gigabytes stays folded.
            pdf.save(
                out,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                preserve_pdfa=False,
                deterministic_id=True,
            )
        made = out.getvalue()
        with pikepdf.open(BytesIO(made)) as again:
            if any(_dangerous(item) for item in again.objects):
                raise Harm("inside")
    except pikepdf.PasswordError as error:
        raise Harm("encrypted") from error
    except pikepdf.PdfError as error:
        raise Harm("broken") from error
    return made


def _bare(pdf):
    names = pdf.Root.get("/Names")
    if names is not None:
        # Names of places in the document may stay; scripts and files may not.
        places = names.get("/Dests") if isinstance(names, Dictionary) else None
        del pdf.Root["/Names"]
        if places is not None:
            pdf.Root.Names = Dictionary(Dests=places)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for item in pdf.objects:
        for part in _within(item):
            _strip(part)


def _within(item):
    """A container and every container that lies directly in it; the others come by on their own."""
    todo = [item]
    while todo:
        now = todo.pop()
        if isinstance(now, Stream | Dictionary):
            parts = [now[key] for key in list(now.keys())]
        elif isinstance(now, Array):
            parts = list(now)
        else:
            continue
        yield now
        todo += [part for part in parts if isinstance(part, Dictionary | Array) and not part.is_indirect]


def _strip(now):
    if isinstance(now, Array):
        for place in reversed(range(len(now))):
            if _is_note(now[place]) or _runs(now[place]):
                del now[place]
        return
    for key in list(now.keys()):
        if _is_active(now, key):
            del now[key]
    if isinstance(now, Stream):
        # SECURITY: a stream may name a file elsewhere as its content.
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in now:
                del now[key]
        if now.get("/Subtype") == Name.PS:
            now.write(b"")


def _is_active(now, key):
    """Whether what stands under a key starts, opens or carries something."""
    if key in ACTIVE:
        # The address of a link, which a reader shows before it opens it, may stay.
        return not (key == "/URI" and now.get("/S") == Name.URI and _safe(now[key]))
    value = now[key]
    if key in ACTIONS_OF and isinstance(value, Dictionary) and "/S" in value and str(value["/S"]) != "/GoTo":
        return str(value["/S"]) != "/URI" or not _safe(value.get("/URI", ""))
    return _runs(value)


def _safe(address):
    return str(address).strip().lower().startswith(SAFE_ADDRESS)


def _runs(item):
    """An action that does more than turn to a page or show an address."""
    return isinstance(item, Dictionary) and str(item.get("/S", "")) in RUNNING


def _is_note(item):
    """A note on a page that is more than ink: a file, a film, a sound, a screen."""
    if not isinstance(item, Dictionary) or "/Rect" not in item or "/Subtype" not in item:
        return False
    return str(item["/Subtype"]) not in HARMLESS_NOTES


def _dangerous(item):
    """Whether something that should be gone is still there."""
    for now in _within(item):
        if isinstance(now, Array):
            if any(_is_note(part) or _runs(part) for part in now):
                return True
        elif any(_is_active(now, key) for key in list(now.keys())):
            return True
    return False
