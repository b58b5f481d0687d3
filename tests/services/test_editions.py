"""A frozen menu: what it holds, that nothing reaches it any more, and that everybody reads it on screen and paper."""

import io
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from services import actions
from services.editions.actions import make_edition
from services.editions.models import Edition
from services.models import Offer
from werkcentrum.refusal import Refused

EDITIONS, MAKE = reverse("services:editions"), reverse("services:edition_make")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def edition(menu):
    menu.published(price_payer="1.900 euro", reach=["GM0080"])
    menu.draft(title="Nog een concept")
    return make_edition(note="Regionaal Beraad", by=menu.coordinator())


def test_the_coordinator_makes_one_and_everybody_reads_it(menu):
    menu.published()
    boss = menu.world.browser(menu.coordinator())
    assert "1 keer aanbod" in text(boss.get(MAKE))
    answer = boss.post(MAKE, {"note": "Beraad van december", "submit_key": str(uuid.uuid4())})
    assert answer.status_code == 302
    anybody = Client()
    assert "Menukaart Friesland, editie 1" in text(anybody.get(EDITIONS))
    page = text(anybody.get(answer.url))
    assert "Taalles" in page and "Beraad van december" in page and "U leert Nederlands" in page
    assert anybody.get(EDITIONS, {"editie": "x"}).status_code == 404
    assert anybody.get(EDITIONS, {"editie": str(uuid.uuid4())}).status_code == 404


def test_what_changes_afterwards_does_not_reach_it(menu, edition):
    before = Client().get(EDITIONS, {"editie": str(edition.public_id), "soort": "json"}).content
    offer = Offer.objects.get(state="gepubliceerd")
    boss = menu.coordinator()
    actions.change_offer(offer=offer, values={"title": "Heel anders"}, version=offer.version, by=boss)
    offer.refresh_from_db()
    actions.withdraw_offer(offer=offer, reason="Klaar.", by=boss)
    assert Client().get(EDITIONS, {"editie": str(edition.public_id), "soort": "json"}).content == before
    assert b"Taalles" in before
    with pytest.raises(Refused, match="nog niets op de menukaart"):
        make_edition(by=boss)


def test_it_holds_what_stood_on_the_menu_and_no_price_of_payers(edition):
    data = json.loads(Client().get(EDITIONS, {"editie": str(edition.public_id), "soort": "json"}).content)
    assert [one["name"] for one in data["services"]] == ["Taalles"]
    assert (data["edition"], data["region"]["name"]) == (1, "Friesland")
    assert "1.900 euro" not in json.dumps(data)
    assert data["services"][0]["service_areas"][0]["name"] == "Leeuwarden"


def test_on_paper_it_is_tagged_and_the_same_every_time(edition):
    address = {"editie": str(edition.public_id), "soort": "pdf"}
    body = Client().get(EDITIONS, address).content
    assert body == Client().get(EDITIONS, address).content
    pdf = PdfReader(io.BytesIO(body))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "nl-NL"
    words = "".join(page.extract_text() for page in pdf.pages)
    assert "Menukaart Friesland, editie 1" in words and "Taalles" in words


def test_numbers_count_per_region_and_only_a_coordinator_makes_one(menu, edition):
    assert make_edition(by=menu.coordinator()).number == 2
    with pytest.raises(PermissionDenied):
        make_edition(by=menu.world.coach("gemeente-leeuwarden"))
    assert Edition.objects.count() == 2
