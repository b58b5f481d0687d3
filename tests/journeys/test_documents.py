"""A client takes a photograph of a letter, her coach reads it and adds a document, and what we never keep stays out."""

from django.urls import reverse

from clients.models import Client
from tests.journeys.hands import fill, press, sees
from tests.support.browser import look, shot
from tests.support.hostile_files import pdf, photo
from werkcentrum.access.door import as_system


def file(name, body, kind="application/octet-stream"):
    return {"name": name, "mimeType": kind, "buffer": body}


def test_documents_from_portal_to_desk_and_back(screens, live_server):
    with as_system("test"):
        client = Client.objects.get(call_name="Sanne")
    page = screens.of("sanne")
    press(page, "Mijn gegevens")
    press(page, "Mijn documenten")
    sees(page, "Mijn documenten")
    press(page, "Document toevoegen")
    look(page)
    fill(page, {"Wat voor document is het?": "Identiteitsbewijs", "Waar gaat het over?": "Mijn paspoort"})
    page.get_by_label("Bestand").set_input_files(file("paspoort.jpg", photo()))
    press(page, "Toevoegen")
    sees(page, "Van uw identiteitsbewijs bewaren wij geen kopie.")
    look(page)
    shot(page, "documents-never")
    fill(page, {"Wat voor document is het?": "Brief of besluit over inkomen of uitkering"})
    page.get_by_label("Bestand").set_input_files(file("IMG_0001.JPEG", photo()))
    press(page, "Toevoegen")
    sees(page, "Het document is toegevoegd.", "IMG_0001.jpg", "Mijn paspoort")
    look(page)
    shot(page, "documents-mine")
    coach = screens.of("marijke")
    coach.goto(live_server.url + reverse("werkplan:documents", args=[client.public_id]))
    sees(coach, "IMG_0001.jpg", "door de klant")
    with coach.expect_download() as taken:
        press(coach, "IMG_0001.jpg")
    assert taken.value.suggested_filename == "document.jpg"
    press(coach, "Document toevoegen")
    look(coach)
    shot(coach, "document-add")
    fill(coach, {"Wat voor document is het?": "Diploma, certificaat of getuigschrift"})
    coach.get_by_label("Bestand").set_input_files(file("virus.pdf", b"MZ\x90"))
    press(coach, "Toevoegen")
    sees(coach, "Dit soort bestand nemen wij niet aan.")
    coach.get_by_label("Bestand").set_input_files(file("diploma.pdf", pdf()))
    press(coach, "Toevoegen")
    sees(coach, "diploma.pdf", "door u")
    look(coach)
    shot(coach, "documents")
    coach.get_by_role("button", name="Intrekken").click()
    sees(coach, "Het document is ingetrokken. Het bestand is weg.")
    assert "diploma.pdf" not in coach.locator("table").last.inner_text()
