"""What stays when one no longer works in a dossier: own contributions for thirty days; and a dossier that is closed."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Entry
from clients.timeline import tell
from tests.support.dossiers import MUNICIPAL, full, hand_over
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Reading
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkplan.actions import handover
from werkplan.actions.closing import close_dossier, reopen_dossier

DAY = datetime.timedelta(days=1)


def post(world, actor, address, **data):
    return world.browser(actor).post(address, {"submit_key": str(uuid4()), **data})


def text(page):
    return page.content.decode()


@pytest.fixture
def given(world):
    """A dossier that went to a municipality a moment ago."""
    from services.load import load_catalogue

    load_catalogue()
    whole = full(world, world.coach(name="Ulla"), 1)
    hand_over(world, whole)
    whole.client.income_periods.update(code="BIJSTAND")
    handover.accept(handover=whole.handover, by=of_user(whole.receiver.user))
    return whole


def own_part(whole):
    return reverse("werkplan:former", args=[whole.client.public_id])


def note(whole, words, by):
    event = record("test.note", whole.client, by=by, dossier=whole.client.pk)
    tell(client=whole.client, kind="note", text=words, event=event, by=by)


def test_who_led_sees_the_card_and_what_she_wrote_herself(world, given):
    note(given, "Van de nieuwe regiehouder.", given.receiver)
    page = text(world.browser(given.lead).get(own_part(given)))
    assert "F. el A., 1995" in page and "Nieuwe stap: ‘Cv maken’" in page
    for hidden in ("Amrani", "Fatima", "nieuwe regiehouder.", "000-0000000", given.bsn):
        assert hidden not in page, hidden
    assert Reading.objects.filter(actor=given.lead.user, dossier=given.client.pk, part="former").exists()
    page = text(world.browser(given.lead).get(reverse("werkplan:inbox")))
    assert own_part(given) in page


def test_what_is_written_afterwards_is_not_hers_to_see(world, given, monkeypatch):
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + DAY)
    note(given, "Van later.", given.lead)
    assert "Van later." not in text(world.browser(given.lead).get(own_part(given)))


def test_after_thirty_days_there_is_nothing(world, given, monkeypatch):
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + 31 * DAY)
    assert world.browser(given.lead).get(own_part(given)).status_code == 404


def test_it_is_for_who_led_before_and_for_nobody_else(world, given):
    for actor in (given.receiver, world.coach(name="Derde"), world.team_leader(), world.team_leader(MUNICIPAL)):
        assert world.browser(actor).get(own_part(given)).status_code == 404


def test_the_coach_who_knows_the_client_says_so_on_the_card(world):
    from services.load import load_catalogue

    load_catalogue()
    whole = full(world, world.coach(name="Ulla"), 1)
    hand_over(world, whole)
    card = reverse("werkplan:handover", args=[whole.handover.public_id])
    address = reverse("werkplan:handover_kin", args=[whole.handover.public_id])
    assert address in text(world.browser(whole.receiver).get(card))
    assert world.browser(world.team_leader(MUNICIPAL)).get(address).status_code in {403, 404}
    assert "van huis" in text(world.browser(whole.receiver).get(address))
    assert post(world, whole.receiver, address).status_code == 302
    assert world.browser(whole.receiver).get(card).status_code == 404
    assert world.browser(world.team_leader(MUNICIPAL)).get(card).status_code == 200, "who divides goes on"


# A closed dossier


@pytest.fixture
def lead(world):
    return world.coach(name="Ulla")


@pytest.fixture
def client(world, lead):
    return world.client_of(lead)


def close_url(client):
    return reverse("werkplan:dossier_close", args=[client.public_id])


def test_the_lead_closes_it_and_only_she_still_reads_it(world, lead, client):
    other, klant = world.coach(name="Pieter"), world.actor("klant", name="Fatima")
    world.involve(other, client)
    access.involve(dossier=client.dossier, user=klant.user, participation=None, relation=Relation.SELF, by=lead)
    assert "12 maanden" in text(world.browser(lead).get(close_url(client)))
    assert post(world, lead, close_url(client)).status_code == 302
    person = reverse("clients:person", args=[client.public_id])
    assert [world.browser(actor).get(person).status_code for actor in (lead, other)] == [200, 404]
    assert world.browser(klant).get(reverse("clients:my_data")).status_code == 200
    assert Entry.objects.filter(client=client, text__contains="gesloten").exists()
    for page in (reverse("clients:list"), reverse("werkplan:today")):
        assert str(client.public_id) not in text(world.browser(lead).get(page)), "in no list"
    refused = world.browser(lead).get(reverse("clients:person_edit", args=[client.public_id]))
    assert refused.status_code == 409 and "Heropen het eerst" in text(refused)


def test_after_twelve_months_the_lead_does_not_read_it_either(world, lead, client, monkeypatch):
    close_dossier(client=client, by=lead)
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + 366 * DAY)
    assert not Client.objects.visible_to(of_user(lead.user)).exists()


def test_it_opens_again_with_its_lead_alone(world, lead, client):
    other = world.coach(name="Pieter")
    world.involve(other, client)
    close_dossier(client=client, by=lead)
    seen = text(world.browser(lead).get(reverse("clients:watchers", args=[client.public_id])))
    assert "Heropen dit dossier" in seen and "Laat iemand meekijken" not in seen
    assert post(world, lead, close_url(client)).status_code == 302
    assert world.browser(lead).get(reverse("clients:person_edit", args=[client.public_id])).status_code == 200
    assert not Client.objects.visible_to(of_user(other.user)).exists()
    with pytest.raises(Conflict, match="al open"):
        reopen_dossier(client=client, by=of_user(lead.user))


def test_not_while_the_plan_runs_or_an_offer_waits(world):
    from services.load import load_catalogue

    load_catalogue()
    whole = full(world, world.coach(name="Ulla"), 1)
    refused = post(world, whole.lead, close_url(whole.client))
    assert refused.status_code == 409 and "plan loopt nog" in text(refused)
    assert Involvement.objects.live().filter(dossier=whole.client.pk).count() > 1
