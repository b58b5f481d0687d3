"""Looking back: why and when by which rule, the client's words, put off with a reason, brought forward by a change."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry, Intake, IntakeAnswer
from tests.werkplan.plans import running_plan
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary import shift
from werkplan.actions import plan as plans
from werkplan.actions import reviews as actions
from werkplan.agenda import agenda_of
from werkplan.models import PlanReview
from werkplan.reviews import cycle_of

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach("gemeente-leeuwarden")


@pytest.fixture
def plan(world, coach):
    client = world.client_of(coach, situation="BIJSTAND")
    plan, _, _ = running_plan(coach, client)
    plan.client = client
    return plan


def days(number):
    return TODAY() + datetime.timedelta(days=number)


def url(plan, name="review"):
    return reverse(f"werkplan:{name}", args=[plan.client.public_id])


def told(day):
    return f"{day:%d-%m-%Y}"


def single_parent(client, coach):
    intake = Intake.objects.create(client=client, started_by=coach.user)
    IntakeAnswer.objects.create(
        intake=intake, client=client, field="care_tasks", value={"single_parent": True}, obtained_on=TODAY(),
        recorded_by=coach.user,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("situation", "birth", "parent", "rule", "article"),
    [
        ("BIJSTAND", datetime.date(1980, 1, 1), True, "single_parent", "Pwet 9a.7, 9a.8"),
        ("BIJSTAND", datetime.date(2004, 1, 1), False, "young", "Pwet 44a.2"),
        ("BIJSTAND", datetime.date(1980, 1, 1), False, "plan", "afspraak"),
        ("WW", datetime.date(2004, 1, 1), True, "plan", "afspraak"),
    ],
)
def test_the_rule_that_holds_and_where_it_stands(world, coach, situation, birth, parent, rule, article):
    client = world.client_of(coach, situation=situation, birth_on=birth)
    if parent:
        single_parent(client, coach)
    cycle = cycle_of(client, datetime.date(2026, 11, 25))
    assert (cycle.rule.key, cycle.article) == (rule, article)
    assert cycle.next_on == datetime.date(2027, 5, 25)
    assert cycle.unverified == (rule != "single_parent"), "a term that no law names says so"


def test_looking_back_keeps_the_clients_words_and_sets_the_next_day(world, coach, plan):
    browser = world.browser(coach)
    page = browser.get(url(plan)).content.decode()
    assert "nog niet juridisch gecontroleerd" in page and "Samen terugkijken" in page
    given = {"client_words": "Ik ben er trots op.", "outcome": "Door met zorg.", "next_on": told(days(150))}
    assert browser.post(url(plan), given).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.evaluate_on) == ("in_uitvoering", days(150))
    line = PlanReview.objects.get()
    assert (line.kind, line.client_words, line.becomes) == ("gehouden", "Ik ben er trots op.", days(150))
    assert "Ik ben er trots op." in browser.get(url(plan)).content.decode()
    assert Entry.objects.filter(client=plan.client, text__startswith="Samen teruggekeken").exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"client_words": "", "next_on": 100}, "Wat vindt de klant zelf?"),
        ({"client_words": "Goed.", "next_on": -1}, "na vandaag"),
        ({"client_words": "Goed.", "next_on": 800}, "Kies uiterlijk"),
    ],
)
def test_a_refusal_keeps_what_was_typed(world, coach, plan, given, sentence):
    sent = {"client_words": given["client_words"], "outcome": "Mijn afspraak", "next_on": told(days(given["next_on"]))}
    answer = world.browser(coach).post(url(plan), sent)
    page = answer.content.decode()
    assert (
        answer.status_code == 422 and sentence in page and "Mijn afspraak" in page and not PlanReview.objects.exists()
    )


def test_a_single_parent_is_looked_at_every_six_months_not_later(coach, plan):
    single_parent(plan.client, coach)
    facts = {"plan": plan, "client_words": "Goed.", "outcome": "", "by": coach}
    with pytest.raises(Refused, match="elke zes maanden"):
        actions.hold_review(next_on=shift(TODAY(), 6, "months") + datetime.timedelta(days=1), **facts)
    actions.hold_review(next_on=shift(TODAY(), 6, "months"), **facts)


def test_an_exemption_moves_the_day_with_its_reason_and_never_takes_it_away(world, coach, plan):
    was = plan.evaluate_on
    browser = world.browser(coach)
    given = {"until": told(was + datetime.timedelta(days=60)), "article": "Pwet 9.2", "reason": "Zorg voor haar moeder"}
    assert browser.post(url(plan, "review_put_off"), given | {"reason": ""}).status_code == 422
    assert browser.post(url(plan, "review_put_off"), given | {"until": told(was)}).status_code == 422
    assert browser.post(url(plan, "review_put_off"), given | {"until": told(days(900))}).status_code == 422
    assert browser.post(url(plan, "review_put_off"), given).status_code == 302
    plan.refresh_from_db()
    line = PlanReview.objects.get()
    assert plan.evaluate_on == was + datetime.timedelta(days=60) and (line.was, line.article) == (was, "Pwet 9.2")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanReview.objects.create(plan=plan, kind="ontheffing", was=was, becomes=was, reason="x", article="y")


def test_a_change_brings_it_forward_and_never_later(coach, plan):
    line = actions.bring_review_forward(plan=plan, why="inkomen", by=coach)
    assert plan.evaluate_on == days(28) and line.was == days(180)
    assert actions.bring_review_forward(plan=plan, why="overdracht", by=coach) is None, "it is sooner already"
    assert plan.evaluate_on == days(28)


def test_a_plan_that_rests_is_not_looked_back_on(coach, plan):
    plans.pause(plan=plan, reason="ziekte", by=coach)
    plan.refresh_from_db()
    assert actions.bring_review_forward(plan=plan, why="inkomen", by=coach) is None
    with pytest.raises(Conflict, match="als het plan loopt"):
        actions.hold_review(plan=plan, client_words="Goed.", outcome="", next_on=days(90), by=coach)


def test_what_is_overdue_stands_on_top(world, coach, plan):
    type(plan).objects.filter(pk=plan.pk).update(evaluate_on=days(-3))
    (person,) = agenda_of(coach).people
    assert person.reasons[0].kind == "review" and str(plan.client.public_id) in person.reasons[0].url
    page = world.browser(coach).get(url(plan)).content.decode()
    assert "Te laat" in page and "Dit had gemoeten" in page
