"""Another income becomes the leading one: the same door as any change of income, shown before it is done."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.actions import income
from clients.models import Entry, Handover, IncomePeriod
from tests.factories.fatima import golden
from tests.support.clock import story_day
from werkcentrum.audit.models import Event
from werkcentrum.outbox.models import Message
from werkplan.actions.planned import call_off
from werkplan.models import CarryOver, Inzet, Signal, Werkplan
from werkplan.signals.refresh import refresh

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
D = datetime.date
SOON = D(2026, 12, 15)


@pytest.fixture
def story(world):
    """Fatima in WW, who also has assistance beside it since November."""
    made = golden(world, until=None)
    income.add_period(
        client=made.client, code="BIJSTAND", valid_from=D(2026, 11, 1), leading=False, source="klant", by=made.coach
    )
    return made


@pytest.fixture
def beside(story):
    return story.client.income_periods.get(code="BIJSTAND")


@pytest.fixture
def page(story):
    return reverse("werkplan:income_change", args=[story.client.public_id])


def shape(story):
    rows = IncomePeriod.objects.filter(client=story.client).order_by("valid_from", "code")
    return [(row.code, row.valid_from, row.valid_until, row.leading) for row in rows]


def typed(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def preview(browser, page, beside, on):
    answer = browser.post(page, {"period": beside.pk, "on": f"{on:%d-%m-%Y}", "preview": "1"})
    assert answer.status_code == 200, answer.content.decode()
    return answer, {"period": beside.pk, "on": typed(answer, "on"), "digest": typed(answer, "digest"), "confirm": "1"}


def make_lead(world, story, page, beside, on=SOON):
    browser = world.browser(story.coach)
    _shown, facts = preview(browser, page, beside, on)
    return browser.post(page, facts)


def test_the_page_of_a_period_leads_to_the_change_and_changes_nothing_itself(world, story, beside, page):
    browser = world.browser(story.coach)
    edit = reverse("clients:situation_edit", args=[story.client.public_id, beside.pk])
    assert f'href="{page}?period={beside.pk}"' in browser.get(edit).content.decode()
    assert browser.post(edit, {"deed": "lead", "on": "20-11-2026"}).status_code == 422
    asked = browser.get(page, {"period": beside.pk}).content.decode()
    assert "Dit wordt het belangrijkste inkomen" in asked and 'name="code"' not in asked
    assert not CarryOver.objects.exists() and [row[3] for row in shape(story)] == [True, False]


def test_first_one_sees_what_it_means_and_nothing_is_saved(world, story, beside, page):
    answer, facts = preview(world.browser(story.coach), page, beside, SOON)
    text = answer.content.decode()
    assert "Taaltraining NT2" in text and "Proefplaatsing bij Zorgpartners" in text
    assert "loopt daarnaast door" in text and "gemeente Leeuwarden" in text
    assert facts["digest"] and not CarryOver.objects.exists()


def test_confirmed_it_makes_the_report_the_events_the_offer_and_new_signals(world, story, beside, page):
    Message.objects.all().delete()
    answer = make_lead(world, story, page, beside)
    report = CarryOver.objects.get()
    assert answer.status_code == 302 and answer.url.endswith(f"/{report.pk}/")
    assert (report.from_code, report.to_code, report.on) == ("WW", "BIJSTAND", SOON)
    assert report.lines.count() == 9 and not report.lines.filter(reason="").exists()
    actions = {"income.change_leading", "werkplan.change_income", "clients.offer"}
    assert actions <= set(Event.objects.filter(dossier=story.client.pk).values_list("action", flat=True))
    assert Entry.objects.filter(client=story.client, deed="werkplan.change_income", milestone=True).exists()
    assert Handover.objects.get().to_participation == world.cell("gemeente-leeuwarden")
    assert Werkplan.objects.get(pk=story.plan.pk).lead == story.coach.cell
    assert Message.objects.filter(name="signals", payload={"dossier": story.client.pk}).exists()
    refresh(people=[story.client.pk])
    assert Signal.objects.open().filter(client=story.client, kind="change", on=SOON).exists()


def test_what_led_goes_on_beside_it(world, story, beside, page):
    make_lead(world, story, page, beside)
    last = SOON - datetime.timedelta(1)
    assert [(code, start, until, leading) for code, start, until, leading in shape(story)] == [
        ("WW", story.client.income_periods.earliest("valid_from").valid_from, last, True),
        ("BIJSTAND", D(2026, 11, 1), last, False),
        ("BIJSTAND", SOON, None, True),
        ("WW", SOON, None, False),
    ]


def test_from_a_day_that_came_it_begins_at_once(world, story, beside, page):
    assert make_lead(world, story, page, beside, on=timezone.localdate()).status_code == 302
    assert CarryOver.objects.get().state == CarryOver.State.BEGUN
    assert Inzet.objects.get(plan=story.plan, instrument_id="PP_UWV_WW").state == "voortijdig_beeindigd"


def test_called_off_the_periods_and_the_plan_stand_as_before(world, story, beside, page):
    before, states = shape(story), list(Inzet.objects.order_by("pk").values_list("pk", "state", "ends_on", "owner"))
    make_lead(world, story, page, beside)
    assert shape(story) != before
    call_off(report=CarryOver.objects.get(), reason="Het gaat niet door.", by=story.coach)
    assert shape(story) == before
    old = Inzet.objects.filter(pk__in=[row[0] for row in states]).order_by("pk")
    assert list(old.values_list("pk", "state", "ends_on", "owner")) == states
    assert not Handover.objects.open().exists()


def test_changed_meanwhile_it_is_not_put_back(world, story, beside, page):
    make_lead(world, story, page, beside)
    period = story.client.income_periods.get(code="WW", leading=False)
    income.end_period(period=period, on=D(2027, 3, 1), by=story.coach)
    with pytest.raises(Exception, match="Intussen is dit inkomen aangepast"):
        call_off(report=CarryOver.objects.get(), reason="Het gaat niet door.", by=story.coach)
    assert CarryOver.objects.get().state == CarryOver.State.PLANNED


def test_what_was_overtaken_is_shown_again_and_not_saved(world, story, beside, page):
    browser = world.browser(story.coach)
    _shown, facts = preview(browser, page, beside, SOON)
    story.step("Er kwam een stap bij")
    answer = browser.post(page, facts)
    assert answer.status_code == 409 and "Er kwam een stap bij" in answer.content.decode()
    assert not CarryOver.objects.exists()
    assert browser.post(page, facts | {"digest": typed(answer, "digest")}).status_code == 302


@pytest.mark.parametrize(("on", "said"), [("1-10-2026", "waarop dit inkomen loopt"), ("35-1-2026", "datum")])
def test_a_day_that_cannot_be_comes_back_with_a_sentence(world, story, beside, page, on, said):
    answer = world.browser(story.coach).post(page, {"period": beside.pk, "on": on, "preview": "1"})
    assert answer.status_code == 422 and said in answer.content.decode().lower() and on in answer.content.decode()


def test_what_leads_already_cannot_become_it(world, story, page):
    leads = story.client.income_periods.get(code="WW")
    answer = world.browser(story.coach).post(page, {"period": leads.pk, "on": "15-12-2026", "preview": "1"})
    assert answer.status_code == 409 and "al het belangrijkste inkomen" in answer.content.decode()


@pytest.mark.parametrize("pk", ["x", "²", "0", "9" * 30])
def test_the_income_of_somebody_else_is_not_there(world, story, page, pk):
    other = world.client_of(world.coach()).income_periods.get()
    browser = world.browser(story.coach)
    for key in (pk, other.pk):
        assert browser.get(page, {"period": key}).status_code == 404
        assert browser.post(page, {"period": key, "on": "15-12-2026", "preview": "1"}).status_code == 404


def test_two_that_began_on_one_day_can_change_places(world, story):
    client = world.client_of(story.coach, since="2026-09-01")
    income.add_period(
        client=client, code="LOONDIENST", valid_from=D(2026, 9, 1), leading=False, source="klant", by=story.coach
    )
    page = reverse("werkplan:income_change", args=[client.public_id])
    browser = world.browser(story.coach)
    job = client.income_periods.get(code="LOONDIENST")
    _shown, facts = preview(browser, page, job, D(2026, 9, 1))
    assert browser.post(page, facts).status_code == 302
    assert (CarryOver.objects.get().from_code, client.income_periods.get(leading=True).code) == ("WW", "LOONDIENST")
