"""The page of a signal: putting it aside, having it back, and the form that begins with what it says."""

import datetime
import re

import pytest
from django.urls import reverse

from tests.factories.fatima import fatima
from tests.support.clock import story_day
from werkcentrum.audit.models import Event
from werkplan.models import Signal
from werkplan.signals.refresh import refresh

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
D = datetime.date


@pytest.fixture
def story(world):
    made = fatima(world)
    refresh()
    return made


@pytest.fixture
def signal(story):
    return Signal.objects.open().get(client=story.client, kind="ww_end")


@pytest.fixture
def browser(world, story):
    return world.browser(story.coach)


def url(signal):
    return reverse("werkplan:signal", args=[signal.client.public_id, signal.pk])


def today_shows(browser):
    return "De WW loopt tot en met 31 december 2026" in browser.get(reverse("werkplan:today")).content.decode()


def test_put_aside_it_leaves_the_worklist_with_who_and_why(story, signal, browser):
    assert today_shows(browser)
    answer = browser.post(url(signal), {"reason": Signal.Aside.values[0]})
    assert answer.status_code == 302 and not today_shows(browser)
    signal.refresh_from_db()
    assert (signal.aside_by, signal.aside_reason) == (story.coach.user, Signal.Aside.values[0]) and signal.aside_at
    event = Event.objects.get(action="signal.put_aside")
    assert (event.dossier_id, event.detail) == (story.client.pk, {"reason": Signal.Aside.values[0]})
    assert "Opzij gelegd" in browser.get(url(signal)).content.decode()


def test_it_can_be_had_back(signal, browser):
    browser.post(url(signal), {"reason": Signal.Aside.values[0]})
    assert browser.post(url(signal)).status_code == 302
    signal.refresh_from_db()
    assert not signal.aside_at and not signal.aside_reason and today_shows(browser)


@pytest.mark.parametrize("reason", ["", "zomaar"])
def test_without_a_reason_of_the_list_it_stays(signal, browser, reason):
    answer = browser.post(url(signal), {"reason": reason})
    assert answer.status_code == 422 and today_shows(browser)
    assert not Event.objects.filter(action="signal.put_aside").exists()


def test_another_date_is_another_signal_and_comes_back(story, signal, browser):
    browser.post(url(signal), {"reason": Signal.Aside.values[0]})
    story.client.income_periods.update(valid_until=D(2027, 1, 31))
    refresh()
    assert "De WW loopt tot en met 31 januari 2027" in browser.get(reverse("werkplan:today")).content.decode()
    assert browser.get(url(signal)).status_code == 404


def test_who_has_nothing_to_do_with_it_finds_nothing(world, signal):
    stranger = world.browser(world.coach("gemeente-leeuwarden"))
    assert stranger.get(url(signal)).status_code == stranger.post(url(signal), {"reason": "x"}).status_code == 404


def value(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def chosen(page):
    return re.findall(r'<option value="([^"]*)" selected', page)


def test_the_form_of_a_change_begins_with_the_day_after_and_what_follows_most(signal, browser):
    link = f"{reverse('werkplan:income_change', args=[signal.client.public_id])}?signal={signal.pk}"
    assert f'href="{link}"' in browser.get(url(signal)).content.decode()
    page = browser.get(link).content.decode()
    assert value(page, "on") == "01-01-2027" and chosen(page) == ["BIJSTAND"]
    assert "Ingevuld vanuit het signaal" in page


def test_who_is_young_and_reports_early_begins_with_assistance_of_the_young(world, story, browser):
    client = world.client_of(story.coach, until="2026-12-31", birth_on=D(2003, 5, 1))
    refresh()
    signal = Signal.objects.open().get(client=client, kind="early_report")
    page = browser.get(reverse("werkplan:income_change", args=[client.public_id]), {"signal": signal.pk})
    page = page.content.decode()
    assert value(page, "on") == "01-01-2027" and chosen(page) == ["BIJSTAND_JONG"]


@pytest.mark.parametrize("pk", ["", "x", "²", "0", "9" * 30, "other"])
def test_no_signal_of_hers_fills_nothing_in(world, story, browser, pk):
    if pk == "other":
        other = world.client_of(story.coach, until="2026-12-31")
        refresh()
        pk = Signal.objects.open().get(client=other, kind="ww_end").pk
    page = browser.get(reverse("werkplan:income_change", args=[story.client.public_id]), {"signal": pk})
    text = page.content.decode()
    assert page.status_code == 200 and "Ingevuld vanuit" not in text and chosen(text) in ([], [""])


def test_a_signal_put_aside_or_gone_fills_nothing_in(story, signal, browser):
    Signal.objects.update(closed_at="2026-11-20T09:00Z")
    page = browser.get(reverse("werkplan:income_change", args=[story.client.public_id]), {"signal": signal.pk})
    assert "Ingevuld vanuit" not in page.content.decode()
