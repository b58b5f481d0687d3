"""Reserve while planning, commit at the grant, settle on the invoice, release what is not needed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from services.money import policy, position, rules
from services.money.actions.book import book
from services.money.models import Commitment, CommitmentShare, Decision, RegionalBudget
from services.money.prices import PriceModel
from services.money.rules import GERESERVEERD, VERPLICHT
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused


def _total(amounts):
    return sum(amounts.values())


def _open(reference) -> Commitment:
    row = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("budget", "purpose")
        .filter(reference=reference, closed_on=None)
        .first()
    )
    if row is None:
        raise Conflict("Hier staat geen geld voor gereserveerd, of het is al afgerond.")
    return row


def _move(commitment, deed, moves, by, **about):
    """One posting of [(name in rules.MOVES, cents per payer)]; None when there is nothing to move."""
    lines = [line for name, amounts in moves for line in rules.lines_of(name, amounts)]
    if not lines:
        return None
    parts = {"budget": commitment.budget, "purpose": commitment.purpose, "commitment": commitment}
    return book(deed=deed, lines=lines, by=by, **parts, **about)


def _budget(region, purpose, year):
    budget = RegionalBudget.objects.filter(region=region, year=year).select_related("region").first()
    if budget is None:
        raise Conflict(f"Voor {year} is nog geen budget van {region.name}. Vraag de regiocoördinator.")
    found = budget.purposes.filter(code=purpose).first()
    if found is None:
        raise Refused("Dit doel staat niet in het budget. Kies een doel uit de lijst.", field="purpose")
    return budget, found


def _amounts(budget, purpose, cents, payers):
    """Cents per payer: by the parts that were agreed, or of the pot in proportion to what each has free."""
    if payers is not None:
        if sentence := rules.why_not_shares(payers):
            raise Refused(sentence, field="payers")
        return rules.split(cents, payers)
    free = position.free(budget, purpose)
    if cents > _total(free):
        raise Conflict("Hier is niet genoeg vrij geld voor. Kies een lager bedrag of een ander doel.", field="amount")
    return rules.split(cents, free)


@transaction.atomic
def reserve(*, reference, region, purpose, cents, by, payers=None, year=None, price_model=PriceModel.TRAJECT, **about):
    """Keep `cents` of the purpose (its code) for what `reference` (uuid) stands for, while it is being planned.

    `payers`: {pk of the cell: hundredths of a percent}, together 10,000; None: all who have money free, in proportion.
    `about`: `offer`, `text` (never about a person), `group` (code of the target group). Refused/Conflict in a sentence.
    """
    budget, found = _budget(region, purpose, year or timezone.localdate().year)
    policy.require_region(by, budget)
    free_of_charge = price_model == PriceModel.FREE and cents == 0
    if not free_of_charge and (sentence := rules.why_not_amount(cents)):
        raise Refused(sentence, field="amount")
    amounts = {} if free_of_charge else _amounts(budget, found, cents, payers)
    values = {"budget": budget, "purpose": found, "reference": reference, "price_model": price_model} | about
    try:
        with transaction.atomic():
            commitment = Commitment.objects.create(**values)
    except IntegrityError as no:
        raise Conflict("Hiervoor is al geld gereserveerd. Geef dat eerst vrij.") from no
    parts = payers or (rules.split(rules.WHOLE, amounts) if amounts else {})
    CommitmentShare.objects.bulk_create(
        CommitmentShare(commitment=commitment, payer_id=payer, parts=part) for payer, part in parts.items()
    )
    record("services.reserve", commitment, by=by, cents=cents, reference=reference)
    _move(commitment, "reservering", [("reservering", amounts)], by)
    return commitment


@transaction.atomic
def commit(*, reference, by, cents=None):
    """Owe what was reserved (`cents`: less of it; the rest is free again); from the limit on a second person decides.

    Returns the commitment; `waits(commitment)` tells whether somebody else must still decide.
    """
    commitment = _open(reference)
    policy.require_region(by, commitment.budget)
    amount = _within(position.of(commitment)[GERESERVEERD], cents, "gereserveerd")
    if waits(commitment):
        raise Conflict("Dit wacht al op het besluit van een ander.")
    if amount >= commitment.budget.four_eyes_from and amount:
        _propose(commitment, amount, by)
    else:
        owe(commitment=commitment, cents=amount, by=by)
    return commitment


def waits(commitment) -> bool:
    """Whether a second person must still decide about this commitment."""
    return commitment.decisions.filter(state=Decision.State.WAITING, what=Decision.What.COMMITMENT).exists()


def _propose(commitment, cents, by):
    decision = Decision.objects.create(
        budget=commitment.budget,
        what=Decision.What.COMMITMENT,
        commitment=commitment,
        cents=cents,
        text=commitment.text,
        prepared_by=by.user,
    )
    record("services.propose_money", decision, by=by, what=decision.what, cents=cents)


def owe(*, commitment, cents, by, decision=None):
    """Move `cents` from reserved to committed, and what is left back to free; the commitment is locked."""
    reserved = position.of(commitment)[GERESERVEERD]
    amount = _within(reserved, cents, "gereserveerd")
    moved = rules.split(amount, reserved) if reserved else {}
    rest = {payer: reserved[payer] - moved[payer] for payer in reserved}
    moves = [("verplichting", moved), ("vrijval_reservering", rest)]
    return _move(commitment, "verplichting", moves, by, decision=decision)


def _within(there, cents, word) -> int:
    """The amount that is asked, or all; Refused when there is less."""
    together = _total(there)
    amount = together if cents is None else cents
    if amount < 0 or amount > together:
        raise Refused("Vul een bedrag in dat niet hoger is dan wat er is " + word + ".", field="amount")
    return amount


@transaction.atomic
def settle(*, reference, by, cents=None, final=True, result="", text=""):
    """Pay `cents` (None: all) of what is owed, on an invoice. When `final`, the rest is free again and it is closed.

    `result`: code of what it led to. Refused above what is owed, Conflict when the cashier did not receive it yet.
    """
    commitment = _open(reference)
    policy.require_region(by, commitment.budget)
    there = position.of(commitment)
    owed = there[VERPLICHT]
    amount = _within(owed, cents, "verplicht")
    moved = rules.split(amount, owed) if owed else {}
    moves = [("vaststelling", moved)]
    if final:
        moves.append(("vrijval_verplichting", {payer: owed[payer] - moved[payer] for payer in owed}))
        moves.append(("vrijval_reservering", there[GERESERVEERD]))
    _move(commitment, "vaststelling", moves, by, text=text)
    commitment.result = result or commitment.result
    commitment.closed_on = timezone.localdate() if final else None
    commitment.save(update_fields=["result", "closed_on"])
    record("services.settle", commitment, by=by, cents=amount, final=final)
    return commitment


@transaction.atomic
def release(*, reference, by, reason=""):
    """Give back what is reserved and owed: the help was refused, or stopped. What was paid stays paid."""
    commitment = _open(reference)
    policy.require_region(by, commitment.budget)
    there = position.of(commitment)
    moves = [("vrijval_reservering", there[GERESERVEERD]), ("vrijval_verplichting", there[VERPLICHT])]
    _move(commitment, "vrijval", moves, by, reason=reason)
    commitment.closed_on = timezone.localdate()
    commitment.save(update_fields=["closed_on"])
    record("services.release", commitment, by=by)
    return commitment
