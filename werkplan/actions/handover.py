"""Handing over a dossier with its plan: the same goals, steps and history run on under the next lead."""

from django.db import transaction

from clients.actions import handover as dossiers
from clients.models import Client, Handover
from clients.offered import lock
from werkcentrum.audit.record import record
from werkplan.actions.remap import write_remap
from werkplan.actions.reviews import bring_review_forward
from werkplan.models import PlanReview, Werkplan
from werkplan.models.plan import CARRIED, State


def _plan_of(client):
    return Werkplan.objects.select_for_update(of=("self",)).filter(client=client).first()


@transaction.atomic
def offer(*, client, to, reason, by, on=None):
    """Offer the dossier and its plan to the responsible partner; raises as `clients.actions.handover.offer`."""
    handover = dossiers.offer(client=client, to=to, reason=reason, by=by, on=on)
    plan = _plan_of(client)
    if plan and plan.state in CARRIED:
        put_plan_on_offer(plan=plan, to=to, by=by)
        record("werkplan.offer", plan, by=by, dossier=plan.client_id, to=to.pk)
    return handover


@transaction.atomic
def follow_advice(*, handover, by):
    """Take the offer back and make it to whom the regiocoördinator proposed; raises as the action of the dossier."""
    fresh = dossiers.follow_advice(handover=handover, by=by)
    return_plan(client=handover.client, by=by, action="werkplan.withdraw_offer")
    plan = _plan_of(handover.client)
    if plan and plan.state in CARRIED:
        put_plan_on_offer(plan=plan, to=fresh.to_participation, by=by)
        record("werkplan.offer", plan, by=by, dossier=plan.client_id, to=fresh.to_participation_id)
    return fresh


def put_plan_on_offer(*, plan, to, by):
    """Mark a locked plan as offered; its lead, goals and steps stay as they are. The caller records the event."""
    plan.offer(to=to)
    plan.save()


@transaction.atomic
def assign(*, handover, coach, by, asked=False):
    """Name the coach. Without a plan she leads from now on; with one she sees the card and decides herself."""
    lock(handover.client)
    plan = Werkplan.objects.filter(client=handover.client_id).first()
    handover = dossiers.assign(handover=handover, coach=coach, by=by, at_once=plan is None, asked=asked)
    return handover


@transaction.atomic
def accept(*, handover, by, asked=False):
    """Take over dossier and plan in one go; not one step is rewritten. Raises as `clients.actions.handover.accept`."""
    handover = dossiers.accept(handover=handover, by=by, asked=asked)
    plan = _plan_of(handover.client)
    if plan is None:
        return handover
    before = plan.lead_id
    if plan.state == State.OFFERED:
        plan.accept_offer()
    else:
        plan.lead = handover.to_participation
    plan.save()
    plan.client = handover.client
    write_remap(plan=plan, handover=handover, by=by)
    record("werkplan.accept_offer", plan, by=by, dossier=plan.client_id, before=before, after=plan.lead_id)
    bring_review_forward(plan=plan, why=PlanReview.Kind.TRANSFER, by=by)
    return handover


@transaction.atomic
def refuse(*, handover, reason, by, code=Handover.Refusal.OTHER):
    """Send it back with a code and a reason: the old lead stays and the plan returns to the state it had."""
    handover = dossiers.refuse(handover=handover, reason=reason, code=code, by=by)
    return_plan(client=handover.client, by=by, action="werkplan.refuse_offer")
    return handover


@transaction.atomic
def withdraw(*, handover, by):
    """Take the offer back: everything is as it was before."""
    handover = dossiers.withdraw(handover=handover, by=by)
    return_plan(client=handover.client, by=by, action="werkplan.withdraw_offer")
    return handover


def return_plan(*, client: Client, by, action):
    """Bring an offered plan back to the state it had before."""
    plan = _plan_of(client)
    if plan and plan.state == State.OFFERED:
        plan.refuse_offer()
        plan.save()
        record(action, plan, by=by, dossier=client.pk)


@transaction.atomic
def plan_talk(*, handover, on, by):
    """Note that giver and receiver first talk; see `clients.actions.handover.plan_talk`."""
    return dossiers.plan_talk(handover=handover, on=on, by=by)
