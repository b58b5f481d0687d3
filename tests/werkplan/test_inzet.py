"""The use of an offer: from idea to result, with the last place for exactly one."""

import datetime
import uuid
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from services.models import Offer
from tests.werkplan.plans import add_step, draft_plan, make_offer, running_plan
from werkcentrum.access.actor import of_user
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date
from werkplan.actions import plan as plans
from werkplan.actions.inzet import move_inzet
from werkplan.models import CarryOver, CarryOverLine, Inzet

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


def use(world, coach, client, **fields):
    """An explored inzet in a running plan; answers (plan, inzet, offer)."""
    plan, goal, _ = running_plan(coach, client)
    offer = make_offer(world, **fields)
    return plan, add_step(coach, plan, goal, offer=offer).inzetten.get(), offer


def walk(inzet, coach, *moves, **facts):
    for move in moves:
        inzet = move_inzet(inzet=inzet, move=move, by=coach, **facts)
    return inzet


def taken(offer):
    return Offer.objects.values_list("places_taken", flat=True).get(pk=offer.pk)


def test_from_idea_to_result(world, coach):
    _, inzet, offer = use(world, coach, world.client_of(coach), places=2)
    inzet = walk(inzet, coach, "request", "assess")
    assert taken(offer) == 0
    inzet = move_inzet(inzet=inzet, move="grant", decision_ref="UWV-2026-7", by=coach)
    assert (inzet.state, inzet.decision_ref, taken(offer)) == ("toegekend", "UWV-2026-7", 1)
    inzet = walk(inzet, coach, "start")
    assert inzet.starts_on == TODAY() and inzet.step.state == "bezig"
    inzet = move_inzet(inzet=inzet, move="interrupt", reason="Ziek", by=coach)
    assert taken(offer) == 1
    inzet = walk(inzet, coach, "start", "finish")
    assert (inzet.state, inzet.ends_on, taken(offer)) == ("afgerond", TODAY(), 0)


def test_the_last_place_then_the_waiting_list(world, coach):
    _, first, offer = use(world, coach, world.client_of(coach), places=1)
    plan, goal, _ = running_plan(coach, world.client_of(coach, surname="Bos"))
    second = add_step(coach, plan, goal, offer=offer).inzetten.get()
    walk(first, coach, "request", "grant")
    second = walk(second, coach, "request")
    with pytest.raises(Conflict, match="laatste plaats"):
        walk(second, coach, "grant")
    second.refresh_from_db()
    assert (second.state, taken(offer)) == ("aangevraagd", 1), "a refused move leaves nothing behind"
    second = walk(second, coach, "queue")
    move_inzet(inzet=first, move="end_early", reason="Verhuisd", by=coach)
    assert taken(offer) == 0
    assert walk(second, coach, "grant").state == "toegekend"


def test_only_who_must_decides_again(world, coach):
    client = world.client_of(coach)
    plan, inzet, _ = use(world, coach, client)
    inzet = walk(inzet, coach, "request", "grant")
    inzet.reconfirm(by=TODAY() + datetime.timedelta(days=10))
    inzet.save()
    report = CarryOver.objects.create(
        submit_key=uuid.uuid4(),
        client=client,
        plan=plan,
        from_code="WW",
        to_code="BIJSTAND",
        on=TODAY(),
        before={},
        after={},
        recorded_by=coach.user,
    )
    CarryOverLine.objects.create(
        report=report, plan=plan, item_type="inzet", item_id=inzet.pk, code="TAAL", title="Taal", kind="B",
        reason="De gemeente beslist opnieuw.", owner="municipality",
    )  # fmt: skip
    for move in ("confirm_granted", "end_early"):
        with pytest.raises(Refused, match="Hierover beslist de gemeente"):
            move_inzet(inzet=inzet, move=move, reason="Stop", by=coach)
    assert plans.close(plan=plan, reason="overleden", by=coach).state == "afgesloten", "death stops all"


def test_what_is_replaced_runs_on_in_sight(world, coach):
    client = world.client_of(coach)
    plan, inzet, _ = use(world, coach, client)
    inzet = walk(inzet, coach, "request", "grant", "start")
    last = TODAY() + datetime.timedelta(days=20)
    Inzet.objects.filter(pk=inzet.pk).update(ends_on=last, reason="De WW stopt.")
    Inzet.objects.create(plan=plan, step=inzet.step, instrument=inzet.instrument, replaces=inzet)
    browser = world.browser(coach)
    page = browser.get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert f"Taaltraining NT2 loopt tot en met {long_date(last)}" in page
    page = browser.get(reverse("werkplan:step", args=[client.public_id, inzet.step_id])).content.decode()
    assert page.count("Aanbod: ") == 2 and 'value="finish"' in page and 'value="request"' in page


@pytest.mark.parametrize("move", ["interrupt", "end_early"])
def test_what_stops_says_why(world, coach, move):
    _, inzet, _ = use(world, coach, world.client_of(coach))
    inzet = walk(inzet, coach, "request", "grant", "start")
    with pytest.raises(Refused, match="waarom"):
        move_inzet(inzet=inzet, move=move, by=coach)


def test_it_ends_after_it_starts(world, coach):
    _, inzet, _ = use(world, coach, world.client_of(coach))
    inzet = walk(inzet, coach, "request", "grant", "start")
    with pytest.raises(Refused, match="einddatum"):
        move_inzet(inzet=inzet, move="finish", on=TODAY() - datetime.timedelta(days=3), by=coach)


def test_an_offer_for_a_step_that_has_none(world, coach):
    client = world.client_of(coach)
    _, _, (step,) = running_plan(coach, client)
    offer, closed = make_offer(world), make_offer(world, title="Gesloten", state="ingetrokken")
    browser, choose = world.browser(coach), reverse("werkplan:inzet_add", args=[client.public_id, step.pk])
    page = browser.get(reverse("werkplan:step", args=[client.public_id, step.pk])).content.decode()
    assert choose in page
    assert str(offer.public_id) in browser.get(choose, {"nodig": "taal"}).content.decode()
    assert browser.post(choose, {"offer": str(closed.public_id)}).status_code == 409
    assert browser.post(choose, {"offer": str(offer.public_id)}).status_code == 302
    again = browser.post(choose, {"offer": str(offer.public_id)})
    assert again.status_code == 409 and "heeft al een aanbod" in again.content.decode()
    assert Inzet.objects.get(step=step).state == "verkend"


def test_asking_for_what_closed(world, coach):
    _, inzet, offer = use(world, coach, world.client_of(coach))
    offer.withdraw(reason="Subsidie stopt")
    offer.save()
    with pytest.raises(Conflict, match="gesloten"):
        walk(inzet, coach, "request")


def test_a_running_one_ends_though_the_offer_closed(world, coach):
    _, inzet, offer = use(world, coach, world.client_of(coach))
    inzet = walk(inzet, coach, "request", "grant", "start")
    offer.withdraw(reason="Subsidie stopt")
    offer.save()
    assert walk(inzet, coach, "finish").state == "afgerond"


def test_the_new_lead_decides_again(world, coach):
    client = world.client_of(coach)
    plan, inzet, offer = use(world, coach, client, places=1)
    inzet = walk(inzet, coach, "request", "grant", "start")
    inzet.reconfirm(by=TODAY() + datetime.timedelta(days=10))
    inzet.save()
    with pytest.raises(Conflict, match="andere knop"):
        walk(inzet, coach, "confirm_granted")
    plan.offer(to=world.cell("gemeente-leeuwarden"))
    plan.save()
    with pytest.raises(Conflict, match="nieuwe regiehouder"):
        walk(inzet, coach, "confirm_running")
    page = world.browser(coach).get(reverse("werkplan:step", args=[client.public_id, inzet.step_id])).content.decode()
    assert "Opnieuw bevestigen" in page and 'value="confirm' not in page and 'value="end_early"' not in page
    plan.refuse_offer()
    plan.save()
    page = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "Beslis opnieuw over" in page
    inzet = walk(inzet, coach, "confirm_running")
    assert (inzet.state, inzet.decide_by, taken(offer)) == ("gestart", None, 1)


def test_a_plan_with_something_running_stays_open(world, coach):
    plan, inzet, offer = use(world, coach, world.client_of(coach), places=1)
    walk(inzet, coach, "request", "grant")
    with pytest.raises(Conflict, match="Dit loopt nog: Taaltraining NT2"):
        plans.close(plan=plan, reason="werk", by=coach)
    assert plans.close(plan=plan, reason="overleden", by=coach).state == "afgesloten"
    inzet.refresh_from_db()
    assert (inzet.state, taken(offer)) == ("voortijdig_beeindigd", 0)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "gestart"},
        {"state": "afgewezen"},
        {"state": "te_herbevestigen"},
        {"decide_by": datetime.date(2027, 1, 1)},
        {"starts_on": datetime.date(2027, 1, 2), "ends_on": datetime.date(2027, 1, 1)},
    ],
)
def test_the_database_ties_states_to_their_columns(world, coach, columns):
    _, inzet, _ = use(world, coach, world.client_of(coach))
    with pytest.raises(IntegrityError), transaction.atomic():
        Inzet.objects.filter(pk=inzet.pk).update(**columns)


def test_on_the_page_of_the_step(world, coach):
    client = world.client_of(coach)
    _, inzet, _ = use(world, coach, client)
    browser = world.browser(coach)
    move = reverse("werkplan:inzet_move", args=[client.public_id, inzet.pk])
    assert browser.post(move, {"move": "request"}).status_code == 302
    assert browser.post(move, {"move": "refuse", "reason": ""}).status_code == 422
    assert browser.post(move, {"move": "finish"}).status_code == 409
    assert browser.post(move, {"move": "grant", "decision_ref": "UWV-1"}).status_code == 302
    inzet.refresh_from_db()
    assert inzet.decision_ref == "UWV-1"
    mine = world.client_of(coach, surname="Bos")
    draft_plan(coach, mine)
    assert (
        browser.post(reverse("werkplan:inzet_move", args=[mine.public_id, inzet.pk]), {"move": "start"}).status_code
        == 404
    )


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one(committed_world):
    coach = committed_world.coach()
    offer = make_offer(committed_world, places=1)
    rows = []
    for at in range(5):
        plan, goal, _ = running_plan(coach, committed_world.client_of(coach, surname=f"Bos{at}"))
        rows.append(walk(add_step(coach, plan, goal, offer=offer).inzetten.get(), coach, "request"))
    start, answers = Barrier(5), []

    def grant(inzet):
        try:
            start.wait()
            move_inzet(inzet=inzet, move="grant", by=of_user(coach.user))
            answers.append("granted")
        except Conflict as no:
            answers.append(no.sentence)
        finally:
            connection.close()

    threads = [Thread(target=grant, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("granted") == 1 and len(answers) == 5
    assert all("laatste plaats" in answer for answer in answers if answer != "granted")
    assert Inzet.objects.filter(state="toegekend").count() == taken(offer) == 1
