"""What the government promised: who, by when, and that everybody sees when it is late."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import draft_plan
from tests.werkplan.test_consent import self_of
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import agreements
from werkplan.agenda import agenda_of
from werkplan.models import Agreement
from werkplan.snapshot import agreement_sentence, snapshot

TODAY = timezone.localdate
DAYS = datetime.timedelta


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def my_plan(world, client):
    return world.browser(self_of(world, client)).get(reverse("werkplan:my_plan")).content.decode()


def board(world, coach, client):
    return world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()


def late(promise):
    Agreement.objects.filter(pk=promise.pk).update(due_on=TODAY() - DAYS(3))


def test_a_promise_has_an_owner_and_a_day(world, coach, client):
    plan = draft_plan(coach, client)[0]
    add = reverse("werkplan:agreement_add", args=[client.public_id])
    form = {"kind": "toezegging", "text": "UWV betaalt de reis."}
    page = world.browser(coach).post(add, form)
    assert page.status_code == 422 and "De klant mag u daaraan houden" in page.content.decode()
    assert world.browser(coach).post(add, form | {"due_on": "1-1-2020"}).status_code == 422
    day = TODAY() + DAYS(10)
    assert world.browser(coach).post(add, form | {"due_on": f"{day:%d-%m-%Y}"}).status_code == 302
    row = plan.agreements.get()
    assert (row.owner, row.due_on) == (coach.cell, day)
    page = my_plan(world, client)
    assert "Dit doet UWV voor u" in page and "Uiterlijk" in page
    assert ", uiterlijk " in agreement_sentence(snapshot(plan)["agreements"][0])


def test_late_stands_out_for_both_until_it_is_kept(world, coach, client):
    plan = draft_plan(coach, client)[0]
    promise = agreements.add_promise(plan=plan, text="UWV betaalt de reis.", due_on=TODAY(), by=coach)
    assert "Te laat" not in board(world, coach, client)
    late(promise)
    assert "Beloofd aan de klant en te laat: ‘UWV betaalt de reis.’" in board(world, coach, client)
    assert "Dit is te laat" in my_plan(world, client)
    edit = reverse("werkplan:agreement_edit", args=[client.public_id, promise.pk])
    assert world.browser(coach).post(edit, {"kept": "1"}).status_code == 302
    assert "te laat" not in board(world, coach, client) and "Dit is te laat" not in my_plan(world, client)
    again = world.browser(coach).post(edit, {"kept": "1"})
    assert again.status_code == 409 and "al nagekomen" in again.content.decode()


def test_only_promises_are_kept(coach, client):
    free = agreements.add_voluntary(plan=draft_plan(coach, client)[0], text="Wij bellen.", by=coach)
    with pytest.raises(Conflict):
        agreements.keep_promise(agreement=free, by=coach)
    for columns in ({"due_on": TODAY()}, {"kept_on": TODAY()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=free.pk).update(**columns)


def test_the_day_may_move_forward_only(coach, client):
    plan = draft_plan(coach, client)[0]
    promise = agreements.add_promise(plan=plan, text="UWV betaalt de reis.", due_on=TODAY(), by=coach)
    facts = {"agreement": promise, "version": 1, "text": promise.text, "by": coach}
    with pytest.raises(Refused, match="al voorbij"):
        agreements.edit_agreement(due_on=TODAY() - DAYS(1), **facts)
    assert agreements.edit_agreement(due_on=TODAY() + DAYS(5), **facts).due_on == TODAY() + DAYS(5)


def today_of(coach, client):
    return [reason for row in agenda_of(coach).people for reason in row.reasons if row.dossier_id == client.pk]


def test_late_is_a_line_of_the_worklist_until_it_is_kept_or_over(world, coach, client):
    plan = draft_plan(coach, client)[0]
    promise = agreements.add_promise(plan=plan, text="UWV betaalt de reis.", due_on=TODAY(), by=coach)
    of_promises = lambda: [row for row in today_of(coach, client) if row.kind == "promise"]  # noqa: E731
    assert not of_promises(), "its day has not passed"
    late(promise)
    page = world.browser(coach).get(reverse("werkplan:today"), {"soort": "promise"}).content.decode()
    edit = reverse("werkplan:agreement_edit", args=[client.public_id, promise.pk])
    assert "Beloofd aan de klant: ‘UWV betaalt de reis.’ Dat moest 3 dagen geleden" in page and edit in page
    other = world.coach("gemeente-leeuwarden")
    assert "betaalt de reis" not in world.browser(other).get(reverse("werkplan:today")).content.decode()
    agreements.keep_promise(agreement=promise, by=coach)
    assert not of_promises()
    Agreement.objects.filter(pk=promise.pk).update(kept_on=None)
    assert of_promises()
    agreements.end_agreement(agreement=promise, reason="De reis is niet meer nodig.", by=coach)
    assert not of_promises()
