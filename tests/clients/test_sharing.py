"""Consent: given to somebody for something until a day, and taken back so that the next request shows nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from clients.actions import consents
from clients.models import Consent, Entry
from clients.sharing import shared_of, support_until
from tests.support.racing import one_won, race
from werkcentrum.access import consented
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Event
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.refusal import Conflict, Refused

DAY = datetime.timedelta(days=1)


@pytest.fixture
def scene(world):
    coach, adviser = world.coach(), world.coach("sociale-partners", name="Anne")
    client = world.client_of(coach)
    klant = world.actor("klant", name="Fatima")
    Involvement.objects.create(
        dossier=client.dossier, user=klant.user, relation="self", ground="self", valid_from=timezone.now() - DAY,
        created_by=coach.user,
    )  # fmt: skip
    return world, coach, adviser, client, klant


def give(client, coach, cell=None, **fields):
    today = timezone.localdate()
    values = {
        "purpose": "ondersteuning",
        "groups": ["G5", "G8"],
        "valid_from": today,
        "valid_until": today + 90 * DAY,
        "way": "besproken",
        "receiver": cell,
    }
    return consents.give(client=client, by=coach, **(values | fields))


def support(world, adviser, client, consent, groups=("G5",)):
    until = support_until(client_id=client.pk, cell=adviser.cell, groups=groups)
    return Involvement.objects.create(
        dossier=client.dossier, user=adviser.user, participation=adviser.cell, relation=Relation.SUPPORT,
        ground="consent", field_groups=list(groups), valid_from=timezone.now(), valid_until=until,
        created_by=consent.recorded_by,
    )  # fmt: skip


def test_a_coach_records_what_was_agreed_and_the_client_reads_it(scene):
    world, coach, adviser, client, klant = scene
    browser = world.browser(coach)
    url = reverse("clients:sharing", args=[client.public_id])
    assert "Nog geen toestemming" in browser.get(url).content.decode()
    typed = {
        "purpose": "ondersteuning", "receiver": adviser.cell.pk, "groups": ["G5", "G8"], "way": "besproken",
        "valid_from": "24-11-2026", "valid_until": "24-01-2027",
    }  # fmt: skip
    today = timezone.localdate()
    typed |= {"valid_from": f"{today:%d-%m-%Y}", "valid_until": f"{today + 20 * DAY:%d-%m-%Y}"}
    page = browser.post(url, typed, follow=True).content.decode()
    assert "De toestemming is vastgelegd" in page and "Loopt bijna af" in page
    mine = world.browser(klant).get(reverse("clients:my_sharing")).content.decode()
    assert "Loopbaanadvies sociale partners" in mine
    assert "werkervaring, opleiding en wensen" in mine and "het plan en de stappen" in mine
    assert "Nee zeggen verandert niets aan uw uitkering" in mine
    assert Entry.objects.filter(client=client, kind="consent").count() == 1


def test_the_client_takes_it_back_and_the_next_request_of_the_other_shows_nothing(scene):
    world, coach, adviser, client, klant = scene
    consent = give(client, coach, adviser.cell)
    support(world, adviser, client, consent)
    other, dossier = world.browser(adviser), reverse("clients:person", args=[client.public_id])
    assert other.get(dossier).status_code == 200
    mine = world.browser(klant)
    done = mine.post(reverse("clients:my_sharing_withdraw", args=[consent.public_id]), follow=True)
    assert "Vanaf nu delen wij deze gegevens niet meer" in done.content.decode()
    assert other.get(dossier).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_by == klant.user and consent.history.count() == 2
    assert Event.objects.filter(action="clients.withdraw_consent", dossier=client.dossier).exists()
    assert "Ingetrokken" in mine.get(reverse("clients:my_sharing")).content.decode()


def test_taken_back_twice_is_a_sentence(scene):
    _, coach, adviser, client, klant = scene
    consent = give(client, coach, adviser.cell)
    consents.withdraw(consent=consent, by=coach)
    with pytest.raises(Conflict, match="al ingetrokken"):
        consents.withdraw(consent=consent, by=klant)


def test_support_goes_on_while_another_consent_covers_it(scene):
    world, coach, adviser, client, _ = scene
    first = give(client, coach, adviser.cell)
    give(client, coach, purpose="loopbaan", receiver_kind="social_partner", groups=["G5"])
    row = support(world, adviser, client, first)
    consents.withdraw(consent=first, by=coach)
    row.refresh_from_db()
    assert row.valid_until > timezone.now() + 80 * DAY


def test_only_what_a_consent_names_can_be_supported(scene):
    world, coach, adviser, client, _ = scene
    consent = give(client, coach, adviser.cell)
    assert support_until(client_id=client.pk, cell=adviser.cell, groups=["G6"]) is None
    assert consented.support_until(dossier_id=client.pk, cell=adviser.cell, groups=["G1", "G5"]) > timezone.now()
    late = timezone.now() + 200 * DAY
    for groups, until in ((["G6"], timezone.now() + DAY), (["G5"], late)):
        with pytest.raises(IntegrityError, match="without a consent"), transaction.atomic():
            Involvement.objects.create(
                dossier=client.dossier, user=adviser.user, participation=adviser.cell, relation="support",
                ground="consent", field_groups=groups, valid_from=timezone.now(), valid_until=until,
                created_by=coach.user,
            )  # fmt: skip
    row = support(world, adviser, client, consent)
    with pytest.raises(IntegrityError, match="without a consent"), transaction.atomic():
        Involvement.objects.filter(pk=row.pk).update(field_groups=["G5", "G6"])


def test_without_its_trigger_support_would_outlive_the_consent(scene):
    """The guard, taken away."""
    world, coach, adviser, client, _ = scene
    consent = give(client, coach, adviser.cell)
    row = support(world, adviser, client, consent)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER consent_ends_support ON clients_consent")
    consents.withdraw(consent=consent, by=coach)
    row.refresh_from_db()
    assert row.valid_until > timezone.now() + DAY


def test_the_same_purpose_and_receiver_runs_once(scene):
    world, coach, adviser, client, _ = scene
    give(client, coach, adviser.cell)
    with pytest.raises(Conflict, match="loopt in die tijd al een toestemming"):
        give(client, coach, adviser.cell)
    give(client, coach, world.cell("uwv"))
    give(client, coach, receiver_kind="education")
    with pytest.raises(Conflict):
        give(client, coach, receiver_kind="education")
    consents.withdraw(consent=Consent.objects.get(receiver=adviser.cell), by=coach)
    give(client, coach, adviser.cell)
    assert [row.state for row in shared_of(client)].count("withdrawn") == 1


def test_a_year_at_most(scene):
    world, coach, adviser, client, _ = scene
    today = timezone.localdate()
    with pytest.raises(Refused, match="12 maanden"):
        give(client, coach, adviser.cell, valid_until=today + 400 * DAY)
    with pytest.raises(IntegrityError, match="consent_at_most_a_year"), transaction.atomic():
        world.consent(client, adviser.cell, days=400)


def test_a_supporting_person_records_nothing(scene):
    world, coach, adviser, client, _ = scene
    support(world, adviser, client, give(client, coach, adviser.cell))
    with pytest.raises(PermissionDenied):
        give(client, adviser, adviser.cell, purpose="loopbaan")


@pytest.mark.django_db(transaction=True)
def test_a_race_gives_one_consent(committed_world):
    world = committed_world
    coach = world.coach()
    client, cell = world.client_of(coach), world.cell("sociale-partners")
    assert not one_won(race(4, lambda i: give(client, of_user(coach.user), cell)))
    consent = Consent.objects.get()
    assert not one_won(race(4, lambda i: consents.withdraw(consent=consent, by=of_user(coach.user))))
    assert G.PLAN.value in consent.groups
