"""A fresh proof of who one is, before deeds that weigh; what was typed goes on afterwards, without JavaScript too."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import NationalNumber
from tests.support.referee import Forms
from tests.support.sweep import routes
from werkcentrum.access import stepup
from werkcentrum.access.models import KeptForm
from werkcentrum.audit.models import Event

ASK = reverse("account_reauthenticate")
RESUME = reverse("access:resume")
PASSWORD = "wachtwoord-voor-test"
BSN, RIGHT = "999990019", "999990020"
# Deeds of the matrix that ask for a fresh proof, whichever view does them.
WEIGHTY = {
    ("client", "choose"), ("address", "choose"), ("address", "edit"), ("inzage", "print"), ("log", "export"),
    ("rights", "decide"), ("retention", "decide"),
}  # fmt: skip
# Names that weigh: a route with one of these words in it is guarded, or named here with the reason why not.
WORDS = ("glass", "export", "seal", "membership_propose", "membership_approve", "bsn_correct")
LIGHT = {
    "werkplan:glass": "reads within the hour that was taken with a proof",
    "werkplan:glass_stop": "gives the emergency access back",
    "clients:seal_ask": "asks; the privacy officer decides",
    "clients:my_seal_ask": "asks; the privacy officer decides",
    "services:offer_export": "offers of the menu, which everybody reads; nothing of a person",
    "clients:sealed": "a list of short numbers, without a name; the deed is guarded",
}


@pytest.fixture
def clock(monkeypatch):
    start, shift = timezone.now(), [datetime.timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: start + shift[0])

    def turn(seconds):
        shift[0] += datetime.timedelta(seconds=seconds)

    return turn


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach, bsn=BSN)


def url(name, client):
    return reverse(f"clients:{name}", args=[client.public_id])


def going_on(browser):
    """Press "Verder" on the page of the form that waited."""
    page = browser.get(RESUME)
    form = next(form for form in Forms(page.content.decode(), RESUME).found if "kept_form" in form.fields)
    return browser.post(form.action, form.fields, follow=True)


def test_every_weighty_deed_asks_for_a_fresh_proof():
    found = 0
    for route in routes():
        weighs = (route.tag.obj, route.tag.action) in WEIGHTY or any(word in route.name for word in WORDS)
        if weighs and route.name not in LIGHT:
            found += 1
            assert getattr(route.view, "step_up", None), f"{route.name} is not guarded by access.stepup"
    assert found >= 8


def test_the_number_asks_again_after_ten_minutes_and_then_goes_on(world, coach, client, clock):
    browser = world.browser(coach)
    assert BSN in browser.post(url("bsn", client)).content.decode(), "just logged in: not asked"
    clock(601)
    answer = browser.post(url("bsn", client))
    assert answer.status_code == 302 and answer.url == f"{ASK}?next=%2Ftoegang%2Fverder%2F"
    assert Event.objects.filter(action="clients.read_bsn").count() == 1, "nothing was done yet"
    page = browser.get(answer.url)
    assert "Bent u het nog?" in page.content.decode()
    wrong = browser.post(ASK, {"password": "niet-het-wachtwoord", "next": RESUME})
    assert wrong.status_code == 200
    assert BSN not in going_on(browser).content.decode(), "a wrong password is no proof"
    right = browser.post(ASK, {"password": PASSWORD, "next": RESUME})
    assert right.status_code == 302 and right.url == RESUME
    assert BSN in going_on(browser).content.decode()
    assert Event.objects.filter(action="clients.read_bsn").count() == 2
    clock(599)
    assert BSN in browser.post(url("bsn", client)).content.decode()
    clock(2)
    assert browser.post(url("bsn", client)).status_code == 302


def test_the_page_goes_on_by_itself_only_after_a_proof(world, coach, client, clock):
    browser = world.browser(coach)
    clock(601)
    browser.post(url("bsn", client))
    assert "data-resume" in browser.get(RESUME).content.decode()
    assert "data-resume" not in browser.get(RESUME).content.decode(), "once"


def test_htmx_is_sent_as_a_whole_page(world, coach, client, clock):
    browser = world.browser(coach)
    clock(601)
    answer = browser.post(url("bsn", client), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(ASK) and BSN not in answer.content.decode()


def test_rights_are_asked_again_when_it_goes_on(world, coach, client, clock):
    """The proof takes nothing over: the form passes every guard anew."""
    from werkcentrum.access.models import Involvement

    browser = world.browser(coach)
    clock(601)
    browser.post(url("bsn", client))
    browser.post(ASK, {"password": PASSWORD, "next": RESUME})
    other = world.coach(name="Pieter")
    rows = Involvement.objects.filter(dossier=client.dossier, relation="lead")
    rows.update(user=other.user)
    assert going_on(browser).status_code == 404


def test_a_proof_of_one_session_is_none_in_another(world, coach, client, clock):
    one, other = world.browser(coach), world.browser(coach)
    clock(601)
    one.post(ASK, {"password": PASSWORD})
    assert BSN in one.post(url("bsn", client)).content.decode()
    assert other.post(url("bsn", client)).status_code == 302


def test_the_test_sees_a_missing_guard(world, coach, client, clock, monkeypatch):
    monkeypatch.setattr(stepup, "proved_recently", lambda request: True)
    browser = world.browser(coach)
    clock(601)
    assert BSN in browser.post(url("bsn", client)).content.decode()


# A wrong number put right


def correct(browser, client, **typed):
    return browser.post(url("bsn_correct", client), {"bsn": RIGHT, "why": "typed"} | typed)


def test_a_wrong_number_is_put_right_and_nothing_of_the_old_one_stays(world, coach, client):
    browser = world.browser(coach)
    assert url("bsn_correct", client) in browser.get(url("person", client)).content.decode()
    page = browser.get(url("bsn_correct", client)).content.decode()
    assert BSN not in page
    assert correct(browser, client).status_code == 302
    assert RIGHT in browser.post(url("bsn", client)).content.decode()
    event = Event.objects.get(action="clients.correct_bsn")
    assert event.detail == {"why": "typed"} and event.dossier_id == client.pk
    other = world.client_of(coach, bsn=BSN)
    assert other.national_number.text() == BSN, "the old number is free for whose it is"
    assert world.browser(world.gids()).get(url("bsn_correct", client)).status_code == 404


def test_putting_right_asks_for_a_proof_and_keeps_what_was_typed(world, coach, client, clock):
    browser = world.browser(coach)
    clock(601)
    answer = correct(browser, client)
    assert answer.status_code == 302 and answer.url.startswith(ASK)
    assert RIGHT not in KeptForm.objects.get().sealed.tobytes().decode("latin1")
    assert NationalNumber.objects.get().text() == BSN
    browser.post(ASK, {"password": PASSWORD, "next": RESUME})
    assert going_on(browser).status_code == 200
    assert NationalNumber.objects.get().text() == RIGHT and not KeptForm.objects.exists()


def test_impossible_corrections_say_what_to_do(world, coach, client):
    browser = world.browser(coach)
    world.client_of(world.coach(name="Pieter"), bsn=RIGHT)
    for typed, status, words in (
        ({"bsn": BSN}, 422, "Dit is het BSN dat er al staat"),
        ({"bsn": "123456789"}, 422, "klopt niet"),
        ({"why": ""}, 422, "Geef antwoord op “Wat was er mis?”"),
        ({}, 409, "hoort bij een ander dossier"),
    ):
        answer = correct(browser, client, **typed)
        assert answer.status_code == status and words in answer.content.decode()
    assert NationalNumber.objects.get(client=client).text() == BSN
    unknown = world.client_of(coach)
    assert correct(browser, unknown, bsn="999990032").status_code == 409


def test_a_social_partner_puts_no_number_right(world):
    adviser = world.coach("sociale-partners")
    led = world.client_of(adviser, bsn=BSN)
    browser = world.browser(adviser)
    assert correct(browser, led).status_code == 403
    assert "BSN verbeteren" not in browser.get(url("person", led)).content.decode()


def test_a_demo_account_proves_with_the_password_of_the_demonstration(world, settings, clock):
    from werkcentrum.access.demo import PASSWORD as DEMO

    settings.DEMO = True
    coach = world.coach()
    coach.user.is_demo = True
    coach.user.set_password(DEMO)
    coach.user.save()
    client = world.client_of(coach, bsn=BSN)
    browser = world.browser(coach)
    clock(601)
    browser.post(url("bsn", client))
    assert browser.post(ASK, {"password": DEMO, "next": RESUME}).url == RESUME
    assert BSN in going_on(browser).content.decode()
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT == 600


def test_the_proof_is_asked_before_the_form_counts_as_handled():
    """With `@once` around `@step_up` the way to the proof would be the answer to the form for ever."""
    for route in routes():
        names, view = [], route.view
        while view is not None:
            names.append(view.__code__.co_name if hasattr(view, "__code__") else "")
            view = getattr(view, "__wrapped__", None)
        if "asked" in names and "handled" in names:
            assert names.index("asked") < names.index("handled"), f"{route.name}: put @step_up above @once"
