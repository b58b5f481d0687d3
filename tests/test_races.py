"""What happens when many do the same at once: exactly one deed, and a sentence for the others (B11, B12).

Taken away in turn, the row lock of `werkplan.policy.hold` and the unique key of the intake turn these red; the first
is shown by `test_the_race_sees_a_missing_lock`.
"""

import datetime
import json
import uuid

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.actions import intake as intakes
from clients.actions.registration import AlreadyKnown, Papers, register
from clients.models import Client, Handover, Intake, NationalNumber
from services import actions as offers
from services.models import Offer
from tests.factories.world import test_bsn
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, SOON, full, hand_over, offer_of
from tests.support.racing import one_won, put, race
from tests.support.results import result
from tests.support.size import size
from tests.test_house import transitions
from werkcentrum.access.actions import make_key
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Desk
from werkplan import policy
from werkplan.actions import consent, handover, inzet, steps
from werkplan.actions import plan as plans
from werkplan.actions.cards import give_code
from werkplan.models import ActivityCard, Goal, Inzet, Step, Werkplan

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
MANY = 4


class Scene:
    """One dossier led by a coach of UWV whose income now makes the municipality responsible."""

    def __init__(self, world):
        from services.load import load_catalogue

        self.world = world
        load_catalogue()
        self.offer = offer_of(world, "gepubliceerd", places=200)
        self.lead, self.next = world.coach(), world.coach(MUNICIPAL)
        self.leader = world.team_leader(MUNICIPAL)
        self.whole = full(world, self.lead, 1, offer=self.offer)
        self.plan, self.step, self.inzet = self.whole.plan, self.whole.loose, self.whole.inzet
        self.whole.client.income_periods.update(code="BIJSTAND")

    def by(self, actor=None):
        """The actor afresh: a thread has her own."""
        return of_user((actor or self.lead).user)


@pytest.fixture
def scene(committed_world):
    return Scene(committed_world)


def once(deed, what):
    """So many at once: one did it, the others got a sentence."""
    wrong = one_won(race(MANY, deed))
    result("B12", races=1, most_threads=MANY, wrong=int(bool(wrong)))
    assert not wrong, f"{what}: {wrong}"


def moves(model):
    """(name, one source) of every transition of a model, as often as there are rounds."""
    once_each = sorted({(t.name, str(t.source)) for m, t in transitions() if m is model and t.source != "*"})
    return once_each * size("B12 rounds")


PLAN = {
    "send_for_consent": lambda s: consent.send_for_consent(plan=s.plan, by=s.by()),
    "take_back": lambda s: consent.take_back(plan=s.plan, by=s.by()),
    "establish": lambda s: consent.establish(plan=s.plan, answer="papier", on=TODAY, by=s.by()),
    "run": lambda s: plans.run(plan=s.plan, evaluate_on=TODAY + SOON, by=s.by()),
    "evaluate": lambda s: plans.evaluate(plan=s.plan, by=s.by()),
    "pause": lambda s: plans.pause(plan=s.plan, reason="mantelzorg", by=s.by()),
    "resume": lambda s: plans.resume(plan=s.plan, evaluate_on=TODAY + SOON, by=s.by()),
    "aftercare": lambda s: plans.aftercare(plan=s.plan, by=s.by()),
    "close": lambda s: plans.close(plan=s.plan, reason="werk", by=s.by()),
    "reopen": lambda s: plans.reopen(plan=s.plan, by=s.by()),
}


def test_every_move_of_a_plan_happens_once(scene):
    missing = {name for name, _ in moves(Werkplan)} - set(PLAN) - {"offer", "accept_offer", "refuse_offer"}
    assert not missing, f"add the action of {missing} to PLAN"
    for name, source in moves(Werkplan):
        if name in PLAN:
            put(scene.plan, source)
            once(lambda i, name=name: PLAN[name](scene), f"{name} from {source}")


def test_every_move_of_a_step_happens_once(scene):
    for name, source in moves(Step):
        put(scene.step, source)
        once(
            lambda i, name=name: steps.move_step(step=scene.step, move=name, reason="Omdat.", by=scene.by()),
            f"{name} from {source}",
        )


def _move_inzet(scene, name):
    row = Inzet.objects.select_related("plan__client", "offer").get(pk=scene.inzet.pk)
    return inzet.move_inzet(inzet=row, move=name, on=TODAY, reason="Omdat.", by=scene.by())


def test_every_move_of_an_inzet_happens_once(scene):
    for name, source in moves(Inzet):
        if name in {"reconfirm", "put_back"}:
            continue  # a change of income does it, with the plan locked: see tests/werkplan/test_income_race.py
        running = {"state_before_reconfirm": "gestart"} if name == "confirm_running" else {}
        put(scene.inzet, source, **running)
        once(lambda i, name=name: _move_inzet(scene, name), f"{name} from {source}")


def _offer(scene):
    return handover.offer(client=scene.whole.client, to=scene.next.cell, reason="Inkomen.", by=scene.by())


def _pending(scene):
    """A fresh offer, assigned to the next coach."""
    Handover.objects.filter(client=scene.whole.client, state="aangeboden").delete()
    put(scene.plan, "in_uitvoering", offered_to=None)
    row = _offer(scene)
    handover.assign(handover=row, coach=scene.next.user, by=scene.by(scene.leader))
    return row


HANDOVER = {
    "withdraw": lambda s, row: handover.withdraw(handover=row, by=s.by()),
    "refuse": lambda s, row: handover.refuse(handover=row, reason="Vol.", by=s.by(s.next)),
    "accept": lambda s, row: handover.accept(handover=row, by=s.by(s.next)),
}


def test_a_dossier_is_offered_and_decided_once(scene):
    # The night lets an offer expire: see tests/werkplan/test_handover_bad_input.py.
    assert {name for name, _ in moves(Handover)} == {*HANDOVER, "expire"}
    assert not one_won(race(MANY, lambda i: _offer(scene)))
    assert Handover.objects.filter(client=scene.whole.client, state="aangeboden").count() == 1
    for name, deed in HANDOVER.items():
        row = _pending(scene)
        once(lambda i, deed=deed, row=row: deed(scene, row), name)
    leads = Involvement.objects.live().filter(dossier=scene.whole.client.dossier, relation="lead")
    assert [row.user_id for row in leads] == [scene.next.user.pk]


def test_accept_against_withdraw_leaves_one_lead(scene):
    for _ in range(3):
        row = _pending(scene)
        deeds = [HANDOVER["accept"], HANDOVER["withdraw"], HANDOVER["refuse"]]
        outcome = race(3, lambda i, row=row, deeds=deeds: deeds[i](scene, row))
        assert len([o for o in outcome if not isinstance(o, Exception)]) == 1, outcome
        assert all(isinstance(o, Refused) for o in outcome if isinstance(o, Exception)), outcome
        assert Involvement.objects.live().filter(dossier=scene.whole.client.dossier, relation="lead").count() == 1
        if Involvement.objects.live().filter(user=scene.next.user, relation="lead").exists():
            break


OFFER = {
    "propose": lambda s, row: offers.propose_offer(offer=row, by=s.by(s.next)),
    "return_to_draft": lambda s, row: _return(s, row),
    "publish": lambda s, row: offers.publish_offer(offer=row, by=s.by(s.world.actor("regiocoordinator"))),
    "withdraw": lambda s, row: offers.withdraw_offer(
        offer=row, reason="Vol.", by=s.by(s.world.actor("regiocoordinator"))
    ),
    "pause": lambda s, row: offers.pause_offer(offer=row, reason="Vol.", until=TODAY + SOON, by=s.by(s.next)),
    "resume": lambda s, row: offers.resume_offer(offer=row, by=s.by(s.next)),
}


def test_sealing_against_accepting_leaves_one_lead_and_no_offer(scene):
    """Through the pages, so that row-level security sees both: either it was taken over, or it is sealed."""
    officer = scene.world.actor("privacyofficer")
    hand_over(scene.world, scene.whole)
    row = Involvement.objects.live().get(dossier=scene.whole.client.pk, user=scene.lead.user)
    seal = (
        reverse("clients:seal", args=[scene.whole.client.dossier.public_id]),
        {"deed": "seal", "reason": "bekend", "named": [row.pk]},
    )
    accept = (reverse("werkplan:handover_accept", args=[scene.whole.handover.public_id]), {})
    doors = [(scene.world.browser(officer), *seal), (scene.world.browser(scene.whole.receiver), *accept)]

    def knock(i):
        browser, address, data = doors[i]
        return browser.post(address, data | {"submit_key": str(uuid.uuid4())}).status_code

    sealed, accepted = race(2, knock)
    assert (sealed, accepted) in {(302, 404), (302, 409), (409, 302), (422, 302)}
    dossier = Dossier.objects.get(pk=scene.whole.client.pk)
    lead = Involvement.objects.live().get(dossier=dossier, relation="lead")
    assert dossier.sealed == (sealed == 302)
    assert lead.user == (scene.lead.user if dossier.sealed else scene.whole.receiver.user)
    assert Handover.objects.get().state == ("ingetrokken" if dossier.sealed else "geaccepteerd")
    plan = Werkplan.objects.get(pk=scene.plan.pk)
    assert plan.state != "overdracht_aangeboden" and plan.lead == lead.participation


def _return(scene, row):
    import inspect

    more = {"reason": "Vul aan."} if "reason" in inspect.signature(offers.return_offer).parameters else {}
    return offers.return_offer(offer=row, by=scene.by(scene.world.actor("regiocoordinator")), **more)


def test_every_move_of_an_offer_happens_once(scene):
    scene.world.actor("regiocoordinator")  # made before the threads start
    assert {name for name, _ in moves(Offer)} <= set(OFFER)
    for name, source in moves(Offer):
        put(scene.offer, source, published_at=timezone.now(), published_by=scene.lead.user)
        once(lambda i, name=name: OFFER[name](scene, scene.offer), f"{name} from {source}")


def test_the_last_place_goes_to_one(scene):
    scene.offer.places = 1
    scene.offer.save()
    rows = [scene.inzet] + [full(scene.world, scene.lead, n, offer=scene.offer).inzet for n in (2, 3, 4)]
    for row in rows:
        put(row, "aangevraagd")
    rows = list(Inzet.objects.select_related("plan__client", "offer").filter(pk__in=[row.pk for row in rows]))
    outcome = race(4, lambda i: inzet.move_inzet(inzet=rows[i], move="grant", by=scene.by()))
    assert not one_won(outcome)
    assert Offer.objects.get(pk=scene.offer.pk).places_taken == 1


AT_ONCE = 8


def test_one_person_is_registered_once(committed_world):
    """Two desks, eight at once, round after round: one dossier with one intake, and the others are told where it is."""
    world, rounds, wrong = committed_world, size("B11 rounds"), []
    place = world.municipality()
    desks = [*Desk.objects.filter(region=world.region()).order_by("pk")[:2]]
    guides = [world.user("gids", name=f"Gids {n}", desk=desks[n % len(desks)]) for n in range(AT_ONCE)]
    for turn in range(rounds):

        def deed(i, turn=turn):
            person = Client(
                municipality=place, birth_on=datetime.date(1930 + turn % 70, 1 + turn % 12, 13 + turn % 16),
                surname="".join(chr(97 + int(digit) * 2) for digit in f"{turn * 7919:06d}").title(),
                first_names="Fatima", postcode=f"{1000 + turn}ZZ", house_number=1 + turn,
            )  # fmt: skip
            by = of_user(guides[i])
            return register(by=by, person=person, papers=Papers(bsn=test_bsn(200 + turn)), reason="werk")

        outcome = race(AT_ONCE, deed)
        if len([o for o in outcome if isinstance(o, AlreadyKnown) and o.answer]) != AT_ONCE - 1:
            wrong.append(outcome)
    people = Client.objects.count()
    result("B11", people=people, intakes=Intake.objects.count(), wrong=len(wrong), most_threads=AT_ONCE)
    assert not wrong, wrong[0]
    assert NationalNumber.objects.count() == people == Intake.objects.count() == rounds


def test_one_intake_for_good(scene):
    client = scene.whole.client
    scene.whole.intake.answers.all().delete()
    scene.whole.intake.delete()
    assert not one_won(race(8, lambda i: intakes.start_intake(client=client, by=scene.by())))
    assert Intake.objects.filter(client=client).count() == 1
    answer = race(MANY, lambda i: intakes.finish(client=client, by=scene.by()))
    assert all(isinstance(o, Refused) for o in answer), "an empty intake is not finished"


def test_a_double_click_is_one_deed(scene):
    door = Door(scene.lead.user, scene.lead.membership)
    path = f"/klanten/{scene.whole.client.public_id}/plan/doel/"
    data = {"text": "Ik wil een rijbewijs.", "kind": "betaald_werk", "submit_key": str(uuid.uuid4())}
    before = Goal.objects.count()
    answers = race(MANY, lambda i: _click(door.key, path, data))
    assert [answer.status for answer in answers] == [302] * MANY, answers
    assert len({answer.location for answer in answers}) == 1
    assert Goal.objects.count() == before + 1


def _click(key, path, data):
    door = Door()
    door.key = key
    return door.knock("POST", path, data, keep=True)


def test_the_same_card_twice_at_once_is_one_card(scene):
    """A partner's system that sends again while the first is under way: one card, told once, and 200, 201 or 409."""
    admin, client = scene.world.actor("beheerder"), scene.whole.client
    until = TODAY + datetime.timedelta(days=100)
    _, token = make_key(participation=scene.lead.cell, name="Systeem", valid_until=until, by=admin)
    code = give_code(client=client, participation=scene.lead.cell, by=scene.lead).code
    body = {
        "persoon": {"koppelcode": code}, "soort": "training", "titel": "Lassen", "status": "loopt", "versie": 1,
        "gewijzigdOp": f"{TODAY}T09:00:00+01:00",
    }  # fmt: skip
    for _ in range(3):
        path, before = f"/api/v1/activiteitkaarten/{uuid.uuid4()}", ActivityCard.objects.count()
        answers = race(MANY, lambda i, path=path: _send(path, token, body))
        codes = sorted(answer.status_code for answer in answers)
        assert codes.count(201) == 1 and set(codes) <= {200, 201, 409}, answers
        assert ActivityCard.objects.count() == before + 1
    assert Event.objects.filter(action="werkplan.bring_card").count() == 3, "told once"


def _send(path, token, body):
    headers = {"Authorization": f"Bearer {token}"}
    return Browser().generic("PUT", path, json.dumps(body), "application/json", headers=headers)


def test_the_race_sees_a_missing_lock(scene, monkeypatch):
    def loose(plan, *, by, needs=None, change=True):
        return Werkplan.objects.select_related("lead__partner").get(pk=plan.pk)

    monkeypatch.setattr(policy, "hold", loose)
    monkeypatch.setattr("werkplan.actions.steps.hold", loose)
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **how: self)
    monkeypatch.setattr("django_fsm.ConcurrentTransitionMixin._do_update", _plain_update)
    seen = []
    for _ in range(6):
        put(scene.step, "bezig")
        deed = lambda i: steps.move_step(step=scene.step, move="finish", by=scene.by())  # noqa: E731
        seen.append(one_won(race(8, deed)))
        if seen[-1]:
            return
    pytest.fail("without its lock a step was still finished once only; the race is too slow to see it")


def _plain_update(self, base_qs, using, pk_val, values, update_fields, forced_update, *more):
    return base_qs.filter(pk=pk_val)._update(values) > 0
