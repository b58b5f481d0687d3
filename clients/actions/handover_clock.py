"""What the clock does to offers, and what a regiocoördinator says about those that wait too long."""

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from clients.actions.handover import end_proposals
from clients.handover_terms import waiting_offers
from clients.late import find_late
from clients.models import Handover, HandoverAdvice
from clients.receiver import partner_name, with_team_leader
from clients.timeline import tell
from werkcentrum.access.models import Dossier, Involvement, Notice, Relation
from werkcentrum.access.notices import holders, notify
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused


def _held(pk):
    """An offer that still waits, locked after its dossier as everywhere; None when it was decided meanwhile."""
    row = Handover.objects.select_related(
        "client", "from_participation__partner", "from_participation__region", "to_participation__partner",
        "to_participation__region",
    ).get(pk=pk)  # fmt: skip
    Dossier.objects.select_for_update().get(pk=row.client_id)
    still = Handover.objects.open().select_for_update(of=("self",)).filter(pk=pk)
    return row if still.exists() else None


def escalate_handovers(*, on, by) -> int:
    """Put offers whose last day to answer lies before `on` in front of the coordinators of both regions, once.

    Idempotent, one transaction per offer: to be run nightly. Returns how many were new.
    """
    return sum(_escalate(pk, by) for pk in waiting_offers(due_on__lt=on, expires_on__gte=on, escalated_at=None))


@transaction.atomic
def _escalate(pk, by) -> bool:
    row = _held(pk)
    if row is None or row.escalated_at:
        return False
    row.escalated_at = timezone.now()
    row.save(update_fields=["escalated_at"])
    event = record("clients.escalate", row, by=by, dossier=row.client_id)
    text = f"{row.to_participation.partner.name} gaf nog geen antwoord. De regiocoördinator kijkt mee."
    tell(client=row.client, kind="handover", text=text, event=event, by=None)
    regions = {row.from_participation.region, row.to_participation.region}
    receivers = [pair for region in regions for pair in holders(P.HANDOVER_WATCH, region=region)]
    notify(receivers, Notice.Kind.LATE, _path("werkplan:handover_late"))
    return True


@transaction.atomic
def expire(*, handover, by):
    """Close an offer (an id) that nobody answered in time; the giver stays lead and reads what she can do next.

    None when it was decided meanwhile.
    """
    row = _held(handover)
    if row is None:
        return None
    row.expire(at=timezone.now())
    row.save()
    event = record("clients.expire", row, by=by, dossier=row.client_id)
    end_proposals(handover=row, by=by)
    giver, to = row.from_participation.partner.name, row.to_participation.partner.name
    text = f"{to} gaf geen antwoord; het aanbod is verlopen. {giver} blijft regiehouder."
    tell(client=row.client, kind="handover", text=text, event=event, by=None, milestone=True)
    lead = Involvement.objects.filter(dossier=row.client_id, relation=Relation.LEAD, valid_until=None)
    path = _path("werkplan:handover", row.public_id)
    notify(lead.values_list("user_id", "participation_id"), Notice.Kind.EXPIRED, path)
    return row


def _path(route, *args):
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return "/"


@transaction.atomic
def remind(*, handover, by):
    """The coordinator asks the receiver for an answer (`handover`: its public id); once a day.

    Raises Conflict when it no longer waits or was asked today already.
    """
    row = _late(handover, by)
    today = timezone.localdate()
    asked = HandoverAdvice.objects.unscoped("of an offer that the database named to a coordinator")
    again = asked.filter(handover=row.pk, kind=HandoverAdvice.Kind.REMINDER, at__date=today)
    if again.exists():
        raise Conflict("U vroeg hier vandaag al om. Bel de partner als het niet kan wachten.")
    advice = _advise(row, by, kind=HandoverAdvice.Kind.REMINDER)
    if row.assigned_to_id:
        receivers = [(row.assigned_to_id, row.to_participation_id)]
    else:
        receivers = holders(P.HANDOVER_ASSIGN, cell=row.to_participation_id)
    notify(receivers, Notice.Kind.REMINDED, _path("werkplan:handover", row.public_id))
    return advice


@transaction.atomic
def advise(*, handover, to, reason, by):
    """The coordinator proposes another receiver, with a reason; the giver decides (`handover`: its public id).

    Raises Refused when it is offered there already, to the giver itself, or where nobody assigns.
    """
    row = _late(handover, by)
    reason = (reason or "").strip()[:300]
    if not reason:
        raise Refused("Schrijf op waarom deze partner het beter kan overnemen.", field="reason")
    if to.pk in (row.to_participation_id, row.lead_cell_id):
        raise Refused("Kies een andere partner dan wie het dossier nu heeft of al kreeg aangeboden.", field="to")
    cell = with_team_leader(to.pk)
    if cell is None or not cell.has_team_leader:
        name = partner_name(to)
        raise Refused(f"{name} heeft geen teamleider die overdrachten verdeelt. Kies een andere.", field="to")
    advice = _advise(row, by, kind=HandoverAdvice.Kind.OTHER, to_participation=cell, reason=reason)
    notify([(row.lead_id, row.lead_cell_id)], Notice.Kind.ADVISED, _path("werkplan:handover", row.public_id))
    return advice


def _late(public_id, by):
    by.require(P.HANDOVER_WATCH)
    row = find_late(public_id)
    if row is None:
        raise Conflict("Deze overdracht wacht niet meer: er is al over beslist.")
    return row


def _advise(row, by, **facts):
    advice = HandoverAdvice.objects.create(handover_id=row.pk, client_id=row.client_id, by=by.user, **facts)
    cell = facts.get("to_participation")
    record(
        "clients.advise", advice, by=by, dossier=row.client_id, what=str(facts["kind"]), to=cell.pk if cell else None
    )
    return advice
