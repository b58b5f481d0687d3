"""The responsibility clock: working days, whose turn it is, escalation, expiry, and what a coordinator can do."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clients.actions import handover_clock as clock
from clients.handover_terms import at_bat, clock_of, terms_of
from clients.late import late_cards
from clients.models import Entry, Handover, HandoverAdvice, HandoverTerms
from tests.support.clock import story_day
from werkcentrum.access import door
from werkcentrum.access.models import Involvement, Notice
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary.workdays import after_workdays
from werkplan.actions import handover as actions
from werkplan.actions import handover_clock as nightly
from werkplan.models import Werkplan

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def story(world):
    """A gids offered a client with a plan to UWV on Friday 20 November 2026."""
    world.team_leader()
    gids = world.gids()
    client = world.client_of(gids)
    Werkplan.objects.create(client=client, region=client.region, lead=gids.cell)
    handover = actions.offer(client=client, to=world.cell("uwv"), reason="WW", by=gids)
    return world, gids, client, handover


def night(deed, on):
    with door.as_system("test") as by:
        return deed(on=on, by=by)


def leads(client):
    return list(Involvement.objects.filter(dossier=client.pk, relation="lead", valid_until=None))


def test_five_working_days_to_answer_and_ten_until_it_expires(story):
    handover = story[3]
    assert (handover.due_on, handover.expires_on) == (datetime.date(2026, 11, 27), datetime.date(2026, 12, 4))


def test_days_of_rest_count_for_nobody():
    # Christmas on a Friday, New Year on the next.
    assert clock_days(datetime.date(2026, 12, 23)) == (datetime.date(2026, 12, 31), datetime.date(2027, 1, 8))


def clock_days(day):
    return after_workdays(day, 5), after_workdays(day, 10)


def test_a_region_has_its_own_terms_from_a_day_on(world):
    region, start = world.region(), datetime.date(2027, 1, 1)
    HandoverTerms.objects.create(region=region, valid_from=start, answer_days=3, expire_days=6, source="Besluit")
    assert terms_of(region.pk, start - DAY).answer_days == 5
    assert terms_of(region.pk, start).answer_days == 3
    assert terms_of(world.region("FoodValley").pk, start).answer_days == 5
    assert clock_of(region.pk, datetime.date(2027, 1, 4)) == (datetime.date(2027, 1, 7), datetime.date(2027, 1, 12))


def test_two_terms_for_one_day_do_not_exist(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverTerms.objects.create(valid_from="2026-01-01", answer_days=2, expire_days=4, source="Dubbel")


def test_the_giver_reads_whose_turn_it_is(story):
    world, _, _, handover = story
    assert at_bat(handover) == "de teamleider van UWV wijst iemand aan"
    actions.assign(handover=handover, coach=world.coach(name="Ulla").user, by=world.team_leader())
    assert at_bat(Handover.objects.get()) == "Ulla van UWV beslist"


def test_escalation_is_once_and_only_after_the_last_day(story):
    world, _, client, handover = story
    coordinator = world.actor("regiocoordinator")
    assert night(nightly.escalate_handovers, handover.due_on) == 0
    assert night(nightly.escalate_handovers, handover.due_on + DAY) == 1
    assert night(nightly.escalate_handovers, handover.due_on + DAY) == 0
    assert Handover.objects.get().escalated_at
    assert Notice.objects.get(kind="late").user == coordinator.user
    assert Entry.objects.filter(client=client, text__contains="regiocoördinator kijkt mee", voice="system").exists()
    assert Event.objects.filter(action="clients.escalate", dossier=client.pk, role="systeem").count() == 1


def test_expiry_leaves_everything_with_the_giver(story):
    world, gids, client, handover = story
    coach = world.coach(name="Ulla")
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader())
    assert night(nightly.expire_handovers, handover.expires_on) == 0
    assert night(nightly.expire_handovers, handover.expires_on + DAY) == 1
    assert night(nightly.expire_handovers, handover.expires_on + DAY) == 0
    row, plan = Handover.objects.get(), Werkplan.objects.get()
    assert (row.state, row.decided_by, bool(row.decided_at)) == ("verlopen", None, True)
    assert (plan.state, plan.lead, plan.offered_to) == ("concept", gids.cell, None)
    assert [lead.user for lead in leads(client)] == [gids.user]
    assert not Involvement.objects.live().filter(user=coach.user, relation="proposed").exists()
    assert Notice.objects.get(kind="expired").user == gids.user


@pytest.mark.parametrize("state", ["restricted", "sealed"])
def test_the_night_leaves_alone_what_stands_still(story, state):
    _, _, client, handover = story
    dossiers = type(client.dossier).objects.filter(pk=client.pk)
    dossiers.update(**({"sealed": True} if state == "sealed" else {"restricted_at": timezone.now()}))
    assert night(nightly.escalate_handovers, handover.due_on + DAY) == 0
    assert night(nightly.expire_handovers, handover.expires_on + DAY) == 0


def test_nobody_accepts_after_the_term_also_before_the_night(story):
    world, gids, client, handover = story
    coach = world.coach(name="Ulla")
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader())
    Handover.objects.update(due_on="2026-11-01", expires_on="2026-11-02")
    with pytest.raises(Conflict, match="verlopen op 2 november 2026"):
        actions.accept(handover=handover, by=coach)
    with pytest.raises(Conflict, match="opnieuw aan te bieden"):
        actions.assign(handover=handover, coach=coach.user, by=world.team_leader())
    assert [lead.user for lead in leads(client)] == [gids.user]


def test_the_database_ties_states_to_their_columns(story):
    rows = Handover.objects.all()
    for wrong in (
        {"state": "verlopen"},
        {"state": "verlopen", "decided_at": timezone.now(), "decided_by": story[1].user},
        {"state": "geweigerd", "decided_at": timezone.now(), "decided_by": story[1].user, "refusal": "Vol."},
        {"refusal_code": "anders"},
        {"expires_on": "2026-01-01"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_a_refusal_carries_a_code_of_the_list(story):
    world, _, _, handover = story
    with pytest.raises(Refused, match="reden uit de lijst"):
        actions.refuse(handover=handover, reason="Vol.", code="zomaar", by=world.team_leader())
    row = actions.refuse(handover=handover, reason="Vol.", code="geen_ruimte", by=world.team_leader())
    assert (row.refusal_code, row.refusal) == ("geen_ruimte", "Vol.")


def test_no_instant_without_a_lead_also_for_who_writes_past_the_product(story):
    """Each lead begins where the one before ended: the database refuses a gap of one second."""
    _, _, client, _ = story
    row = leads(client)[0]
    now = timezone.now()
    with pytest.raises(IntegrityError, match="moment without a lead"), transaction.atomic():
        Involvement.objects.filter(pk=row.pk).update(valid_until=now)
        Involvement.objects.create(
            dossier=client.dossier, user=row.user, participation=row.participation, relation="lead", ground=row.ground,
            valid_from=now + datetime.timedelta(seconds=1), created_by=row.user,
        )  # fmt: skip
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


# The coordinator


@pytest.fixture
def late(story):
    night(nightly.escalate_handovers, story[3].due_on + DAY)
    return story


def as_web(actor, deed):
    """Do it as the web does: behind the second door."""
    with transaction.atomic():
        door.enter(actor)
        try:
            return deed()
        finally:
            door.leave()


def test_a_coordinator_sees_a_clock_and_two_partners_and_no_person(late):
    world, _, client, _ = late
    (card,) = as_web(world.actor("regiocoordinator"), late_cards)
    assert (card.municipality, card.giver, card.receiver) == ("Leeuwarden", "Werkcentrum Friesland", "UWV")
    assert "Amrani" not in str(card) and str(client.birth_on.year) not in str(card.number)


@pytest.mark.parametrize("who", ["teamleider", "coach", "privacyofficer", "gids"])
def test_nobody_else_gets_that_list(late, who):
    assert as_web(late[0].actor(who), late_cards) == []


def test_nor_a_coordinator_of_another_region(late):
    assert as_web(late[0].actor("regiocoordinator", region="FoodValley"), late_cards) == []


def test_reminding_is_once_a_day_and_reaches_the_receiver(late):
    world, _, client, handover = late
    by = world.actor("regiocoordinator")
    as_web(by, lambda: clock.remind(handover=handover.public_id, by=by))
    assert Notice.objects.get(kind="reminded").user == world.team_leader().user
    with pytest.raises(Conflict, match="vandaag al"):
        as_web(by, lambda: clock.remind(handover=handover.public_id, by=by))
    assert Event.objects.filter(action="clients.advise", dossier=client.pk).count() == 1


def test_another_receiver_is_proposed_with_a_reason_and_followed_by_the_giver(late):
    world, gids, client, handover = late
    by, town = world.actor("regiocoordinator"), world.cell("gemeente-leeuwarden")

    def advise(to, reason="Afgesproken: de gemeente helpt (Participatiewet 7.7)."):
        return as_web(by, lambda: clock.advise(handover=handover.public_id, to=to, reason=reason, by=by))

    with pytest.raises(Refused, match="geen teamleider"):
        advise(town)
    world.team_leader("gemeente-leeuwarden")
    with pytest.raises(Refused, match="Schrijf op waarom"):
        advise(town, " ")
    for wrong in (handover.to_participation, gids.cell):
        with pytest.raises(Refused, match="andere partner"):
            advise(wrong)
    advise(town)
    assert Notice.objects.get(kind="advised").user == gids.user
    fresh = as_web(gids, lambda: actions.follow_advice(handover=Handover.objects.get(), by=gids))
    assert (fresh.to_participation, fresh.rule) == (town, None)
    assert sorted(Handover.objects.values_list("state", flat=True)) == ["aangeboden", "ingetrokken"]
    assert Werkplan.objects.get().offered_to == town
    assert [lead.user for lead in leads(client)] == [gids.user]
    assert as_web(by, late_cards) == []


def test_without_a_proposal_there_is_nothing_to_follow(late):
    with pytest.raises(Refused, match="geen andere ontvanger"):
        actions.follow_advice(handover=late[3], by=late[1])


def test_who_does_not_coordinate_advises_nothing(late):
    world, _, _, handover = late
    for role in ("teamleider", "coach", "programmamanager"):
        by = world.actor(role)
        with pytest.raises(PermissionDenied):
            clock.remind(handover=handover.public_id, by=by)


def test_the_database_takes_no_advice_of_who_does_not_coordinate(late):
    world, _, client, handover = late
    by = world.coach(name="Ulla")
    with pytest.raises(Exception, match="row-level security"):
        as_web(
            by,
            lambda: HandoverAdvice.objects.create(
                handover=handover, client_id=client.pk, kind="herinnering", by=by.user
            ),
        )


def test_the_night_carries_both_out_in_their_order(story):
    from werkcentrum.outbox.registry import night_tasks

    handlers = {task.name: task.handler for task in night_tasks()}
    names = [name for name in handlers if name.endswith("_handovers")]
    assert names == ["night:expire_handovers", "night:escalate_handovers"], "what expires tonight asks nobody first"
    with door.as_system("night") as by:
        assert handlers[names[1]](by=by, on=story[3].due_on + DAY) == "1 overdrachten bij de regiocoördinator."
        assert handlers[names[0]](by=by, on=story[3].expires_on + DAY) == "1 overdrachten vervallen."
