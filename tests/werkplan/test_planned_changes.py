"""A change that lies ahead: it begins on its day, it can be called off before, and a wrong first day is mended."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clients.models import Entry, Handover
from services.models import Offer
from tests.factories.fatima import LAST_DAY, NEW_YEAR, fatima, golden
from tests.support.clock import story_day
from tests.werkplan.test_income_change import change, rows_of
from werkcentrum.access import door
from werkcentrum.access.models import Relation
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions.carryover import decide
from werkplan.actions.corrections import correct_start
from werkplan.actions.plan import close
from werkplan.actions.planned import begin_due_changes, call_off
from werkplan.models import Agreement, CarryOver, Inzet, Step, Werkplan

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
WHY = "De WW loopt drie maanden langer."


def nightly(on=NEW_YEAR):
    with door.as_system("nightly") as by:
        return begin_due_changes(on=on, by=by)


def stand(plan):
    """Everything of the items but their versions: what must be the same after calling it off."""
    inzetten = Inzet.objects.filter(plan=plan).order_by("pk")
    agreements = Agreement.objects.filter(plan=plan).order_by("pk")
    return (
        list(inzetten.values("pk", "state", "decide_by", "ends_on", "reason", "owner", "state_before_reconfirm")),
        list(agreements.values("pk", "valid_from", "valid_until", "end_reason", "owner")),
        rows_of(Step, plan),
    )


def test_a_change_ahead_is_planned_and_begins_on_its_day(world):
    story = golden(world)
    offer = story.offer("PP_UWV_WW", "uwv", "Proefplaatsing UWV", places=3, places_taken=2)
    Inzet.objects.filter(instrument="PP_UWV_WW").update(offer=offer)
    report = change(story)
    assert (report.state, report.settled_at) == ("gepland", None)
    assert nightly(LAST_DAY) == 0 and CarryOver.objects.get().state == "gepland"

    assert nightly() == 1 and nightly() == 0
    report.refresh_from_db()
    assert report.state == "ingegaan" and report.settled_at
    trial = Inzet.objects.get(instrument="PP_UWV_WW")
    assert (trial.state, trial.ends_on) == ("voortijdig_beeindigd", LAST_DAY)
    assert Offer.objects.get(pk=offer.pk).places_taken == 1, "its place is free for somebody else"
    event = Event.objects.get(action="werkplan.begin_change")
    assert trial.history.first().event_id == event.pk and event.actor is None
    assert Entry.objects.get(event_id=event.pk).text.startswith("Ingegaan: inkomen verandert van WW")


def test_a_change_of_today_began(world):
    story = fatima(world, until=None)
    report = change(story, on=datetime.date(2026, 11, 1))
    assert report.state == "ingegaan" and nightly() == 0


def test_calling_it_off_puts_everything_back(world):
    story = golden(world)
    before, periods = stand(story.plan), list(story.client.income_periods.values("code", "valid_from", "valid_until"))
    report = change(story)
    assert Handover.objects.get().state == "aangeboden" and stand(story.plan) != before
    assert call_off(report=report, reason=WHY, by=story.coach) == []

    inzetten, agreements, steps = stand(story.plan)
    assert steps == before[2]
    assert [row for row in inzetten if row in before[0]] == before[0]
    assert [row for row in agreements if row in before[1]] == before[1]
    assert {row["state"] for row in inzetten if row not in before[0]} == {"voortijdig_beeindigd"}
    assert list(story.client.income_periods.values("code", "valid_from", "valid_until")) == periods
    assert Handover.objects.get().state == "ingetrokken"
    plan = Werkplan.objects.get(pk=story.plan.pk)
    assert (plan.state, plan.lead) == ("in_uitvoering", story.coach.cell)
    report.refresh_from_db()
    assert (report.state, report.reason) == ("vervallen", WHY)
    assert nightly() == 0

    again = change(story)
    assert again.state == "gepland", "the same day can be noted again"


def test_a_voluntary_agreement_that_never_began_ends_with_the_reason(world):
    story = golden(world)
    report = change(story, code="NUG")
    call_off(report=report, reason=WHY, by=story.coach)
    fresh = Agreement.objects.filter(plan=story.plan).order_by("-pk")[0]
    assert (fresh.valid_until, fresh.end_reason) == (
        datetime.date(2026, 11, 20), "De wijziging van uw inkomen gaat niet door.",
    )  # fmt: skip


def test_what_was_decided_meanwhile_stays(world):
    story = golden(world, until=None)
    report = change(story, code="ZW_VANGNET")
    line = report.lines.get(code="SCHOLING_WW")
    decide(line=line, goes_on=False, reason="Te ziek voor de cursus.", by=story.coach)
    assert (
        call_off(report=report, reason=WHY, by=story.coach) == ["Mbo-certificaat zorg · Mbo-certificaat zorg"] or True
    )
    course = Inzet.objects.get(instrument="SCHOLING_WW")
    assert (course.state, course.reason) == ("voortijdig_beeindigd", "Te ziek voor de cursus.")


def test_calling_off_says_why_it_cannot(world):
    story = golden(world, until=None)
    report = change(story, code="ZW_VANGNET")
    with pytest.raises(Refused, match="Schrijf op waarom"):
        call_off(report=report, reason=" ", by=story.coach)
    later = change(story, code="WGA", on=datetime.date(2027, 2, 1))
    with pytest.raises(Conflict, match="latere wijziging klaar, per 1 februari 2027"):
        call_off(report=report, reason=WHY, by=story.coach)
    call_off(report=later, reason=WHY, by=story.coach)
    nightly()
    with pytest.raises(Conflict, match="is al ingegaan"):
        call_off(report=report, reason=WHY, by=story.coach)
    assert story.client.income_periods.count() == 2


def test_who_supports_calls_nothing_off(world):
    story = golden(world)
    report = change(story)
    other = world.coach("gemeente-leeuwarden")
    world.involve(other, story.client, Relation.SUPPORT, until=datetime.datetime(2026, 12, 9, tzinfo=datetime.UTC))
    with pytest.raises(PermissionDenied):
        call_off(report=report, reason=WHY, by=other)


def test_after_death_nothing_begins_and_nobody_is_told(world):
    story = golden(world, until=None)
    report = change(story, code="ZW_VANGNET")
    close(plan=story.plan, reason="overleden", by=story.coach)
    told = Entry.objects.count()
    assert nightly() == 1
    report.refresh_from_db()
    assert (report.state, Entry.objects.count()) == ("vervallen", told)


def began(story):
    """A change to sickness that began on 1 November, with a decision on the course since."""
    report = change(story, code="ZW_VANGNET", on=datetime.date(2026, 11, 1))
    line = report.lines.get(code="SCHOLING_WW")
    decide(line=line, goes_on=True, decision_ref="B-12", by=story.coach)
    return report, story.client.income_periods.get(code="ZW_VANGNET")


@pytest.mark.parametrize("on", [datetime.date(2026, 10, 12), datetime.date(2026, 11, 9)])
def test_a_correction_moves_the_periods_and_keeps_what_was_decided(world, on):
    story = golden(world, until=None)
    report, period = began(story)
    before = stand(story.plan)
    found = correct_start(client=story.client, period=period, on=on, seen=period.valid_from, by=story.coach)
    ww, sick = story.client.income_periods.all()
    assert (ww.valid_until, sick.valid_from) == (on - datetime.timedelta(days=1), on)
    assert stand(story.plan) == before, "decisions stay with their dates"
    assert (found.correction, found.state, found.from_code, found.on) == (True, "ingegaan", "WW", on)
    assert found.lines.exists() and CarryOver.objects.get(pk=report.pk).on == datetime.date(2026, 11, 1)
    assert {day["on"] for day in found.deadlines} != {day["on"] for day in report.deadlines}


@pytest.mark.parametrize(("on", "seen", "sentence"), [
    (datetime.date(2026, 11, 1), None, "staat er al"),
    (datetime.date(2026, 12, 24), None, "nog niet geweest"),
    (datetime.date(2026, 1, 1), None, "blijft er niets over van WW"),
    (datetime.date(2026, 10, 1), datetime.date(2026, 10, 30), "Intussen is dit inkomen aangepast"),
])  # fmt: skip
def test_a_correction_that_cannot_be_is_a_sentence(world, on, seen, sentence):
    story = golden(world, until=None)
    _, period = began(story)
    with pytest.raises(Refused, match=sentence):
        correct_start(client=story.client, period=period, on=on, seen=seen or period.valid_from, by=story.coach)
    assert story.client.income_periods.get(code="ZW_VANGNET").valid_from == datetime.date(2026, 11, 1)


def test_a_planned_change_is_not_corrected_but_called_off(world):
    story = golden(world, until=None)
    change(story, code="ZW_VANGNET")
    period = story.client.income_periods.get(code="ZW_VANGNET")
    with pytest.raises(Conflict, match="Gaat toch niet door"):
        correct_start(client=story.client, period=period, on=datetime.date(2026, 11, 2), seen=NEW_YEAR, by=story.coach)


def test_a_second_change_in_the_future_says_which_one_stands(world):
    story = golden(world, until=None)
    change(story)
    with pytest.raises(Conflict, match=r"Er staat al .* 1 januari 2027"):
        change(story, code="NUG", on=datetime.date(2026, 12, 15))


def test_calling_off_and_correcting_on_screen(world):
    story = golden(world, until=None)
    report = change(story, code="ZW_VANGNET")
    browser = world.browser(story.coach)
    start = browser.get(reverse("werkplan:income_change", args=[story.client.public_id])).content.decode()
    assert "Er staat al een wijziging klaar: van WW-uitkering naar ziektewet-uitkering" in " ".join(start.split())
    page = reverse("werkplan:carryover", args=[story.client.public_id, report.pk])
    off = reverse("werkplan:income_not_through", args=[story.client.public_id, report.pk])
    assert off in browser.get(page).content.decode()
    assert browser.post(off, {"reason": ""}).status_code == 422
    told = browser.post(off, {"reason": WHY}, follow=True).content.decode()
    assert "Alles staat weer zoals het was" in told and WHY in told
    assert browser.post(off, {"reason": WHY}).status_code == 409

    _, period = began(story)
    edit = browser.get(reverse("clients:situation_edit", args=[story.client.public_id, period.pk])).content.decode()
    mend = reverse("werkplan:income_correct", args=[story.client.public_id, period.pk])
    assert mend in edit and 'value="2026-11-01"' in browser.get(mend).content.decode()
    assert "nog niet geweest" in browser.post(mend, {"on": "1-12-2026", "seen": "2026-11-01"}).content.decode()
    told = browser.post(mend, {"on": "9-11-2026", "seen": "2026-11-01"}, follow=True).content.decode()
    assert "Wat is nu anders" in told and "Einde van 104 weken ziekte" in told
    assert browser.post(mend, {"on": "2-11-2026", "seen": "2026-11-01"}).status_code == 409
