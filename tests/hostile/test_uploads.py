"""Every hostile file is refused or without harm, whatever it is called; good files stay good (B23).

Red without its guards: `test_the_files_mean_harm` looks at the files themselves and finds the harm in them.
"""

import io
import socket
import struct
import zipfile
from threading import Thread

import pikepdf
import pytest
from PIL import Image

from tests.support.hostile_files import EICAR, GOOD, MARK, NEUTRAL, attacks, image, pdf, photo
from tests.support.results import result
from werkcentrum.uploads import NotAccepted, accept, clean_name
from werkcentrum.uploads.harm import SENTENCES
from werkcentrum.uploads.scanner import ScannerDown, finds_virus

HARM = [
    MARK,
    b"<script",
    b"/JavaScript",
    b"/JS",
    b"/Launch",
    b"/EmbeddedFile",
    b"/XFA",
    b"/OpenAction",
    b"/AA",
    b"EICAR",
]


def unpacked(kind, body):
    """Everything that is in a file, folded out."""
    found = [body]
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(body)) as made:
            for item in made.objects:
                found.append(item.unparse())
                if isinstance(item, pikepdf.Stream) and item.get("/Length", 0) < 10_000:
                    found.append(item.read_bytes())
    elif kind in {"docx", "odt"}:
        with zipfile.ZipFile(io.BytesIO(body)) as source:
            assert source.testzip() is None and not source.comment
            found += [source.read(name) for name in source.namelist()]
    else:
        with Image.open(io.BytesIO(body)) as made:
            made.load()
            assert not made.getexif() and not {"comment", "icc_profile", "exif"} & set(made.info)
    return b"\n".join(found)


@pytest.fixture(scope="module")
def hostile():
    return attacks()


def verdict(name, body, right) -> list[str]:
    """What is wrong with how a hostile file was met."""
    try:
        taken = accept(body, name=name)
    except NotAccepted as no:
        said = no.sentence.endswith(".") and name not in no.sentence
        return [] if no.code in right and said else [f"refused as {no.code}: {no.sentence}"]
    if NEUTRAL not in right:
        return [f"taken as {taken.kind}"]
    inside = unpacked(taken.kind, taken.body)
    found = [f"still holds {harm}" for harm in HARM if harm in inside]
    if taken.body == body:
        found.append("taken as it came")
    bad_name = set(taken.name) & set('/\\<>"\0\u202e') or taken.name.startswith(".") or len(taken.name) > 80
    if bad_name or not taken.name.endswith(f".{taken.kind}"):
        found.append(f"shown as {taken.name!r}")
    return found


def test_every_hostile_file_is_refused_or_without_harm(hostile):
    wrong = {attack: found for attack, facts in hostile.items() if (found := verdict(*facts))}
    result("B23", files=len(hostile), through=len(wrong))
    assert wrong == {}
    assert len(hostile) >= 60
    assert all(SENTENCES[code] for *_, codes in hostile.values() for code in codes - {NEUTRAL})


def test_the_files_mean_harm(hostile):
    """The other side: what is called neutral afterwards was not before."""
    found = 0
    for name, (_, body, right) in hostile.items():
        if right == {NEUTRAL} and name.startswith(("pdf", "jpg", "png", "photo", "php")):
            with_harm = body + (unpacked("pdf", body) if name.startswith("pdf ") and "zip" not in name else b"")
            assert any(harm in with_harm for harm in HARM), name
            found += 1
    assert found >= 15


@pytest.mark.parametrize("kind", GOOD)
def test_good_files_stay_good(kind):
    taken = accept(GOOD[kind](), name="Mijn cv.exe")
    assert (taken.kind, taken.name, taken.scanned) == (kind, f"Mijn cv.{kind}", True)
    inside = unpacked(kind, taken.body)
    if kind in {"docx", "odt"}:
        assert b"https://example.org/" in inside
    if kind == "odt":
        assert zipfile.ZipFile(io.BytesIO(taken.body)).namelist()[0] == "mimetype" and b"layout-cache" not in inside
    if kind == "pdf":
        assert b"https://example.org/cv" in inside, "a plain link may stay"
    assert accept(taken.body, name="x").kind == kind, "what we made we would take again"


def test_a_photo_stands_upright_and_says_nothing():
    taken = accept(photo(size=(60, 40)), name="x")
    with Image.open(io.BytesIO(taken.body)) as made:
        assert made.size == (40, 60) and made.mode == "RGB"
    large = accept(image("JPEG", size=(6000, 4000)), name="x")
    with Image.open(io.BytesIO(large.body)) as made:
        assert max(made.size) <= 4000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Cv Fatima.PDF", "Cv Fatima.pdf"),
        ("cv.pdf.exe", "cv.pdf"),
        ("../../x", "x.pdf"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("123456782 cv.pdf", "cv.pdf"),
        ("é" * 300, "é" * 76 + ".pdf"),
        ("diploma 2019.pdf", "diploma 2019.pdf"),
    ],
)
def test_the_name_that_is_shown(raw, shown):
    assert clean_name(raw, "pdf") == shown


class Clamd:
    """A scanner that answers what it is told, on loopback."""

    def __init__(self, answer):
        self.answer, self.seen = answer, b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        Thread(target=self.serve, daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self):
        caller, _ = self.socket.accept()
        with caller, caller.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while length := struct.unpack(">I", told.read(4))[0]:
                self.seen += told.read(length)
            if self.answer is not None:
                caller.sendall(self.answer)


def test_the_scanner_sees_the_file_as_it_came(settings):
    clamd = Clamd(b"stream: OK\0")
    settings.SCANNER = clamd.address
    body = pdf()
    assert accept(body, name="cv.pdf").scanned and clamd.seen == body


def test_the_scanner_finds_something(settings):
    settings.SCANNER = Clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0").address
    with pytest.raises(NotAccepted, match="virus"):
        accept(pdf(), name="cv.pdf")


@pytest.mark.parametrize("answer", [b"", None, b"stream: size limit exceeded ERROR\0", b"OK", b"stream: OK extra\0"])
def test_no_clear_answer_is_no_yes(settings, answer):
    settings.SCANNER = Clamd(answer).address
    assert not accept(pdf(), name="cv.pdf").scanned
    settings.SCANNER = Clamd(answer).address
    with pytest.raises(ScannerDown):
        finds_virus(b"x")


def test_a_scanner_that_is_not_there(settings):
    settings.SCANNER = "unix:/nowhere/clamd.ctl"
    assert not accept(pdf(), name="cv.pdf").scanned
    with pytest.raises(NotAccepted):
        accept(EICAR, name="cv.pdf")
