"""Plans for tests: made through the actions of the product, never by hand."""

import datetime

from django.utils import timezone

from services.models import Instrument, Offer
from werkplan.actions import consent, goals, steps
from werkplan.actions import plan as plans

TOMORROW = datetime.timedelta(days=1)


def draft_plan(coach, client, *, number=1):
    """A draft with one goal and `number` steps; answers (plan, goal, steps)."""
    plan = plans.start_plan(client=client, by=coach)
    goal = goals.add_goal(plan=plan, text="Ik wil weer in de zorg werken.", kind="betaald_werk", by=coach)
    made = [add_step(coach, plan, goal, title=f"Bel de taalschool {at}") for at in range(number)]
    return plan, goal, made


def add_step(coach, plan, goal, *, title="Bel de taalschool", due=30, offer=None):
    """A step due in `due` days (None: without a date)."""
    due_on = None if due is None else timezone.localdate() + datetime.timedelta(days=due)
    return steps.add_step(
        plan=plan, goal=goal, title=title, who="klant", due_on=due_on, proof="U heeft gebeld.", offer=offer, by=coach
    )


def running_plan(coach, client, *, number=1):
    """A plan that was agreed on paper and runs."""
    plan, goal, made = draft_plan(coach, client, number=number)
    consent.send_for_consent(plan=plan, by=coach)
    consent.establish(plan=plan, answer="papier", on=timezone.localdate(), by=coach)
    plan = plans.run(plan=plan, evaluate_on=timezone.localdate() + datetime.timedelta(days=180), by=coach)
    return plan, goal, made


def make_offer(world, *, partner="uwv", code="TAAL", state="gepubliceerd", region=None, **fields):
    """An offer on the menu, published unless told otherwise."""
    cell = world.cell(partner, region)
    instrument, _ = Instrument.objects.get_or_create(
        code=code,
        defaults={
            "name": "Taaltraining",
            "summary": "U leert beter Nederlands.",
            "audience": "jobseeker",
            "source": "test",
        },
    )
    user = world.user("regiocoordinator", region=region)
    values = {
        "title": "Taaltraining NT2",
        "description": "Nederlands leren.",
        "needs": ["taal"],
        "valid_from": timezone.localdate() - datetime.timedelta(days=30),
    } | fields
    offer = Offer(instrument=instrument, provider=cell, region=cell.region, **values)
    # As the catalogue's loader does: a published offer was published by somebody, at a moment.
    offer.__dict__["state"] = state
    offer.published_at, offer.published_by = timezone.now(), user
    if state == "ingetrokken":
        offer.withdrawn_reason = "Subsidie stopt."
    offer.save()
    return offer
