"""Deciding about what waits for the new owner: it goes on, or it does not and the client hears why."""

from django.db import transaction

from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary import PartnerKind
from werkplan.actions.inzet import move_inzet
from werkplan.models import Inzet
from werkplan.report import goes_on_as
from werkplan.words import owner_name

# These two decide by law and work in this system themselves; for others the lead notes the decision.
DECIDE_THEMSELVES = {PartnerKind.UWV, PartnerKind.MUNICIPALITY}


@transaction.atomic
def decide(*, line, goes_on, by, reason="", decision_ref=""):
    """Decide about an item of class B: `goes_on`, or not with a reason. One item, once.

    Raises Refused (422) without a reason or when another partner decides, Conflict (409) when it was decided already or
    the plan still waits for its new lead. A refusal names the partner that does decide.
    """
    if line.item_type != "inzet":
        raise Refused("Hierover valt hier niets te beslissen. Pas de afspraak zelf aan in het plan.")
    inzet = Inzet.objects.select_related("plan__client__municipality").filter(plan=line.plan_id, pk=line.item_id).get()
    if line.owner in DECIDE_THEMSELVES and by.cell.partner.kind != line.owner:
        who = owner_name(line.owner, inzet.plan.client)
        raise Refused(f"Hierover beslist {who}. Dat kan zodra {who} het plan heeft overgenomen.")
    if inzet.state != Inzet.State.TO_RECONFIRM:
        raise Conflict("Hierover is al beslist. Vernieuw de pagina om te zien wat.")
    move = goes_on_as(inzet) if goes_on else "end_early"
    return move_inzet(inzet=inzet, move=move, by=by, reason=reason, decision_ref=decision_ref)
