"""The plan: started once, moved only as its life-cycle and the rights allow."""
import datetime

import pytest

from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import consent, goals, plan as plans, steps


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def plan(world, coach):
    return plans.start_plan(client=world.client_of(coach), by=coach)


def test_smoke(world, coach, plan):
    with pytest.raises(Refused):
        consent.send_for_consent(plan=plan, by=coach)
    goal = goals.add_goal(plan=plan, text="Ik wil werk.", kind="betaald_werk", by=coach)
    step = steps.add_step(plan=plan, goal=goal, title="Bel", who="klant", due_on=datetime.date(2027,1,1), proof="", by=coach)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(Conflict):
        goals.add_goal(plan=plan, text="x", kind="betaald_werk", by=coach)
    v = consent.establish(plan=plan, answer="papier", on=datetime.date(2026,11,1), by=coach)
    assert v.number == 1
    p = plans.run(plan=plan, evaluate_on=datetime.date(2027,5,1), by=coach)
    steps.move_step(step=step, move="start", by=coach)
    with pytest.raises(Conflict):
        steps.move_step(step=step, move="start", by=coach)
    with pytest.raises(Conflict):
        consent.agree_version(plan=p, answer="papier", on=datetime.date(2026,11,1), by=coach)
