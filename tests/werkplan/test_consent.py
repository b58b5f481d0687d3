"""The client's agreement: asked, answered in one of three ways, and frozen."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import add_step, draft_plan, running_plan
from werkcentrum.access import actions as access
from werkcentrum.access.models import Relation
from werkcentrum.access.relations import Ground
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import agreements, consent, goals
from werkplan.actions import plan as plans
from werkplan.models import PlanVersion
from werkplan.snapshot import agreement_sentence, differences, digest, snapshot

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def answer(plan, coach, how="papier", **facts):
    return consent.establish(plan=plan, answer=how, on=TODAY(), by=coach, **facts)


def self_of(world, client):
    """The client on her own account."""
    user = world.user("klant", name=f"Klant {client.pk}")
    access.involve(
        dossier=client.dossier, user=user, participation=None, relation=Relation.SELF, ground=Ground.SELF, by=user
    )
    return world.actor("klant", name=f"Klant {client.pk}")


def test_a_plan_without_goal_or_step_is_not_sent(world, coach, client):
    plan = plans.start_plan(client=client, by=coach)
    with pytest.raises(Refused, match="geen doel"):
        consent.send_for_consent(plan=plan, by=coach)
    goals.add_goal(plan=plan, text="Ik wil werk.", kind="betaald_werk", by=coach)
    with pytest.raises(Refused, match="geen stap") as no:
        consent.send_for_consent(plan=plan, by=coach)
    assert no.value.status == 422
    page = world.browser(coach).post(reverse("werkplan:consent", args=[client.public_id]))
    assert page.status_code == 422 and "geen stap" in page.content.decode()


def test_while_it_lies_with_the_client_nothing_changes(coach, client):
    plan, goal, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(Conflict, match="terug naar concept"):
        add_step(coach, plan, goal)
    consent.take_back(plan=plan, by=coach)
    add_step(coach, plan, goal)


@pytest.mark.parametrize("how", ["digitaal", "papier"])
def test_agreeing_freezes_and_agrees_to_the_steps(coach, client, how):
    plan, _, (step,) = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    version = answer(plan, coach, how)
    step.refresh_from_db()
    assert (version.number, version.answer, step.state) == (1, how, "afgesproken")
    assert version.digest == digest(version.content)
    assert version.content["goals"][0]["steps"][0]["state"] == "afgesproken"


def test_refusing_to_sign_does_not_block(coach, client):
    plan, _, (step,) = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(Refused, match="eigen woorden") as no:
        answer(plan, coach, "besproken", own_words=" ")
    assert no.value.field == "own_words"
    version = answer(plan, coach, "besproken", own_words="Het gaat mij te snel.")
    plan.refresh_from_db()
    step.refresh_from_db()
    assert (version.own_words, plan.own_view) == ("Het gaat mij te snel.", "Het gaat mij te snel.")
    assert (plan.state, step.state) == ("vastgesteld", "voorgesteld")
    assert plans.run(plan=plan, evaluate_on=TODAY() + datetime.timedelta(days=90), by=coach).state == "in_uitvoering"


def test_an_answer_of_tomorrow(coach, client):
    plan, _, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(Refused, match="nog komen"):
        consent.establish(plan=plan, answer="papier", on=TODAY() + datetime.timedelta(days=1), by=coach)


def test_answering_twice(coach, client):
    plan, _, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    answer(plan, coach)
    with pytest.raises(Conflict):
        answer(plan, coach)
    assert plan.versions.count() == 1


def test_a_version_never_changes(coach, client):
    plan, _, _ = running_plan(coach, client)
    version = plan.versions.get()
    for change in (lambda: PlanVersion.objects.update(own_words="Anders"), version.delete):
        with pytest.raises(Error), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(
            plan=plan, number=2, content={}, digest="", answer="besproken", answered_on=TODAY(), recorded_by=coach.user
        )


def test_a_new_version_only_of_what_changed(world, coach, client):
    plan, goal, (step,) = running_plan(coach, client)
    with pytest.raises(Conflict, match="niets gewijzigd sinds versie 1"):
        consent.agree_version(plan=plan, answer="papier", on=TODAY(), by=coach)
    from werkplan.actions.steps import move_step

    move_step(step=step, move="start", by=coach)
    plan.refresh_from_db()
    assert differences(plan.versions.get().content, snapshot(plan)) == [], "progress changes no agreement"
    add_step(coach, plan, goal, title="Schrijf een brief")
    browser = world.browser(coach)
    page = browser.get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "Gewijzigd sinds versie 1" in page
    form = {"answer": "papier", "answered_on": f"{TODAY():%d-%m-%Y}"}
    assert browser.post(reverse("werkplan:consent", args=[client.public_id]), form).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.versions.count()) == ("in_uitvoering", 2)
    page = browser.get(reverse("werkplan:version", args=[client.public_id, 1]), {"met": "2"}).content.decode()
    assert "Stond er niet" in page and "Schrijf een brief" in page
    page = browser.get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "Gewijzigd sinds" not in page


def test_an_end_that_was_agreed_is_no_change_when_it_comes(coach, client):
    plan, _, _ = running_plan(coach, client)
    row = agreements.add_voluntary(plan=plan, text="Wij bellen.", by=coach)
    row.valid_from = TODAY() - datetime.timedelta(days=9)
    row.valid_until, row.end_reason = TODAY() + datetime.timedelta(days=9), "De WW stopt."
    row.save()
    content = snapshot(plan)
    assert "tot en met" in agreement_sentence(content["agreements"][0])
    row.valid_until = TODAY() - datetime.timedelta(days=1)
    row.save()
    content["agreements"][0]["valid_until"] = row.valid_until.isoformat()
    assert snapshot(plan)["agreements"] == [] and differences(content, snapshot(plan)) == []


def test_a_snapshot_names_nobody(world, coach):
    client = world.client_of(coach, bsn="999990019", surname="Kanarie", phone="058-1234567")
    plan, _, _ = running_plan(coach, client)
    text = str(plan.versions.get().content)
    assert "Kanarie" not in text and "999990019" not in text and "058" not in text


def test_the_client_herself(world, coach, client):
    plan, _, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(PermissionDenied):
        consent.agree_by_client(plan=plan, by=coach)
    with pytest.raises(PermissionDenied):
        consent.agree_by_client(plan=plan, by=self_of(world, world.client_of(coach, surname="Bos")))
    me = self_of(world, client)
    plan.refresh_from_db()
    with pytest.raises(Conflict, match="veranderd sinds u het bekeek"):
        consent.agree_by_client(plan=plan, seen="0" * 64, by=me)
    version = consent.agree_by_client(plan=plan, seen=digest(snapshot(plan)), by=me)
    assert (version.answer, version.recorded_by) == ("digitaal", me.user)


def test_the_client_disagrees_in_her_own_words(world, coach, client):
    plan, _, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    me = self_of(world, client)
    with pytest.raises(Refused):
        consent.disagree_by_client(plan=plan, own_words="", by=me)
    assert consent.disagree_by_client(plan=plan, own_words="Te snel", by=me).answer == "besproken"


def test_only_who_may_records_an_answer(world, coach, client):
    plan, _, _ = draft_plan(coach, client)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(PermissionDenied):
        answer(plan, world.coach(name="Ander"))
