"""The use of an offer: from first idea to result. The last free place goes to exactly one."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clients.timeline import tell
from services.models import Offer
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused
from werkplan import rules
from werkplan.lifecycle import lifecycle, move_part
from werkplan.models import Inzet
from werkplan.offers import circumstances, usable, why_not
from werkplan.policy import hold, require_decider

CLOSED = "Dit aanbod is inmiddels gesloten. Kies hieronder iets anders; wat u al typte, staat er nog."
FULL = "De laatste plaats is net vergeven. Zet de klant op de wachtlijst, of kies een ander aanbod."
NEEDS_REASON = {"refuse", "interrupt", "end_early"}
TOLD = {
    "request": "‘{title}’ is aangevraagd.",
    "assess": "De aanvraag voor ‘{title}’ wordt beoordeeld.",
    "grant": "‘{title}’ is toegekend.",
    "refuse": "‘{title}’ is afgewezen.",
    "queue": "‘{title}’: op de wachtlijst.",
    "start": "‘{title}’ is gestart.",
    "interrupt": "‘{title}’ is onderbroken.",
    "finish": "‘{title}’ is afgerond.",
    "end_early": "‘{title}’ is eerder gestopt.",
    "confirm_granted": "De nieuwe regiehouder gaat door met ‘{title}’.",
    "confirm_running": "De nieuwe regiehouder gaat door met ‘{title}’.",
}


def _lawful(offer, client):
    today = timezone.localdate()
    row = Offer.objects.select_related("instrument", "provider").filter(pk=offer.pk).first()
    if row is None or not Offer.objects.published(today).filter(pk=offer.pk).exists():
        raise Conflict(CLOSED, field="offer")
    who = circumstances(client, today)
    if not usable(who).filter(pk=row.pk).exists():
        reaches = row.region_id == who.region and (not row.reach or who.municipality_code in row.reach)
        sentence = (
            why_not(row, who) if reaches else f"Dit aanbod geldt niet in {who.municipality}. Kies iets uit de lijst."
        )
        raise Refused(sentence, field="offer")
    return row


@transaction.atomic
def choose_offer(*, step, offer, by):
    """Plan to use `offer` in `step`. Raises Conflict when it closed, Refused when it is not for this person."""
    plan = hold(step.plan, by=by)
    row = _lawful(offer, step.plan.client)
    # Without an owner of its own the plan's lead decides: then a handover rewrites nothing.
    owner = row.provider if row.provider_id != plan.lead_id else None
    return Inzet.objects.create(plan=plan, step=step, instrument=row.instrument, offer=row, owner=owner)


@transaction.atomic
def add_inzet(*, step, offer, by):
    """Use an offer in a step that stands in the plan already and has none (any more)."""
    dossier = step.plan.client_id
    hold(step.plan, by=by)
    if step.state not in rules.OPEN_STEP:
        raise Conflict("Deze stap is al klaar of vervallen. Maak een nieuwe stap met dit aanbod.")
    if Inzet.objects.filter(step=step).exclude(state__in=rules.ENDED_INZET).exists():
        raise Conflict("Deze stap heeft al een aanbod. Stop dat eerst met een reden; kies daarna een ander.")
    row = choose_offer(step=step, offer=offer, by=by)
    note = {"offer": row.offer_id, "instrument": row.instrument_id}
    event = record("werkplan.add_inzet", row, by=by, dossier=dossier, **note)
    tell(client=dossier, kind="inzet", text=f"‘{row.offer.title}’ gekozen voor ‘{step.title}’", event=event, by=by)
    return row


@lifecycle
def move_inzet(*, inzet, move, by, on=None, reason="", decision_ref=""):
    """Make one move of the life-cycle of an inzet, with what it needs: a date, a reason or the mark of a decision.

    Takes or gives back a place of the offer. Raises Conflict when the last place is gone or the move is not allowed,
    Refused without what it needs or when another partner decides.
    """
    row = _held(inzet, by)
    _check(row, move, by)
    return _carry_out(row, move, _facts(row, move, on, reason.strip(), decision_ref.strip()), by)


def _held(inzet, by):
    plan = hold(inzet.plan, by=by, change=False)
    if plan.state == "afgesloten":
        raise Conflict(rules.why_unchangeable(plan.state))
    rows = Inzet.objects.select_related("offer", "instrument", "step").select_for_update(of=("self",))
    row = rows.get(pk=inzet.pk)
    row.plan = plan
    row.plan.client = inzet.plan.client
    return row


def _carry_out(row, move, facts, by):
    held = rules.holds_place(row.state, row.state_before_reconfirm)
    title = row.offer.title if row.offer else row.instrument.name
    milestone = move in {"grant", "start", "finish", "refuse", "end_early"}
    move_part(row, move, by=by, text=TOLD[move].format(title=title), milestone=milestone, **facts)
    _settle_place(row, held)
    _bring_step_along(row, move, by)
    return row


def _facts(row, move, on, reason, decision_ref):
    if move in NEEDS_REASON and not reason:
        raise Refused("Schrijf op waarom. De klant leest dit ook.", field="reason")
    day = on or timezone.localdate()
    if move == "finish" and row.starts_on and day < row.starts_on:
        raise Refused(f"Het begon op {row.starts_on:%d-%m-%Y}. Kies een einddatum op of na die dag.", field="on")
    return {
        "grant": {"decision_ref": decision_ref},
        "confirm_granted": {"decision_ref": decision_ref},
        "confirm_running": {"decision_ref": decision_ref},
        "start": {"on": day},
        "finish": {"on": day},
        "refuse": {"reason": reason},
        "interrupt": {"reason": reason},
        "end_early": {"on": day, "reason": reason},
    }.get(move, {})


def _check(row, move, by):
    if move not in TOLD:
        raise Conflict("Deze handeling bestaat niet. Kies een van de knoppen bij de stap.")
    if row.state == "te_herbevestigen":
        if row.plan.state == "overdracht_aangeboden":
            raise Conflict("Eerst neemt de nieuwe regiehouder het plan over. Die beslist of dit doorloopt.")
        require_decider(row, by)
    if move == "request" and row.offer:
        _lawful(row.offer, row.plan.client)
    was_running = row.state_before_reconfirm in {"gestart", "onderbroken"}
    if (move == "confirm_running" and not was_running) or (move == "confirm_granted" and was_running):
        raise Conflict("Dit past niet bij hoe het was. Kies de andere knop om door te gaan.")


def _settle_place(row, held):
    """Take a place of the offer, or give it back; the offer's row is locked, so the last place is given once."""
    holds = rules.holds_place(row.state, row.state_before_reconfirm)
    if row.offer_id is None or holds == held:
        return
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=row.offer_id)
    if holds and offer.places is not None and offer.places_taken >= offer.places:
        raise Conflict(FULL)
    change = 1 if holds else -min(1, offer.places_taken)
    Offer.objects.filter(pk=offer.pk).update(places_taken=F("places_taken") + change)


def _bring_step_along(row, move, by):
    """What starts, starts its step too; the step is done only when client and coach say so."""
    if move == "start" and row.step.state in {"voorgesteld", "afgesproken", "wacht_op_derde"}:
        row.step.plan = row.plan
        move_part(row.step, "start", by=by, text=f"Begonnen: ‘{row.step.title}’")


@transaction.atomic
def end_all(*, plan, reason, by):
    """End every inzet of a plan that did not end yet, with one reason, and give back their places."""
    rows = Inzet.objects.filter(plan=plan).exclude(state__in=rules.ENDED_INZET)
    for inzet in rows.select_related("plan__client"):
        row = _held(inzet, by)
        _carry_out(row, "end_early", _facts(row, "end_early", None, reason, ""), by)
