"""Gesprek: plan on screen, one save for note, ticked steps, a new step and the next appointment."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.actions.appointments import plan_appointment
from clients.models import Appointment, Note
from tests.factories.world import test_bsn
from tests.werkplan.plans import add_step, running_plan
from werkcentrum.access.drafts import draft_of
from werkcentrum.access.kept import kept_for
from werkplan.actions import steps
from werkplan.models import Step

SOON = datetime.timedelta(days=9)


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    client = world.client_of(coach)
    _, goal, made = running_plan(coach, client, number=2)
    for step in made:
        step.refresh_from_db()
    client.goal, client.made = goal, made
    return client


def url(client, name="conversation"):
    return reverse(f"werkplan:{name}", args=[client.public_id])


def form(**facts):
    given = {"text": "", "audience": "eigen", "way": "gesprek", "next_minutes": "45", "next_way": "plek"}
    return given | {"submit_key": str(uuid4())} | facts


def test_one_save_keeps_all_that_came_of_it(world, coach, client):
    browser, (first, second) = world.browser(coach), client.made
    page = browser.get(url(client)).content.decode()
    assert client.goal.text in page and first.title in page and second.title in page
    day = f"{timezone.localdate() + SOON:%d-%m-%Y}"
    answer = browser.post(
        url(client),
        form(
            text="Wij oefenden een gesprek.", audience="klant", done=[str(first.pk)], step_title="Bel de school",
            step_goal=str(client.goal.pk), step_who="klant", next_day=day, next_clock="10:30", next_place="Kamer 2",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == ("klaar", "afgesproken")
    assert Step.objects.filter(title="Bel de school", goal=client.goal).exists()
    note, appointment = Note.objects.get(), Appointment.objects.get()
    assert (note.text, note.audience) == ("Wij oefenden een gesprek.", "klant")
    assert timezone.localtime(appointment.starts_at).strftime("%H:%M") == "10:30"
    after = browser.get(answer.url).content.decode()
    assert "de notitie, 1 stap klaar, een nieuwe stap, een afspraak op" in after


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"text": ""}, "Er is nog niets ingevuld"),
        ({"text": f"BSN {test_bsn(1)}"}, "lijkt"),
        ({"text": "Goed gesprek.", "next_day": "01-12-2099"}, "Hoe laat is de afspraak?"),
        ({"text": "Goed gesprek.", "next_day": "01-01-2020", "next_clock": "9:00", "next_place": "x"}, "nog komt"),
        ({"text": "Goed gesprek.", "done": ["999999"]}, "Kijk hoe hij er nu voor staat"),
    ],
)
def test_one_refusal_keeps_nothing_and_loses_nothing_that_was_typed(world, coach, client, facts, sentence):
    answer = world.browser(coach).post(url(client), form(**facts))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and facts["text"] in page
    assert not Note.objects.exists() and not Appointment.objects.exists()


def test_a_step_that_a_colleague_finished_meanwhile_undoes_the_rest(world, coach, client):
    first = client.made[0]
    browser = world.browser(coach)
    browser.get(url(client))
    steps.move_step(step=first, move="finish", by=coach)
    answer = browser.post(url(client), form(text="Goed gesprek.", done=[str(first.pk)]))
    assert answer.status_code == 422 and "Goed gesprek." in answer.content.decode() and not Note.objects.exists()


def test_a_form_that_is_sent_twice_counts_once(world, coach, client):
    browser, sent = world.browser(coach), form(text="Goed gesprek.")
    assert browser.post(url(client), sent).url == browser.post(url(client), sent).url
    assert Note.objects.count() == 1


def test_the_appointment_that_it_was_is_settled_along(world, coach, client):
    row = plan_appointment(
        client=client, starts_at=timezone.now() + datetime.timedelta(hours=1), minutes=30, way="telefoon", place="",
        subject="", by=coach,
    )  # fmt: skip
    Appointment.objects.filter(pk=row.pk).update(starts_at=timezone.now() - datetime.timedelta(minutes=40))
    browser = world.browser(coach)
    assert str(row.public_id) in browser.get(url(client), {"afspraak": row.public_id}).content.decode()
    browser.post(url(client), form(text="Goed gesprek.", appointment=str(row.public_id)))
    row.refresh_from_db()
    assert row.state == "geweest" and Note.objects.get().appointment == row


def test_what_is_typed_is_kept_for_who_typed_it_and_gone_when_it_is_sent(world, coach, client):
    browser, colleague = world.browser(coach), world.coach(name="Colleague")
    world.involve(colleague, client, "team")
    typed = form(text="Half gesch", done=[str(client.made[0].pk)])
    kept = browser.post(url(client, "conversation_draft"), typed, headers={"HX-Request": "true"})
    assert kept.status_code == 200 and "alleen voor u" in kept.content.decode()
    again = browser.get(url(client)).content.decode()
    assert "Half gesch" in again and "U was al begonnen" in again and again.count(" checked") >= 2
    assert "Half gesch" not in world.browser(colleague).get(url(client)).content.decode()
    assert not Note.objects.exists() and kept_for(coach.user) == [], "a draft does not wait to be sent"
    browser.post(url(client), form(text="Heel geschreven."))
    assert draft_of(coach.user, url(client)) is None
    assert "Half gesch" not in browser.get(url(client)).content.decode()


def test_without_script_one_goes_on_later_with_a_button(world, coach, client):
    browser, typed = world.browser(coach), form(text="Morgen verder")
    assert browser.post(url(client, "conversation_draft"), typed).status_code == 302
    assert "Morgen verder" in browser.get(url(client)).content.decode()
    assert browser.post(url(client), typed).status_code == 302
    assert Note.objects.get().text == "Morgen verder", "keeping it did not use up the form"


def test_without_a_plan_there_is_still_a_note(world, coach):
    client = world.client_of(coach)
    page = world.browser(coach).get(url(client)).content.decode()
    assert "Er is nog geen plan" in page
    assert world.browser(coach).post(url(client), form(text="Kennisgemaakt.")).status_code == 302
    assert Note.objects.get().client_id == client.pk


def test_the_page_asks_the_same_of_the_database_for_few_and_for_many_steps(world, coach, client):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert world.browser(coach).get(url(client)).status_code == 200
        return len(seen)

    few = asked()
    for number in range(20):
        add_step(coach, client.goal.plan, client.goal, title=f"Stap {number}")
    assert asked() == few
