"""Services after a move: proposals are written when somebody takes over, and the new lead decides about each."""

from django.db import transaction
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions.inzet import choose_offer, move_inzet
from werkplan.models import RemapLine
from werkplan.policy import hold
from werkplan.remapping import remapping, title_of

C = RemapLine.Choice
TOLD = {
    C.OVER: "Verhuisd: ‘{old}’ wordt ‘{new}’.",
    C.STAYS: "Verhuisd: ‘{old}’ loopt door zoals het was.",
    C.STOPS: "Verhuisd: ‘{old}’ stopt.",
}


def write_remap(*, plan, handover, by) -> list[RemapLine]:
    """Write what the menu of the receiver has for every inzet that stays behind; changes no inzet."""
    found = remapping(
        plan, giver=handover.from_participation, receiver=handover.to_participation, on=timezone.localdate()
    )
    names = ("inzet", "verdict", "offer", "reason", "article")
    lines = [RemapLine(handover=handover, plan=plan, **{name: getattr(one, name) for name in names}) for one in found]
    RemapLine.objects.bulk_create(lines)
    if lines:
        record("werkplan.remap", plan, by=by, dossier=plan.client_id, handover=handover.pk, lines=len(lines))
    return lines


@transaction.atomic
def decide_remap(*, inzet, choice, by, reason=""):
    """Carry out what the lead decided about an inzet after a move: over to the new offer, go on as it is, or stop.

    The old inzet and its offer stay in the plan, ended with a reason. Raises Conflict when it was decided already or
    the offer closed, Refused without a reason to stop.
    """
    plan = hold(inzet.plan, by=by)
    plan.client = inzet.plan.client
    rows = RemapLine.objects.select_for_update(of=("self",)).filter(inzet=inzet.pk, plan=plan.pk)
    line = rows.filter(choice="").select_related("offer").order_by("pk").first()
    if line is None:
        raise Conflict("Hierover is al besloten. Kijk hoe het er nu voor staat.")
    if choice not in C.values:
        raise Refused("Kies wat er met deze hulp gebeurt.", field="choice")
    old, new = title_of(inzet), line.offer.title if line.offer else ""
    if choice == C.OVER:
        if line.offer is None:
            raise Refused("Er is hier geen nieuw aanbod. Kies of het doorloopt of stopt.", field="choice")
        _go_over(inzet, line.offer, plan, by)
    elif choice == C.STOPS:
        move_inzet(inzet=inzet, move="end_early", reason=reason, by=by)
    line.choice, line.decided_by, line.decided_at = choice, by.user, timezone.now()
    line.save(update_fields=["choice", "decided_by", "decided_at"])
    event = record("werkplan.decide_remap", line, by=by, dossier=plan.client_id, choice=choice, inzet=inzet.pk)
    text = TOLD[choice].format(old=old, new=new)
    tell(client=plan.client_id, kind="inzet", text=text, event=event, by=by, before=old, after=new)
    return line


def _go_over(inzet, offer, plan, by):
    step = inzet.step
    step.plan = plan
    fresh = choose_offer(step=step, offer=offer, by=by)
    move_inzet(inzet=inzet, move="end_early", reason=f"Verhuisd: verder met ‘{offer.title}’."[:200], by=by)
    fresh.replaces = inzet
    fresh.save(update_fields=["replaces"])
