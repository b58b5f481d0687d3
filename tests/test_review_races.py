"""Emergency access and checks by many at once: three in a week are three, and a check is judged once (B12)."""

import pytest
from django.utils import timezone

from tests.support.dossiers import full
from tests.support.racing import one_won, race
from werkcentrum.access.actor import of_user
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.models import Glass, Incident, Involvement, Review, User
from werkcentrum.access.review import actions
from werkcentrum.access.review.incidents import add_incident, close_incident, judge_incident
from werkcentrum.refusal import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "De klant staat aan de balie en UWV neemt niet op."


class Scene:
    """A gids, a lead of UWV with four dossiers, two team leaders and a privacy officer."""

    def __init__(self, world):
        from services.load import load_catalogue

        load_catalogue()
        self.leaders = [world.team_leader(name=name) for name in ("Tineke", "Rients")]
        self.lead, self.gids, self.officer = world.coach(), world.gids(), world.actor("privacyofficer")
        self.people = [full(world, self.lead, number) for number in (1, 2, 3, 4)]

    def take(self, number):
        """Take emergency access to one of the four, in this thread."""
        whole = self.people[number]
        return take_glass(dossier=whole.client.pk, by=of_user(self.gids.user), reason="balie", explanation=WHY)


@pytest.fixture
def scene(committed_world):
    return Scene(committed_world)


def test_four_at_once_are_three(scene):
    outcome = race(4, scene.take)
    refused = [o for o in outcome if isinstance(o, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], Conflict), outcome
    assert Glass.objects.count() == Review.objects.filter(kind="glass").count() == 3
    assert Involvement.objects.live().filter(relation="glass").count() == 3


def test_the_same_person_by_four_clicks_is_one(scene):
    outcome = race(4, lambda i: scene.take(0).pk)
    assert len(set(outcome)) == 1 and Glass.objects.count() == 1


def test_two_reviewers_at_once_one_judges(scene):
    # All three first: what is judged unjustified switches emergency access off.
    for review in [scene.take(number).review for number in range(3)]:

        def deed(i, review=review):
            by = of_user(scene.leaders[i % 2].user)
            return actions.decide(review=review, justified=i % 2 == 0, decision="Gezien.", by=by)

        assert not one_won(race(4, deed))
        row = Review.objects.get(pk=review.pk)
        assert Incident.objects.filter(review=row).count() == (row.state == "unjustified")
        Incident.objects.all().delete()


def test_a_question_and_its_answer_go_out_once(scene):
    review = scene.take(0).review
    assert not one_won(
        race(4, lambda i: actions.ask(review=review, question="Waarom?", by=of_user(scene.leaders[i % 2].user)))
    )
    assert not one_won(race(4, lambda i: actions.explain(review=review, answer="Hierom.", by=of_user(scene.gids.user))))


def test_an_incident_is_judged_and_closed_once(scene):
    incident = add_incident(what="Een tas is gestolen.", by=scene.officer)
    said = {"reported": True, "clients_told": True, "why": "Er stonden namen in."}
    assert not one_won(race(4, lambda i: judge_incident(incident=incident, by=of_user(scene.officer.user), **said)))
    done = {"measures": "Gesproken.", "glass_again": False}
    assert not one_won(race(4, lambda i: close_incident(incident=incident, by=of_user(scene.officer.user), **done)))


def test_the_race_sees_a_missing_queue(scene, monkeypatch):
    """Without the lock on the user's row more than three come through, at least once in a few tries."""
    monkeypatch.setattr(User.objects.none().__class__, "select_for_update", lambda self, **how: self)
    for _ in range(8):
        race(4, scene.take)
        if Glass.objects.count() > 3:
            return
        Review.objects.filter(kind="glass").delete()
        Glass.objects.all().delete()
        Involvement.objects.filter(relation="glass").update(valid_until=timezone.now())
    pytest.fail("four came as three without the queue: the race is too slow to see it")
