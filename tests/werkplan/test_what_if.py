"""Wat als ik ga werken voor 20 uur? The same rules as a real change, and nothing is written."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.fatima import fatima, golden
from tests.support.clock import story_day
from tests.support.readability import assert_readable
from tests.werkplan.test_portal import herself
from werkcentrum.vocabulary import SITUATIONS
from werkplan.carryover.work_hours import ROWS, with_work
from werkplan.whatif import what_if_work

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
DAY = datetime.date(2026, 12, 1)
READINGS = {"audit.Reading", "axes.AccessLog", "sessions.Session", "access.Session"}
ASKED = {"hours": "20", "on": "1-12-2026", "enough": "nee"}


@pytest.mark.parametrize(("code", "hours", "enough", "after", "beside"), [
    ("WW", 20, None, "WW_DEELTIJD", ("LOONDIENST",)), ("WW", 36, None, "LOONDIENST", ()),
    ("BIJSTAND", 20, None, "BIJSTAND_AANV", ("LOONDIENST",)), ("BIJSTAND", 20, True, "LOONDIENST", ()),
    ("WGA", 20, False, "WGA", ("LOONDIENST",)), ("NUG", 8, False, "LOONDIENST", ()), ("AOW", 20, None, "AOW",
    ("LOONDIENST",)), ("WW_OVERHEID", 12, False, "WW_OVERHEID", ("LOONDIENST",)),
])  # fmt: skip
def test_what_work_makes_of_an_income(code, hours, enough, after, beside):
    found = with_work(code, hours, DAY, enough)
    assert (found.code, found.beside, found.guessed) == (after, beside, enough is None)


@given(code=st.sampled_from(sorted(SITUATIONS)), hours=st.integers(1, 60), enough=st.sampled_from([True, False, None]))
def test_every_income_has_an_answer(code, hours, enough):
    assert with_work(code, hours, DAY, enough).code in SITUATIONS


def test_its_sentences_are_readable():
    for row in ROWS:
        assert_readable(row.sentence)


def counts():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def changed(before):
    return {label for label, number in counts().items() if number != before[label]}


def test_the_coach_asks_and_nothing_is_written(world):
    story = golden(world, until=None)
    url = reverse("werkplan:what_if", args=[story.client.public_id])
    browser = world.browser(story.coach)
    browser.get(url)
    before = counts()
    text = browser.post(url, ASKED).content.decode()
    assert "Wat als ik ga werken voor 20 uur?" in text and "WW naast deeltijdwerk" in text
    assert "Mbo-certificaat zorg" in text and "Maak hier een wijziging van" in text
    assert changed(before) <= READINGS
    form = browser.post(
        reverse("werkplan:income_change", args=[story.client.public_id]),
        {"code": "WW_DEELTIJD", "on": "01-12-2026", "source": "klant", "back": "1"},
    ).content.decode()
    assert 'value="WW_DEELTIJD" selected' in form and 'value="01-12-2026"' in form
    assert changed(before) <= READINGS


def test_the_client_asks_in_plain_words_and_nothing_is_written(world):
    story = golden(world, until=None)
    browser = world.browser(herself(story, world))
    url = reverse("werkplan:my_what_if")
    assert reverse("werkplan:my_what_if") in browser.get(reverse("werkplan:my_plan")).content.decode()
    before = counts()
    text = browser.post(url, ASKED).content.decode()
    assert "Wij bewaren niets" in text and "U houdt een deel van uw WW" in text and "Dit blijft" in text
    assert "regel 5" not in text.lower() and "Pwet" not in text
    assert changed(before) <= READINGS
    assert browser.post(url, {**ASKED, "hours": "veel"}).status_code == 422


def test_a_job_beside_a_benefit_that_stays_leaves_the_plan_with_its_owner(world):
    story = fatima(world, until=None)
    story.client.income_periods.update(code="WAJONG")
    story.use("JOBCOACH_UWV", "Jobcoach")
    found = what_if_work(client=story.client, hours=20, on=DAY, enough=False, by=story.coach)
    assert found.stays and not found.preview.moves
    assert "Daarnaast werkt u" in found.income
