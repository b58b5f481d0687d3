"""The people of the demonstration: at every stage, led by one, and left alone by a second start."""

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from clients import bsn
from clients.models import Client, Document, Entry, Handover, LightContact, Visit
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Cover, Involvement, Review, Seal, User
from werkcentrum.web.demo.steps import STEPS
from werkplan.demo.clock import days_ago, month_end, month_start
from werkplan.demo.people import STORIES, load_people
from werkplan.models import Inzet, Werkplan


@pytest.mark.django_db
def test_people_at_every_stage_and_only_once():
    for _, path in STEPS:
        import_string(path)()
    counts = [model.objects.count() for model in (Client, Entry, Handover, Visit, LightContact)]
    load_people()
    assert counts == [model.objects.count() for model in (Client, Entry, Handover, Visit, LightContact)]
    assert Client.objects.count() == len(STORIES)
    leads = Involvement.objects.live().filter(relation="lead")
    assert sorted(leads.values_list("dossier", flat=True)) == sorted(Client.objects.values_list("pk", flat=True))
    stages = {"concept", "in_uitvoering", "overdracht_aangeboden", "nazorg", "afgesloten", "gepauzeerd"}
    assert stages == set(Werkplan.objects.values_list("state", flat=True))
    assert Inzet.objects.filter(state="te_herbevestigen").exists()
    assert Handover.objects.open().filter(assigned_to=None).count() == 3
    assert Handover.objects.open().filter(escalated_at__isnull=False).count() == 1
    assert not Entry.objects.filter(at__gt=timezone.now()).exists()
    waits = Review.objects.get(kind="glass")
    assert waits.state == "open" and waits.participation.partner.slug == "gemeente-leeuwarden"
    assert (Seal.objects.get().state, Document.objects.count(), Cover.objects.count()) == ("besloten", 1, 1)
    sanne = of_user(User.objects.get(email__startswith="sanne@"))
    assert [client.call_name for client in Client.objects.visible_to(sanne)] == ["Sanne"]


def test_numbers_are_of_the_test_series():
    numbers = [person.bsn for person, _ in STORIES]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number.startswith("9999")
        assert bsn.clean(number) == number


def test_clock_goes_back_and_returns():
    today = timezone.localdate()
    with days_ago(400) as then:
        assert (today - then).days == 400
    assert timezone.localdate() == today
    assert str(month_end(today.replace(year=2026, month=11, day=30), 3)) == "2027-02-28"
    assert str(month_start(today.replace(year=2026, month=12, day=1))) == "2027-01-01"
