"""Files that mean harm, made here and never kept: name of the attack → (name of the file, bytes, what must come of it).

What must come of it is a set of codes with which it is refused, or `NEUTRAL`: taken, with the harm gone.
"""

# ruff: noqa: E501 (a table reads by the line)
import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

NEUTRAL = "neutral"
MARK = b"harm-4711"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/></Types>'
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def image(kind="PNG", size=(60, 40), **options):
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 90, 160)).save(out, kind, **options)
    return out.getvalue()


def photo(**options):
    """A JPEG that knows where it was taken, by whom, and says something in a comment."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = MARK.decode(), 6
    exif.get_ifd(0x8825)[1] = "N"
    return image("JPEG", exif=exif, comment=MARK, **options)


def pdf(change=None, **save):
    """A PDF of one page, changed by `change(pdf, page)`."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(300, 300))
    if change:
        change(made, made.pages[0])
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def script():
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARK.decode()}')"))


def note(**parts):
    return Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **parts)


def action(**parts):
    """A change that puts a link with this action on the page."""

    def change(made, page):
        page.obj.Annots = Array(
            [made.make_indirect(note(Subtype=Name.Link, A=made.make_indirect(Dictionary(**parts))))]
        )

    return change


def root(**parts):
    """A change that puts things in the root."""

    def change(made, page):
        for key, value in parts.items():
            made.Root[f"/{key}"] = value

    return change


def attached(made, page):
    made.attachments["x.exe"] = pikepdf.AttachedFileSpec(made, b"MZ" + MARK)


def annotated(**parts):
    return lambda made, page: page.obj.__setattr__("Annots", Array([note(**parts)]))


def outside_stream(made, page):
    stream = made.make_stream(b"x")
    stream["/F"] = String(f"http://127.0.0.1/{MARK.decode()}")
    page.obj.Contents = stream


def flate_bomb(made, page):
    stream = made.make_stream(b"")
    stream.write(
        zlib.compress(zlib.compress(b"\0" * 200_000_000, 9), 9), filter=Array([Name.FlateDecode, Name.FlateDecode])
    )
    page.obj.Contents = stream


def zipped(parts, *, stored=()):
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in parts.items() if isinstance(parts, dict) else parts:
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            target.writestr(name, body, kind)
    return out.getvalue()


def document(inside="<w:p><w:r><w:t>Mijn cv</w:t></w:r></w:p>", before=""):
    return f'{before}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{inside}</w:body></w:document>'


def relation(kind, target, external=True):
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'


def docx(inside=None, before="", kind="document.main", **more):
    """A Word document with these parts besides."""
    parts = {
        "[Content_Types].xml": TYPES.format(kind),
        "_rels/.rels": relation("officeDocument", "word/document.xml", external=False),
        "word/document.xml": document(inside, before) if inside is not None else document(before=before),
    }
    return zipped(parts | {name.replace("__", "/"): body for name, body in more.items()})


def with_parts(parts):
    return docx(**{name.replace("/", "__"): body for name, body in parts.items()})


def content(inside="<text:p>Mijn cv</text:p>", before=""):
    return (
        f'{before}<office:document-content xmlns:office="{OFFICE}" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0">'
        f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    )


def odt(inside="<text:p>Mijn cv</text:p>", before="", parts=None, mimetype="application/vnd.oasis.opendocument.text"):
    """An OpenDocument text."""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    base = {"mimetype": mimetype, "content.xml": content(inside, before), "META-INF/manifest.xml": manifest}
    return zipped(base | (parts or {}), stored=("mimetype",))


def field(*pieces):
    """A Word field whose instruction is cut into pieces."""
    told = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{told}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def twice():
    """A zip with the same part two times."""
    body = zipped({"[Content_Types].xml": TYPES.format("document.main"), "[Content_Types].xmm": "x"})
    return body.replace(b".xmm", b".xml")


def lying(body):
    """The same zip, whose directory says that everything is one byte long."""
    at, out = 0, bytearray(body)
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 1)
        at += 4
    return bytes(out)


def locked_zip(body):
    """The same zip with the flag of encryption set everywhere."""
    out = bytearray(body)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := out.find(sign, at)) >= 0:
            out[at + offset] |= 1
            at += 4
    return bytes(out)


def huge_png(width, height):
    """A PNG that says it is this large, and is: all zeros, a few kilobytes packed."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, rows = zlib.compressobj(9), b""
    line = b"\0" * (width // 8 + 1)
    for _ in range(height):
        rows += packer.compress(line)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows + packer.flush()) + chunk(b"IEND", b"")


def text_bomb():
    """A small PNG with a text that unfolds to 300 MB."""
    body = image()
    data = b"Comment\0\0" + zlib.compress(b"\0" * 300_000_000, 9)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return body[:33] + chunk + body[33:]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def attacks():
    """Every attack; made anew at each call, so that nothing stays in memory."""
    kind, broken, bomb = {"kind"}, {"broken"}, {"bomb"}
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("{MARK.decode()}")</script></svg>'.encode()
    return {
        # Not what it says it is
        "exe as pdf": ("cv.pdf", b"MZ\x90\0" + b"\0" * 200, kind),
        "elf as png": ("foto.png", b"\x7fELF" + b"\0" * 200, kind),
        "html as jpg": ("foto.jpg", b"<html><script>alert(1)</script></html>", kind),
        "svg as png": ("foto.png", svg, kind),
        "svg": ("logo.svg", svg, kind),
        "script as docx": ("cv.docx", b"#!/bin/sh\nrm -rf /\n", kind),
        "batch": ("cv.bat", b"@echo off\r\n", kind),
        "virus": ("eicar.com", EICAR, {"virus"}),
        "virus as pdf": ("cv.pdf", EICAR, {"virus"}),
        "virus behind a pdf": ("cv.pdf", pdf() + EICAR, {"virus"}),
        "virus in a docx": ("cv.docx", with_parts({"word/media/a.xml": EICAR}), {"virus"}),
        "gif": ("foto.png", image("GIF"), kind),
        "webp": ("foto.jpg", image("WEBP"), kind),
        "tiff": ("scan.jpg", image("TIFF"), kind),
        "bmp": ("scan.png", image("BMP"), kind),
        "heic": ("foto.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 100, kind),
        "old word": ("cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, {"old"}),
        "rtf": ("cv.docx", rb"{\rtf1 {\object\objdata 01}}", kind),
        "zip": ("cv.docx", zipped({"a.exe": b"MZ"}), kind),
        "jar": ("cv.docx", zipped({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"}), kind),
        "spreadsheet": ("cv.docx", docx(kind="sheet.main"), kind),
        "template odt": ("cv.odt", odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), kind),
        "empty": ("cv.pdf", b"", {"empty"}),
        "one byte": ("cv.pdf", b"%", kind),
        "too large": ("cv.pdf", b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024), {"size"}),
        "page before pdf": ("cv.pdf", b"<html>" + pdf(), kind),
        # Broken on purpose
        "head of a pdf": ("cv.pdf", b"%PDF-1.7\n%%EOF", broken),
        "half a png": ("foto.png", image(size=(900, 900))[:900], broken),
        "half a jpg": ("foto.jpg", photo()[:300], broken),
        "head of a png": ("foto.png", b"\x89PNG\r\n\x1a\n", broken),
        "half a docx": ("cv.docx", docx()[:-40], broken),
        # Too large inside
        "20,000 × 20,000 pixels": ("foto.png", huge_png(20_000, 20_000), {"pixels"}),
        "a side of 60,000 pixels": ("foto.png", huge_png(60_000, 8), {"pixels"}),
        "text bomb in a png": ("foto.png", text_bomb(), {NEUTRAL, "broken", "bomb"}),
        "zip bomb": ("cv.docx", with_parts({"word/a.xml": b"0" * 120_000_000}), bomb),
        "zip bomb that lies": ("cv.docx", lying(with_parts({"word/a.xml": b"0" * 120_000_000})), bomb | broken),
        "odt bomb": ("cv.odt", odt(parts={"a.xml": b" " * 120_000_000}), bomb),
        "3,000 parts": ("cv.docx", with_parts({f"word/{n}.xml": "<a/>" for n in range(3000)}), bomb),
        "100,000 deep": ("cv.docx", docx("<w:p>" * 100_000 + "</w:p>" * 100_000), bomb),
        "pdf that unfolds": ("cv.pdf", pdf(flate_bomb), {NEUTRAL, "bomb"}),
        # Two things at once
        "jpg and zip": ("foto.jpg", photo() + zipped({"a.exe": MARK}), {NEUTRAL}),
        "png and page": ("foto.png", image() + b"<script>" + MARK, {NEUTRAL}),
        "pdf and zip": ("cv.pdf", pdf() + zipped({"a.exe": MARK}, stored=("a.exe",)), {NEUTRAL}),
        "docx and page": ("cv.docx", docx() + b"<script>" + MARK, {NEUTRAL, "broken"}),
        "photo with a place": ("foto.jpg", photo(), {NEUTRAL}),
        "php in a comment": ("foto.php.jpg", image("JPEG", comment=b"<?php system('" + MARK + b"') ?>"), {NEUTRAL}),
        # PDF that does something
        "pdf opens a script": ("cv.pdf", pdf(root(OpenAction=script())), {NEUTRAL}),
        "pdf script by name": (
            "cv.pdf",
            pdf(root(Names=Dictionary(JavaScript=Dictionary(Names=[String("a"), script()])))),
            {NEUTRAL},
        ),
        "pdf script on a page": ("cv.pdf", pdf(lambda made, page: page.obj.__setattr__("AA", Dictionary(O=script()))), {NEUTRAL}),
        "pdf script behind a link": ("cv.pdf", pdf(action(S=Name.JavaScript, JS=String(MARK.decode()))), {NEUTRAL}),
        "pdf script after a link": ("cv.pdf", pdf(action(S=Name.GoTo, D=Array([0]), Next=Array([script()]))), {NEUTRAL}),
        "pdf starts a program": (
            "cv.pdf",
            pdf(action(S=Name.Launch, F=String("cmd.exe"), Win=Dictionary(P=String(MARK.decode())))),
            {NEUTRAL},
        ),
        "pdf sends a form": ("cv.pdf", pdf(action(S=Name.SubmitForm, F=String(MARK.decode()))), {NEUTRAL}),
        "pdf opens another": ("cv.pdf", pdf(action(S=Name.GoToR, F=String("\\\\127.0.0.1\\" + MARK.decode()))), {NEUTRAL}),
        "pdf with a script address": ("cv.pdf", pdf(action(S=Name.URI, URI=String("javascript:" + MARK.decode()))), {NEUTRAL}),
        "pdf with a file address": ("cv.pdf", pdf(action(S=Name.URI, URI=String("file:///" + MARK.decode()))), {NEUTRAL}),
        "pdf with an unknown action": ("cv.pdf", pdf(action(S=Name("/Xyz"), X=String(MARK.decode()))), {NEUTRAL}),
        "pdf with a file": ("cv.pdf", pdf(attached), {NEUTRAL}),
        "pdf with a file on a page": ("cv.pdf", pdf(annotated(Subtype=Name.FileAttachment, Contents=String(MARK.decode()))), {NEUTRAL}),
        "pdf with a film": ("cv.pdf", pdf(annotated(Subtype=Name.RichMedia, Contents=String(MARK.decode()))), {NEUTRAL}),
        "pdf with xfa": ("cv.pdf", pdf(root(AcroForm=Dictionary(XFA=String(MARK.decode()), Fields=Array()))), {NEUTRAL}),
        "pdf with content elsewhere": ("cv.pdf", pdf(outside_stream), {NEUTRAL, "broken"}),
        "pdf with a password": ("cv.pdf", pdf(encryption=pikepdf.Encryption(user="x", owner="y")), {"encrypted"}),
        "pdf with an owner": ("cv.pdf", pdf(encryption=pikepdf.Encryption(user="", owner="y")), {"encrypted"}),
        # Documents that carry or fetch
        "docx path up": ("cv.docx", with_parts({"../../etc/x.xml": "<a/>"}), broken),
        "docx absolute path": ("cv.docx", with_parts({"/etc/x.xml": "<a/>"}), broken),
        "docx windows path": ("cv.docx", with_parts({"c:\\x.xml": "<a/>"}), broken),
        "docx part twice": ("cv.docx", twice(), broken),
        "docx xxe": ("cv.docx", docx("<w:p>&e;</w:p>", XXE), {"link"}),
        "docx xxe in utf-16": ("cv.docx", with_parts({"word/a.xml": f"{XXE}<a>&e;</a>".encode("utf-16")}), {"link"}),
        "docx that laughs": ("cv.docx", docx("<w:p>&l8;</w:p>", f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'), {"link"}),
        "docm": ("cv.docm", docx(kind="document.macroEnabled.main"), {"macro"}),
        "macro in a docx": ("cv.docx", with_parts({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), {"macro"}),
        "activex": ("cv.docx", with_parts({"word/activeX/activeX1.xml": "<a/>"}), {"macro"}),
        "docx template elsewhere": (
            "cv.docx",
            with_parts({"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://127.0.0.1/x.dotm")}),
            {"link"},
        ),
        "docx picture elsewhere": (
            "cv.docx",
            with_parts({"word/_rels/document.xml.rels": relation("image", "http://127.0.0.1/x.png")}),
            {"link"},
        ),
        "docx part on a share": (
            "cv.docx",
            with_parts({"word/_rels/document.xml.rels": relation("frame", "\\\\127.0.0.1\\x", external=False)}),
            {"link"},
        ),
        "docx script address": (
            "cv.docx",
            with_parts({"word/_rels/document.xml.rels": relation("hyperlink", "javascript:alert(1)")}),
            {"link"},
        ),
        "docx dde": ("cv.docx", docx(field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe")), {"link"}),
        "docx dde in pieces": ("cv.docx", docx(field("D", "DE", "AUTO c:\\\\x")), {"link"}),
        "docx dde simple": ("cv.docx", docx('<w:fldSimple w:instr="DDE a b"/>'), {"link"}),
        "docx includes a text": ("cv.docx", docx(field("INCLUDETEXT http://127.0.0.1/x")), {"link"}),
        "docx quotes letters": ("cv.docx", docx(field("QUOTE 68 68 69")), {"link"}),
        "docx in a docx": ("cv.docx", docx('<w:altChunk r:id="rId1"/>'), {"inside"}),
        "docx with an object": ("cv.docx", with_parts({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), {"inside"}),
        "docx with a font": ("cv.docx", with_parts({"word/fonts/font1.odttf": MARK}), {"inside"}),
        "docx with a drawing of windows": ("cv.docx", with_parts({"word/media/image1.wmf": MARK}), {"inside"}),
        "docx with a page as picture": ("cv.docx", with_parts({"word/media/image1.png": svg}), broken),
        "docx with a bomb as picture": ("cv.docx", with_parts({"word/media/image1.png": huge_png(20_000, 20_000)}), {"pixels"}),
        "docx with a photo": ("cv.docx", with_parts({"word/media/image1.jpg": photo()}), {NEUTRAL}),
        "docx with a password": ("cv.docx", locked_zip(docx()), {"encrypted"}),
        "odt with macros": ("cv.odt", odt(parts={"Basic/Standard/Module1.xml": "<a/>"}), {"macro"}),
        "odt that listens": ("cv.odt", odt('<office:event-listeners><script:event-listener/></office:event-listeners>'), {"inside"}),
        "odt picture elsewhere": ("cv.odt", odt('<draw:image xlink:href="http://127.0.0.1/x.png"/>'), {"link"}),
        "odt with an object": ("cv.odt", odt('<draw:object xlink:href="./Object 1"/>'), {"inside"}),
        "odt xxe": ("cv.odt", odt("<text:p>&e;</text:p>", XXE), {"link"}),
        "odt with a password": ("cv.odt", odt(parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), {"encrypted"}),
        # Names
        "path up": ("../../../etc/passwd.pdf", pdf(), {NEUTRAL}),
        "windows path": ("C:\\Users\\Fatima\\cv.pdf", pdf(), {NEUTRAL}),
        "255 signs": ("a" * 255 + ".pdf", pdf(), {NEUTRAL}),
        "two endings": ("cv.pdf.exe", pdf(), {NEUTRAL}),
        "name that turns": ("cv\u202efdp.exe", pdf(), {NEUTRAL}),
        "name with a page": ('<img src=x onerror="alert(1)">.pdf', pdf(), {NEUTRAL}),
        "name of a device": ("CON.pdf", pdf(), {NEUTRAL}),
        "no name": (".pdf", pdf(), {NEUTRAL}),
    }  # fmt: skip


GOOD = {
    "pdf": lambda: pdf(action(S=Name.URI, URI=String("https://example.org/cv"))),
    "jpg": photo,
    "png": image,
    "docx": lambda: with_parts(
        {
            "word/media/image1.png": image(),
            "word/_rels/document.xml.rels": relation("hyperlink", "https://example.org/"),
            "customXml/_rels/item1.xml.rels": relation("customXmlProps", "../customXml/itemProps1.xml", external=False),
            "word/footer1.xml": document(field(" PAGE ", " \\* MERGEFORMAT")),
        }
    ),
    "odt": lambda: odt(
        '<text:p><text:a xlink:href="https://example.org/">x</text:a><draw:image xlink:href="Pictures/a.png"/></text:p>',
        parts={
            "Pictures/a.png": image(),
            "layout-cache": b"\0",
            "Configurations2/accelerator/current.xml": "",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:m"><manifest:file-entry '
            'manifest:full-path="layout-cache"/></manifest:manifest>',
        },
    ),
}
