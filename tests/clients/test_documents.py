"""Documents in the dossier: added, opened and taken back, by who may; and what we never keep."""

import tempfile
import uuid
from types import SimpleNamespace

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from clients.actions.documents import add_document, check_document, withdraw_document
from clients.documents import papers_of
from clients.models import Document, DocumentBody, Entry
from tests.support.hostile_files import EICAR, MARK, docx, pdf, photo
from tests.support.sweep import relate
from werkcentrum.access import policy
from werkcentrum.audit.models import Event, Reading
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.refusal import Conflict
from werkcentrum.uploads import harm, scanner


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


@pytest.fixture
def herself(world, client):
    actor = world.actor("klant", name="Fatima")

    relate(actor, "self", SimpleNamespace(client=client))
    return actor


def sent(body=None, name="cv.pdf", kind="cv", **more):
    return {"kind": kind, "note": "Van vorig jaar", "submit_key": uuid.uuid4(), **more} | (
        {"file": SimpleUploadedFile(name, body, "application/octet-stream")} if body is not None else {}
    )


def address(client, name="document_add", *more):
    return reverse(f"clients:{name}", args=[client.public_id, *more])


def add(client, by, body=None, kind="cv", name="cv.pdf", note=""):
    return add_document(client=client, kind=kind, note=note, file=body or pdf(), name=name, size=None, by=by)


def test_a_coach_adds_a_document_and_opens_it(world, coach, client):
    browser = world.browser(coach)
    answer = browser.post(address(client), sent(photo(), "Foto thuis.JPEG", kind="diploma"), follow=True)
    page = answer.content.decode()
    assert "Het document is toegevoegd" in page and "Foto thuis.jpg" in page and "Van vorig jaar" in page
    row = Document.objects.get()
    assert (row.format, row.by_client, row.participation) == ("jpg", False, coach.cell)
    file = browser.get(address(client, "document", row.public_id))
    assert file.content.startswith(b"\xff\xd8\xff") and MARK not in file.content
    assert file.headers["Content-Disposition"] == 'attachment; filename="document.jpg"'
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["X-Content-Type-Options"] == "nosniff" and file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Type"] == "image/jpeg"


def test_what_happened_is_told_and_logged(world, coach, client):
    row = add(client, coach)
    assert Entry.objects.filter(client=client, kind="document").get().text.startswith("Document toegevoegd")
    world.browser(coach).get(address(client, "document", row.public_id))
    assert Reading.objects.filter(dossier=client.pk, part="document", actor=coach.user).count() == 1
    opened = Event.objects.get(action="clients.read_document")
    assert opened.object_id == str(row.pk) and "cv.pdf" not in str(opened.detail)


def test_the_database_holds_nothing_to_read(coach, client):
    row = add(client, coach)
    sealed = bytes(row.content.sealed)
    assert b"%PDF" not in sealed and row.content.body().startswith(b"%PDF")
    other = DocumentBody(document=Document(public_id=uuid.uuid4()), key_id=row.content.key_id, sealed=sealed)
    with pytest.raises(InvalidTag):
        other.body()


def test_the_client_adds_her_own(world, coach, client, herself):
    browser = world.browser(herself)
    page = browser.post(reverse("clients:my_document_add"), sent(docx(), "brief.docx", kind="inkomen"), follow=True)
    assert "brief.docx" in page.content.decode() and Document.objects.get().by_client
    row = Document.objects.get()
    assert browser.get(reverse("clients:my_document", args=[row.public_id])).content.startswith(b"PK")
    assert (
        "brief.docx"
        in world.browser(coach).get(reverse("werkplan:documents", args=[client.public_id])).content.decode()
    )
    browser.post(reverse("clients:my_document_withdraw", args=[row.public_id]), {"submit_key": uuid.uuid4()})
    row.refresh_from_db()
    assert (row.gone_why, row.name, row.note) == ("ingetrokken", "", "") and not DocumentBody.objects.exists()
    assert browser.get(reverse("clients:my_document", args=[row.public_id])).status_code == 404


def test_only_who_added_it_takes_it_back(world, coach, client):
    row = add(client, coach)
    colleague = world.coach(name="Vervanger")
    world.involve(colleague, client)
    page = world.browser(colleague).post(
        address(client, "document_withdraw", row.public_id), {"submit_key": uuid.uuid4()}, follow=True
    )
    assert "Alleen wie dit document toevoegde" in page.content.decode()
    row.refresh_from_db()
    assert row.gone_at is None
    withdraw_document(document=row, by=coach)
    with pytest.raises(Conflict):
        withdraw_document(document=row, by=coach)


@pytest.mark.parametrize(("kind", "words"), [("identiteit", "Participatiewet 17"), ("medisch", "Medische stukken")])
def test_what_we_never_keep(world, coach, client, kind, words):
    answer = world.browser(coach).post(address(client), sent(pdf(), kind=kind))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and not Document.objects.exists()
    assert 'value="Van vorig jaar"' in page and "Kies het bestand nog een keer" in page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"MZ\x90", "Dit soort bestand"),
        (EICAR, "virus"),
        (b"", "leeg"),
        (b"%PDF-1.7" + b"0" * harm.MOST, "groter dan 10 MB"),
        (None, "Kies een bestand"),
    ],
)
def test_a_refused_file_keeps_the_rest_of_the_form(world, coach, client, body, words):
    answer = world.browser(coach).post(address(client), sent(body))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and not Document.objects.exists()
    assert 'value="Van vorig jaar"' in page and '<option value="cv" selected>' in page


def test_twice_is_once(world, coach, client):
    browser, key, body = world.browser(coach), uuid.uuid4(), pdf()
    for _ in range(2):
        assert browser.post(address(client), sent(body, submit_key=key)).status_code == 302
    assert Document.objects.count() == 1
    answer = browser.post(address(client), sent(body))
    assert answer.status_code == 409 and "staat al in het dossier" in answer.content.decode()


def test_who_helps_with_one_thing_sees_the_documents_of_that(world, coach, client):
    cv, letter = add(client, coach), add(client, coach, photo(), "inkomen", "brief.jpg")
    helper = world.coach("gemeente-leeuwarden", name="Anne")
    relate(helper, "support", SimpleNamespace(client=client), groups=(G.PROFILE, G.PLAN))
    browser = world.browser(helper)
    page = browser.get(reverse("werkplan:documents", args=[client.public_id])).content.decode()
    assert "cv.pdf" in page and "brief.jpg" not in page
    assert "Documenten over inkomen en uitkering" in page, "what is closed says why"
    assert browser.get(address(client, "document", cv.public_id)).status_code == 200
    assert browser.get(address(client, "document", letter.public_id)).status_code == 404
    stance = policy.stance(helper, client.pk)
    assert [paper.name for paper in papers_of(client, stance)] == ["cv.pdf"]


def test_a_document_of_another_does_not_open_under_this_one(world, coach, client):
    other = world.client_of(world.coach(name="Ander"), call_name="Ander")
    row = add(other, world.coach(name="Ander"))
    browser = world.browser(coach)
    assert browser.get(address(client, "document", row.public_id)).status_code == 404
    assert browser.post(address(client, "document_withdraw", row.public_id)).status_code == 404


def test_unseen_by_the_scanner_it_waits(world, coach, client, settings, monkeypatch, capsys):
    settings.SCANNER = "unix:/nowhere/clamd.ctl"
    browser = world.browser(coach)
    page = browser.post(address(client), sent(pdf()), follow=True).content.decode()
    assert "wordt nog gecontroleerd" in page and "Wordt nog gecontroleerd" in page
    row = Document.objects.get()
    answer = browser.get(address(client, "document", row.public_id), follow=True)
    assert "wordt nog gecontroleerd" in answer.content.decode(), "never opened unseen"
    call_command("check_documents")
    row.refresh_from_db()
    assert row.checked_at is None
    monkeypatch.setattr(scanner, "finds_virus", lambda body: not body.startswith(b"%PDF"))
    call_command("check_documents")
    row.refresh_from_db()
    assert row.checked_at and browser.get(address(client, "document", row.public_id)).content.startswith(b"%PDF")
    assert "1 zijn nu te openen" in capsys.readouterr().out


def test_a_virus_found_later_goes(coach, client, settings, monkeypatch):
    settings.SCANNER = "unix:/nowhere/clamd.ctl"
    row = add(client, coach)
    monkeypatch.setattr(scanner, "finds_virus", lambda body: True)
    assert not check_document(document=row)
    row.refresh_from_db()
    assert row.gone_why == "virus" and not DocumentBody.objects.exists()
    assert "virus" in Entry.objects.filter(client=client, kind="document").first().text


def test_there_is_an_end(coach, client, monkeypatch):
    monkeypatch.setattr("clients.actions.documents.AT_MOST", 1)
    add(client, coach)
    with pytest.raises(Exception, match="Er staan al 1"):
        add(client, coach, photo())


def test_a_file_is_never_written_to_disk(world, coach, client, monkeypatch):
    def no(*args, **kwargs):
        raise AssertionError("a file of a person on disk")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", no)
    body = photo(size=(3000, 2000), quality=100)
    assert len(body) > 20_000
    assert world.browser(coach).post(address(client), sent(b"\0" * 4_000_000)).status_code == 422
