"""Closing with a look back: reasons that hold, what stays open for who goes on, and who may read what was difficult."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry
from tests.werkplan.plans import running_plan
from tests.werkplan.test_consent import self_of
from tests.werkplan.test_pdf import text_of
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused, Stale
from werkplan.actions import agreements, lookback, obstacles
from werkplan.actions import plan as plans
from werkplan.models import ClosingReview, Goal, Obstacle

TODAY = timezone.localdate
MUNICIPAL = "gemeente-leeuwarden"


@pytest.fixture
def coach(world):
    return world.coach(MUNICIPAL)


@pytest.fixture
def client(world, coach):
    return world.client_of(coach, situation="BIJSTAND")


def page(world, actor, name, *args):
    return world.browser(actor).get(reverse(f"werkplan:{name}", args=args))


def closing(plan, coach, goal, reason="werk", outcome="deels", **facts):
    outcomes = {goal.pk: (outcome, "Elke week oefenen.")}
    return lookback.close_with_review(plan=plan, reason=reason, outcomes=outcomes, by=coach, **facts)


def test_the_next_one_begins_where_it_stopped(world, coach, client):
    plan, goal, _ = running_plan(coach, client)
    obstacles.add_obstacle(plan=plan, kind="taal", words="Brieven lezen", helps="Samen lezen", by=coach)
    close = reverse("werkplan:plan_close", args=[client.public_id])
    browser = world.browser(coach)
    assert browser.get(reverse("werkplan:plan_move", args=[client.public_id, "close"])).url == close
    empty = browser.post(close, {"reason": "werk"})
    assert empty.status_code == 422 and "Kies wat er van dit doel kwam" in empty.content.decode()
    form = {"reason": "werk", f"outcome_{goal.pk}": "deels", f"helped_{goal.pk}": "Oefenen.", "own_words": "Fijn zo."}
    assert browser.post(close, form).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "afgesloten"
    for text in (
        page(world, coach, "plan_lookback", client.public_id).content.decode(),
        page(world, self_of(world, client), "my_lookback").content.decode(),
    ):
        for part in ("Voor een deel bereikt", "Oefenen.", "Fijn zo.", "Bel de taalschool 0", "Brieven lezen"):
            assert part in text, part
    plans.reopen(plan=plan, by=coach)
    board = page(world, coach, "plan", client.public_id).content.decode()
    assert "Lees eerst wat er bij het afsluiten nog open stond" in board and "Bel de taalschool 0" in board


def test_a_goal_that_was_reached_says_so_in_the_plan(coach, client):
    plan, goal, _ = running_plan(coach, client)
    closing(plan, coach, goal, outcome="bereikt")
    assert Goal.objects.get(pk=goal.pk).reached_on == TODAY()
    with pytest.raises(Conflict):
        closing(plan, coach, goal)
    assert ClosingReview.objects.count() == 1


def test_on_her_own_wish_only_without_a_duty(coach, client):
    plan, goal, _ = running_plan(coach, client)
    duty = agreements.add_duty(plan=plan, key="pwet_werk", by=coach)
    with pytest.raises(Refused) as no:
        closing(plan, coach, goal, "eigen_verzoek")
    plan.refresh_from_db()
    assert no.value.field == "reason" and plan.state == "in_uitvoering", "nothing half done"
    agreements.end_agreement(agreement=duty, reason="Geen recht meer", by=coach)
    assert closing(plan, coach, goal, "eigen_verzoek").reason == "eigen_verzoek"


def test_what_makes_it_difficult(world, coach, client):
    plan, _, _ = running_plan(coach, client)
    address = reverse("werkplan:obstacles", args=[client.public_id])
    browser = world.browser(coach)
    form = {"kind": "hoofd", "words": "Zij heeft een depressie."}
    asked = browser.post(address, form)
    assert asked.status_code == 422 and "ziekte of diagnose" in asked.content.decode()
    assert browser.post(address, {"kind": "hoofd", "words": "Na twee uur moe", "helps": "Pauzes"}).status_code == 302
    again = browser.post(address, {"kind": "hoofd"})
    assert again.status_code == 409 and "Dit staat er al" in again.content.decode()
    row = Obstacle.objects.get()
    assert "Na twee uur moe" in page(world, self_of(world, client), "my_plan").content.decode()
    assert not Entry.objects.filter(client=client, text__contains="moe").exists()
    edit = reverse("werkplan:obstacle", args=[client.public_id, row.pk])
    with pytest.raises(Stale):
        obstacles.edit_obstacle(obstacle=row, version=9, words="x", helps="", by=coach)
    assert browser.post(edit, {"solved": "1"}).status_code == 302
    assert browser.post(edit, {"solved": "1"}).status_code == 409
    assert plan.obstacles.get().solved_on == TODAY()


def test_of_justice_only_that_a_talk_is_needed(world, coach, client):
    plan, _, _ = running_plan(coach, client)
    with pytest.raises(Refused, match="dát er een gesprek nodig is"):
        obstacles.add_obstacle(plan=plan, kind="justitie", words="Een boete", helps="", by=coach)
    row = obstacles.add_obstacle(plan=plan, kind="justitie", words="", helps="", by=coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=row.pk).update(words="Een boete")
    uwv = world.coach("uwv", name="Van UWV")
    other = world.client_of(uwv, surname="Bos")
    theirs, _, _ = running_plan(uwv, other)
    with pytest.raises(PermissionDenied):
        obstacles.add_obstacle(plan=theirs, kind="justitie", words="", helps="", by=uwv)
    Obstacle.objects.create(plan=theirs, kind="justitie")
    text = page(world, uwv, "obstacles", other.public_id).content.decode()
    assert "police" not in text and "politie of justitie</b>" not in text and 'value="justitie"' not in text


def test_who_leads_for_the_social_partners_does_not_see_it(world):
    anne = world.coach("sociale-partners", name="Anne")
    client = world.client_of(anne)
    plan, goal, _ = running_plan(anne, client)
    Obstacle.objects.create(plan=plan, kind="taal", words="Brieven lezen")
    assert page(world, anne, "obstacles", client.public_id).status_code == 403
    with pytest.raises(PermissionDenied):
        obstacles.add_obstacle(plan=plan, kind="wonen", words="", helps="", by=anne)
    closing(plan, anne, goal)
    text = page(world, anne, "plan_lookback", client.public_id).content.decode()
    assert "Brieven lezen" not in text and "ziet u niet" in text


def test_without_a_look_back_there_is_a_next_step(world, coach, client):
    running_plan(coach, client)
    assert "Nog geen terugblik" in page(world, coach, "plan_lookback", client.public_id).content.decode()
    assert "nog niet afgesloten" in page(world, self_of(world, client), "my_lookback").content.decode()


def test_both_get_it_on_paper_with_what_each_may_read(world, coach, client):
    plan, goal, _ = running_plan(coach, client)
    assert page(world, coach, "plan_lookback_pdf", client.public_id).status_code == 404, "nothing to print yet"
    obstacles.add_obstacle(plan=plan, kind="taal", words="Brieven lezen", helps="Samen lezen", by=coach)
    closing(plan, coach, goal, own_words="Fijn zo.")
    anne = world.coach("sociale-partners", name="Anne")
    world.involve(anne, client, "team")
    for answer, sees in (
        (page(world, coach, "plan_lookback_pdf", client.public_id), True),
        (page(world, self_of(world, client), "my_lookback_pdf"), True),
        (page(world, anne, "plan_lookback_pdf", client.public_id), False),
    ):
        assert answer["Content-Type"] == "application/pdf" and "terugblik.pdf" in answer["Content-Disposition"]
        text = text_of(answer.content)
        for part in ("Terugkijken op uw plan", "Voor een deel bereikt", "Bel de taalschool 0", "“Fijn zo.”"):
            assert part in text, part
        assert ("Brieven lezen" in text) is sees
    assert Event.objects.filter(action="werkplan.print_lookback", dossier=client.pk).count() == 3
