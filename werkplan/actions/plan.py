"""The plan itself: start it, and move it through its life-cycle."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.reach_out import why_still_to_reach
from clients.timeline import tell
from werkcentrum.access import policy as access
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date
from werkplan import rules
from werkplan.actions.inzet import end_all
from werkplan.lifecycle import lifecycle, move_plan
from werkplan.models import Inzet, Werkplan
from werkplan.models.plan import CloseReason, PauseReason
from werkplan.policy import hold, needs_of


@transaction.atomic
def start_plan(*, client, by):
    """Start the one plan of a person, as a draft, under the partner that leads the dossier."""
    access.require(by, P.WERKPLAN_EDIT, client.pk)
    lead = Involvement.objects.live().select_related("participation").get(dossier=client.pk, relation=Relation.LEAD)
    try:
        with transaction.atomic():
            plan = Werkplan.objects.create(client=client, region_id=client.region_id, lead=lead.participation)
    except IntegrityError:
        raise Conflict("Deze klant heeft al een plan. Ieder mens heeft er één; u kunt daarin verder.") from None
    event = record("werkplan.start_plan", plan, by=by, dossier=client.pk, lead=lead.participation_id)
    tell(client=client, kind="plan", text="Het werkplan is begonnen.", event=event, by=by, milestone=True)
    return plan


def _evaluation(day):
    if sentence := rules.why_bad_evaluation(day, timezone.localdate()):
        raise Refused(sentence, field="evaluate_on")
    return day


@lifecycle
def run(*, plan, evaluate_on, by):
    """Start the agreed plan, or go on with it after looking back; `evaluate_on` lies in the future."""
    day = _evaluation(evaluate_on)
    text = f"Het plan loopt. Samen terugkijken op {long_date(day)}."
    return move_plan(plan, "run", by=by, text=text, note={"evaluate_on": day}, evaluate_on=day)


@lifecycle
def evaluate(*, plan, by):
    """Look back on the plan together with the client."""
    return move_plan(plan, "evaluate", by=by, text="Klant en coach kijken samen terug op het plan.")


@lifecycle
def pause(*, plan, reason, by):
    """Let the plan rest, with one of the six reasons."""
    # AVG 9: why a plan rests may be about health; the timeline says that it rests, the plan says why.
    return move_plan(plan, "pause", by=by, text="Het plan rust.", note={"reason": PauseReason(reason)}, reason=reason)


@lifecycle
def resume(*, plan, evaluate_on, by):
    """Let a resting plan run again."""
    day = _evaluation(evaluate_on)
    text = f"Het plan loopt weer. Samen terugkijken op {long_date(day)}."
    return move_plan(plan, "resume", by=by, text=text, note={"evaluate_on": day}, evaluate_on=day)


@lifecycle
def aftercare(*, plan, by):
    """There is work; keep in touch for a while."""
    return move_plan(plan, "aftercare", by=by, text="Er is werk. Wij houden nog contact.")


@lifecycle
def close(*, plan, reason, by):
    """Close the plan. While an offer still runs it stays open (409), except when the client died: then all stops."""
    label = CloseReason(reason).label.lower()
    held = hold(plan, by=by, needs=needs_of(Werkplan, "close"), change=False)
    if reason == CloseReason.DEATH:
        end_all(plan=held, reason="Overleden", by=by)
    elif reason == CloseReason.NO_CONTACT and (sentence := why_still_to_reach(held.client_id)):
        raise Refused(sentence, field="reason")
    elif names := _still_running(held):
        raise Conflict(f"Dit loopt nog: {', '.join(names)}. Rond het eerst af of stop het met een reden.")
    return move_plan(
        plan, "close", by=by, text=f"Het plan is afgesloten: {label}.", note={"reason": reason}, reason=reason
    )


def _still_running(plan):
    rows = Inzet.objects.filter(plan=plan).exclude(state__in=rules.ENDED_INZET | {"verkend"})
    return sorted(
        {row.offer.title if row.offer else row.instrument.name for row in rows.select_related("offer", "instrument")}
    )


@lifecycle
def reopen(*, plan, by):
    """Open a closed plan again, as it was left."""
    return move_plan(plan, "reopen", by=by, text="Het plan is heropend.")
