"""Answers that come too late, twice, or from who may not: a clear sentence, and nothing half done."""

import datetime

import pytest
from django.utils import timezone

from clients.models import Handover
from tests.factories.fatima import fatima
from tests.support.clock import story_day
from tests.support.invariants import half_handovers, one_of_each
from tests.support.kept import Kept
from tests.support.racing import race
from werkcentrum.access import actions as access
from werkcentrum.access import door
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.regions.models import Participation
from werkplan.actions import handover as actions
from werkplan.actions import handover_clock as nightly
from werkplan.models import Werkplan

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
DAY = datetime.timedelta(days=1)
TOWN = "gemeente-leeuwarden"


class Offered:
    """Fatima on assistance, still led by UWV, offered to Leeuwarden and proposed to a coach there."""

    def __init__(self, world):
        story = fatima(world)
        self.world, self.coach, self.client = world, story.coach, story.client
        self.client.income_periods.update(code="BIJSTAND", valid_until=None)
        self.town, self.leader = world.coach(TOWN), world.team_leader(TOWN)
        self.row = actions.offer(client=self.client, to=self.town.cell, reason="Bijstand.", by=self.coach)
        actions.assign(handover=self.row, coach=self.town.user, by=self.leader)
        self.kept = Kept(self.client.pk)

    def still_with_uwv(self):
        leads = Involvement.objects.filter(dossier=self.client.pk, relation="lead", valid_until=None)
        assert [row.user for row in leads] == [self.coach.user]
        assert self.kept.lost() == [] and [*half_handovers(), *one_of_each()] == []
        return True


@pytest.fixture
def story(world):
    return Offered(world)


def test_case_13_refused_means_the_old_partner_stays_and_day_five_escalates(story):
    """domain.md §10, 13: the old regiehouder remains; unanswered, the coordinator sees it after five working days."""
    coordinator = story.world.actor("regiocoordinator")
    actions.refuse(handover=story.row, reason="Geen ruimte.", code="geen_ruimte", by=story.town)
    assert story.still_with_uwv() and Werkplan.objects.get().state == "in_uitvoering"
    again = actions.offer(client=story.client, to=story.town.cell, reason="Opnieuw.", by=story.coach)
    assert again.due_on == datetime.date(2026, 11, 27), "Friday 20 November and five working days"
    with door.as_system("test") as by:
        assert nightly.escalate_handovers(on=datetime.date(2026, 11, 27), by=by) == 0
        assert nightly.escalate_handovers(on=datetime.date(2026, 11, 28), by=by) == 1
    assert Handover.objects.open().get().escalated_at and coordinator
    assert story.still_with_uwv()


def test_accepting_after_losing_the_role(story):
    access.end_membership(membership=story.town.membership, by=None, on=timezone.localdate() - DAY)
    with pytest.raises(Refused, match="werkt niet meer als coach"):
        actions.accept(handover=story.row, by=of_user(story.town.user))
    assert story.still_with_uwv() and Handover.objects.get().state == "aangeboden"


def test_accepting_what_was_withdrawn_or_expired(story):
    actions.withdraw(handover=story.row, by=story.coach)
    with pytest.raises(Conflict, match="al beslist: ingetrokken"):
        actions.accept(handover=story.row, by=story.town)
    row = actions.offer(client=story.client, to=story.town.cell, reason="Opnieuw.", by=story.coach)
    actions.assign(handover=row, coach=story.town.user, by=story.leader)
    with door.as_system("test") as by:
        nightly.expire_handovers(on=row.expires_on + DAY, by=by)
    with pytest.raises(Conflict, match="al beslist: verlopen"):
        actions.accept(handover=row, by=story.town)
    assert Involvement.objects.filter(relation="lead", valid_until=None).get().user == story.coach.user


def test_accepting_for_a_partner_that_left_the_region(story):
    Participation.objects.filter(pk=story.town.cell.pk).update(valid_until=timezone.localdate() - DAY)
    with pytest.raises(Refused, match="doet niet meer mee in deze regio"):
        actions.accept(handover=story.row, by=story.town)
    assert story.still_with_uwv()


def test_offering_to_the_own_partner_or_one_that_left(story):
    actions.withdraw(handover=story.row, by=story.coach)
    with pytest.raises(Refused, match="UWV is niet verantwoordelijk"):
        actions.offer(client=story.client, to=story.coach.cell, reason="Zo.", by=story.coach)
    Participation.objects.filter(pk=story.town.cell.pk).update(valid_until=timezone.localdate() - DAY)
    with pytest.raises(Refused, match="nog niet mee"):
        actions.offer(client=story.client, to=story.town.cell, reason="Zo.", by=story.coach)
    assert story.still_with_uwv() and not Handover.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_and_a_night_at_once_are_one_answer(committed_world):
    """Twice the same button in two windows, while the night closes what is late: one of them, and one lead."""
    story = Offered(committed_world)

    def go(place):
        try:
            if place == 2:
                with door.as_system("test") as by:
                    return nightly.expire_handovers(on=story.row.expires_on + DAY, by=by)
            actions.accept(handover=Handover.objects.get(pk=story.row.pk), by=of_user(story.town.user))
            return 1
        except Conflict:
            return 0

    answers = race(3, go)
    assert sum(answers) == 1, answers
    state = Handover.objects.get(pk=story.row.pk).state
    lead = Involvement.objects.get(dossier=story.client.pk, relation="lead", valid_until=None)
    assert lead.user == (story.town.user if state == "geaccepteerd" else story.coach.user)
    assert [*half_handovers(), *one_of_each()] == []
