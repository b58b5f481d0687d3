"""Passing a dossier to the partner that answers for it. The giver leads until somebody by name has taken over."""

from django.db import transaction
from django.utils import timezone

from clients.actions.moving import follow_region
from clients.facts import responsible_for
from clients.handover_terms import clock_of
from clients.models import Handover, HandoverAdvice
from clients.offered import (
    hold,
    lock,
    require_assigned,
    require_coach,
    require_decider,
    require_in_time,
    require_stranger,
)
from clients.receiver import partner_name, receiver_of, with_team_leader
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.access import policy
from werkcentrum.access.models import Involvement
from werkcentrum.access.relations import Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused


@transaction.atomic
def offer(*, client, to, reason, by, on=None):
    """Offer a dossier to the cell `to`, which must be the responsible one on `on` (default today).

    Raises Refused (422) when another partner is responsible, when nobody there assigns, or without a reason; Conflict
    (409) when it is offered already; PermissionDenied unless `by` leads and may offer.
    """
    dossier = lock(client)
    policy.require(by, P.HANDOVER_OFFER, client.pk)
    if dossier.sealed:
        raise Conflict("Dit dossier draagt u over via de privacy officer. Die wijst de nieuwe regiehouder aan.")
    reason = _said(reason, "Schrijf op waarom u het dossier overdraagt. De ontvanger leest dit.")
    _nothing_waits(client)
    receiver = receiver_of(client, responsible_for(client, on))
    _expect(receiver, to, by.cell)
    return put_offer(client=client, receiver=receiver, giver=by.cell, reason=reason, by=by)


@transaction.atomic
def follow_advice(*, handover, by):
    """Take the offer back and make it to the receiver that the regiocoördinator proposed last, for her reason.

    Raises Refused when she proposed nobody or nobody assigns there now; as `withdraw` otherwise.
    """
    policy.require(by, P.HANDOVER_OFFER, handover.client_id)
    advice = HandoverAdvice.objects.filter(handover=handover.pk, kind=HandoverAdvice.Kind.OTHER).first()
    if advice is None:
        raise Refused("De regiocoördinator heeft geen andere ontvanger voorgesteld.")
    withdraw(handover=handover, by=by)
    cell = with_team_leader(advice.to_participation_id)
    if cell is None or not cell.has_team_leader:
        raise Refused("Deze partner kan nu geen dossiers ontvangen. Vraag de regiocoördinator om een andere.")
    return write_offer(client=handover.client, to=cell, giver=by.cell, reason=advice.reason, by=by)


def _said(text, sentence, field="reason"):
    text = (text or "").strip()
    if not text:
        raise Refused(sentence, field=field)
    return text[:1000]


def _expect(receiver, to, giver):
    if receiver.cell is None:
        raise Refused(receiver.problem, field="to")
    if receiver.cell.pk == giver.pk:
        raise Refused("Uw eigen organisatie is verantwoordelijk. Er is niets om over te dragen.", field="to")
    if receiver.cell.pk != to.pk:
        raise Refused(
            f"{to.partner.name} is niet verantwoordelijk voor deze klant. Dat is {receiver.name} "
            f"({receiver.answer.article}). Bied het dossier daar aan.",
            field="to",
        )
    if receiver.problem:
        raise Refused(receiver.problem, field="to")


def _nothing_waits(client):
    waiting = Handover.objects.open().filter(client=client).select_related("to_participation__partner").first()
    if waiting:
        where = partner_name(waiting.to_participation)
        raise Conflict(f"Dit dossier is al aangeboden aan {where}. Trek dat aanbod eerst in, of wacht op antwoord.")


def put_offer(*, client, receiver, giver, reason, by):
    """Write the offer to a receiver that was found to be right, in a locked dossier for which nothing waits."""
    answer = {"rule": receiver.answer.rule, "article": receiver.answer.article}
    return write_offer(client=client, to=receiver.cell, giver=giver, reason=reason, by=by, **answer)


def write_offer(*, client, to, giver, reason, by, rule=None, article=""):
    """Write an offer with the clock of the receiver's region; without a `rule` partners agreed on it themselves."""
    due_on, expires_on = clock_of(to.region_id, timezone.localdate())
    handover = Handover.objects.create(
        client=client,
        from_participation=giver,
        to_participation=to,
        offered_by=by.user,
        due_on=due_on,
        expires_on=expires_on,
        reason=reason,
        rule=rule,
        article=article,
    )
    event = record("clients.offer", handover, by=by, dossier=client.pk, to=to.pk, rule=rule)
    text = f"Aangeboden aan {partner_name(to)}. {giver.partner.name} blijft regiehouder tot iemand het overneemt."
    tell(client=client, kind="handover", text=text, event=event, by=by, milestone=True)
    return handover


@transaction.atomic
def assign(*, handover, coach, by, at_once, asked=False):
    """Name the coach in the receiver's own cell. `at_once` she leads from now on, else she sees the card and decides.

    An earlier proposal to a colleague ends. Raises Refused when she is no coach there today, when she is or knows the
    person, and when she may know her and that was not `asked`; Conflict when decided.
    """
    handover = hold(handover)
    _require_receiver(handover, by)
    require_in_time(handover)
    require_coach(handover.to_participation, coach)
    require_stranger(handover, coach, asked=asked, by=by)
    end_proposals(handover=handover, by=by)
    handover.assigned_to = coach
    if at_once:
        return _take_over(handover, by)
    handover.save(update_fields=["assigned_to"])
    event = record("clients.assign", handover, by=by, dossier=handover.client_id, user=coach.pk)
    dossier, cell = handover.client.dossier, handover.to_participation
    text = f"{cell.partner.name} wees een coach aan, die nu beslist over de overdracht."
    tell(client=handover.client, kind="handover", text=text, event=event, by=by)
    access.involve(dossier=dossier, user=coach, participation=cell, relation=Relation.PROPOSED, by=by)
    return handover


def _require_receiver(handover, by):
    by.require(P.HANDOVER_ASSIGN)
    if by.cell.pk != handover.to_participation_id:
        raise Refused("Dit dossier is aan een andere partner aangeboden. U kunt het niet toewijzen.", field="coach")


def end_proposals(*, handover, by):
    """Nobody at the receiver sees the card any longer."""
    rows = Involvement.objects.live().filter(dossier=handover.client_id, relation=Relation.PROPOSED)
    for row in rows.select_related("dossier"):
        access.end_involvement(row=row, by=by)


@transaction.atomic
def accept(*, handover, by, asked=False):
    """Take over: the coach to whom it was proposed becomes the lead, in one step.

    Raises Refused when she no longer works there, it was proposed to a colleague, or she is or (not yet `asked`) may
    know the person; Conflict when it was decided.
    """
    handover = hold(handover)
    if handover.assigned_to_id is None:
        raise Refused("Dit dossier is nog aan niemand toegewezen. Vraag uw teamleider om dat te doen.")
    require_assigned(handover, by)
    require_in_time(handover)
    require_coach(handover.to_participation, by.user)
    require_stranger(handover, by.user, asked=asked, by=by)
    return _take_over(handover, by)


def _take_over(handover, by):
    coach, cell, client = handover.assigned_to, handover.to_participation, handover.client
    handover.accept(by=by.user, at=timezone.now())
    handover.save()
    event = record("clients.accept", handover, by=by, dossier=client.pk, user=coach.pk)
    access.change_lead(dossier=client.dossier, user=coach, participation=cell, by=by)
    follow_region(client=client, cell=cell, by=by)
    text = f"{coach.name} ({cell.partner.name}) is nu regiehouder. Alles loopt door."
    before, after = handover.from_participation.partner.name, cell.partner.name
    tell(client=client, kind="handover", text=text, event=event, by=by, milestone=True, before=before, after=after)
    return handover


@transaction.atomic
def refuse(*, handover, reason, by, code=Handover.Refusal.OTHER):
    """Send the offer back with a code and a reason: the old lead stays. By the proposed coach or her team leader."""
    handover = hold(handover)
    require_decider(handover, by)
    reason = _said(reason, "Schrijf op waarom u weigert. De andere partner leest dit en blijft verantwoordelijk.")
    if code not in Handover.Refusal.values:
        raise Refused("Kies een reden uit de lijst.", field="code")
    handover.refuse(by=by.user, at=timezone.now(), code=code, refusal=reason)
    handover.save()
    event = record("clients.refuse", handover, by=by, dossier=handover.client_id, code=str(code))
    end_proposals(handover=handover, by=by)
    giver, to = handover.from_participation.partner.name, handover.to_participation.partner.name
    text = f"{to} neemt het niet over. {giver} blijft regiehouder."
    tell(client=handover.client, kind="handover", text=text, event=event, by=by, milestone=True)
    return handover


@transaction.atomic
def withdraw(*, handover, by):
    """Take the offer back: the giver goes on as lead, nobody at the receiver sees the card any longer."""
    handover = hold(handover)
    policy.require(by, P.HANDOVER_OFFER, handover.client_id)
    return take_back(handover=handover, by=by)


def take_back(*, handover, by):
    """Close a held offer as withdrawn; also when a new change of income overtakes it."""
    handover.withdraw(by=by.user, at=timezone.now())
    handover.save()
    event = record("clients.withdraw", handover, by=by, dossier=handover.client_id)
    end_proposals(handover=handover, by=by)
    text = f"Het aanbod aan {partner_name(handover.to_participation)} is ingetrokken."
    tell(client=handover.client, kind="handover", text=text, event=event, by=by)
    return handover


@transaction.atomic
def plan_talk(*, handover, on, by):
    """Note that giver and receiver first talk on a date; the clock runs on."""
    handover = hold(handover)
    require_decider(handover, by)
    if on < timezone.localdate():
        raise Refused("Kies een dag vanaf vandaag voor het overleg.", field="on")
    event = record("clients.plan_talk", handover, by=by, dossier=handover.client_id, on=on)
    text = f"Eerst overleg op {on:%d-%m-%Y}, daarna volgt het antwoord op de overdracht."
    tell(client=handover.client, kind="handover", text=text, event=event, by=by)
    return handover
