"""Pages about access: who may read them, and what they never show."""

import pytest
from django.urls import reverse

from werkcentrum.access import actions
from werkcentrum.audit.record import record_readings


@pytest.mark.parametrize(
    ("route", "role", "status"),
    [
        ("access:log", "privacyofficer", 200),
        ("access:log", "beheerder", 403),
        ("access:log", "gids", 403),
        ("access:roles", "beheerder", 200),
        ("staff:people", "privacyofficer", 200),
        ("staff:people", "werkgever", 403),
    ],
)
def test_who_reads_what(world, route, role, status):
    assert world.browser(world.actor(role)).get(reverse(route)).status_code == status


def test_log_names_no_client(world):
    lead = world.coach()
    client = world.client_of(lead, surname="Kanarie")
    lead.saw([client.pk], "plan")
    record_readings(lead)
    page = world.browser(world.actor("privacyofficer")).get(reverse("access:log")).content.decode()
    assert "plan" in page and str(client.dossier.public_id)[:8] in page
    assert "Kanarie" not in page


def test_list_of_people_hides_that_somebody_is_a_client(world):
    world.actor("klant", name="Stille Klant")
    page = world.browser(world.actor("beheerder")).get(reverse("staff:people")).content.decode()
    assert "Stille Klant" not in page


def test_choosing_where_one_works(world):
    coach = world.coach()
    other = actions.grant_membership(
        user=coach.user, participation=world.cell("gemeente-leeuwarden"), role="coach", by=None
    )
    browser = world.browser(coach)
    page = browser.get(reverse("access:choose_membership")).content.decode()
    assert "UWV" in page and "Gemeente Leeuwarden" in page
    assert browser.post(reverse("access:choose_membership"), {"membership": other.pk}).status_code == 302
    assert browser.session["membership"] == other.pk


def test_nobody_chooses_somebody_elses_membership(world):
    coach, boss = world.coach(), world.actor("privacyofficer")
    answer = world.browser(coach).post(reverse("access:choose_membership"), {"membership": boss.membership.pk})
    assert answer.status_code == 404


def test_an_untagged_route_is_not_served(world, settings):
    settings.ROOT_URLCONF = "tests.support.untagged_urls"
    assert world.browser(world.coach()).get("/zonder-tag/").status_code == 403


def test_no_log_row_no_page(world, monkeypatch):
    from django.db import DatabaseError

    def fail(actor, **kwargs):
        raise DatabaseError("log is full")

    monkeypatch.setattr("werkcentrum.access.middleware.record_readings", fail)
    answer = world.browser(world.actor("privacyofficer")).get(reverse("access:roles"))
    assert answer.status_code == 503
    assert "Rollen" not in answer.content.decode()


def test_demo_account_opens_nothing_outside_a_demonstration(world, settings):
    coach = world.coach()
    coach.user.is_demo = True
    coach.user.save()
    settings.TESTING = settings.DEMO = False
    from django.test import Client as Browser

    answer = Browser().post(reverse("account_login"), {"login": coach.user.email, "password": "wachtwoord-voor-test"})
    assert answer.status_code == 403


def test_second_factor_is_asked_before_anything_else(world, settings):
    settings.TESTING = settings.DEMO = False
    answer = world.browser(world.coach()).get(reverse("access:choose_membership").replace("werkplek", "rollen"))
    assert answer.status_code == 302 and answer.url == reverse("mfa_index")


def test_a_session_lives_on_while_somebody_works_and_is_written_once_a_minute(world, monkeypatch):
    from django.utils import timezone

    from werkcentrum.access.models import Session

    browser, page = world.browser(world.actor("beheerder")), reverse("access:roles")
    clock = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: clock)
    browser.get(page)
    first = Session.objects.get().expire_date
    browser.get(page)
    assert Session.objects.get().expire_date == first
    clock += timezone.timedelta(seconds=61)
    browser.get(page)
    assert Session.objects.get().expire_date > first
