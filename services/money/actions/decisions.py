"""Four eyes: one person prepares, another decides, and only then it is booked."""

from django.db import transaction
from django.utils import timezone

from services.money import policy, position, rules
from services.money.actions.book import TOO_MUCH, book
from services.money.actions.commitments import owe
from services.money.models import Commitment, Decision, Posting
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused

What = Decision.What
UNDONE = {Posting.Deed.SETTLE, Posting.Deed.RELEASE}
"""Postings after which a commitment may be closed; undone, it is open again."""


def _propose(budget, what, cents, text, by, **detail):
    policy.require_keeper(by, budget)
    if budget.closed_on:
        raise Conflict(f"Het jaar {budget.year} is afgesloten. Boek het in een jaar dat nog open is.")
    if sentence := rules.why_not_amount(cents):
        raise Refused(sentence, field="amount")
    decision = Decision.objects.create(
        budget=budget, what=what, cents=cents, text=text, detail=detail, prepared_by=by.user
    )
    record("services.propose_money", decision, by=by, what=what, cents=cents)
    return decision


@transaction.atomic
def propose_promise(*, budget, payer, purpose, cents, by, text=""):
    """A partner (cell) promises `cents` for a purpose; booked when somebody else agrees."""
    _of(budget, payer, purpose)
    return _propose(budget, What.PROMISE, cents, text, by, payer=payer.pk, purpose=purpose.pk)


@transaction.atomic
def propose_receipt(*, budget, payer, purpose, cents, by, text=""):
    """The cashier received `cents` of what a partner promised; booked when somebody else agrees."""
    _of(budget, payer, purpose)
    if not policy.is_cashier(by, budget):
        raise Refused(f"Alleen {budget.cashier.partner.name} is kassier en boekt wat binnenkomt.")
    return _propose(budget, What.RECEIPT, cents, text, by, payer=payer.pk, purpose=purpose.pk)


def _of(budget, payer, purpose):
    if payer.region_id != budget.region_id:
        raise Refused("Deze partner doet niet mee in deze regio. Kies er een uit de lijst.", field="payer")
    if purpose.budget_id != budget.pk:
        raise Refused("Dit doel staat niet in dit budget. Kies een doel uit de lijst.", field="purpose")


@transaction.atomic
def propose_annulment(*, posting, reason, by):
    """Undo a posting by its counter-posting, with a reason; booked when somebody else agrees. Nothing is removed."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused("Schrijf waarom deze boeking niet klopt. De accountant leest dit.", field="reason")
    if posting.deed == Posting.Deed.ANNUL:
        raise Conflict("Dit is zelf een annulering. Boek opnieuw wat moet staan.")
    if Posting.objects.filter(annuls=posting).exists():
        raise Conflict("Deze boeking is al geannuleerd.")
    cents = sum(line.cents for line in posting.lines.all() if line.cents > 0)
    return _propose(posting.budget, What.ANNULMENT, cents, reason, by, posting=posting.pk)


@transaction.atomic
def decide(*, decision, approve, by, reason=""):
    """Approve (and book) or refuse what somebody else prepared. Conflict for one's own, or when it was decided."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("budget").get(pk=decision.pk)
    policy.require_keeper(by, row.budget)
    if row.state != Decision.State.WAITING:
        raise Conflict("Hierover is al beslist.")
    if row.prepared_by_id == by.user.pk:
        raise Conflict("U legde dit zelf voor. Een ander beslist erover.")
    if not approve and not reason.strip():
        raise Refused("Schrijf waarom u dit afwijst. Wie het voorlegde, leest dit.", field="reason")
    row.state = Decision.State.APPROVED if approve else Decision.State.REFUSED
    row.decided_by, row.decided_at = by.user, timezone.now()
    row.reason = " ".join(reason.split())[:300]
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    record("services.decide_money", row, by=by, what=row.what, approve=approve)
    if approve:
        DEEDS[What(row.what)](row, by)
    return row


def _contribution(deed):
    def book_it(decision, by):
        lines = rules.lines_of(deed, {decision.detail["payer"]: decision.cents})
        purpose = decision.budget.purposes.get(pk=decision.detail["purpose"])
        book(budget=decision.budget, purpose=purpose, deed=deed, lines=lines, by=by, decision=decision,
             text=decision.text[:120])  # fmt: skip

    return book_it


def _commitment(decision, by):
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=decision.commitment_id)
    if commitment.closed_on:
        raise Conflict("Dit is intussen vrijgegeven. Wijs het af.")
    owe(commitment=commitment, cents=decision.cents, by=by, decision=decision)


def _annulment(decision, by):
    posting = Posting.objects.get(pk=decision.detail["posting"])
    commitment = None
    if posting.commitment_id:
        commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=posting.commitment_id)
    there = [(line.account.kind, line.account.payer_id, line.cents) for line in posting.lines.select_related("account")]
    purpose = posting.lines.select_related("account__purpose")[0].account.purpose
    book(budget=posting.budget, purpose=purpose, deed=Posting.Deed.ANNUL, lines=rules.counter(there), by=by,
         commitment=commitment, decision=decision, annuls=posting, reason=decision.text)  # fmt: skip
    if commitment is None:
        return
    # An account holds money of several commitments: it may have enough where this one has not.
    if any(cents < 0 for amounts in position.of(commitment).values() for cents in amounts.values()):
        raise Conflict(TOO_MUCH["annulering"])
    if commitment.closed_on and posting.deed in UNDONE:
        if Commitment.objects.filter(reference=commitment.reference, closed_on=None).exists():
            raise Conflict("Hiervoor is intussen opnieuw geld gereserveerd. Geef dat eerst vrij.")
        commitment.closed_on = None
        commitment.save(update_fields=["closed_on"])


DEEDS = {
    What.PROMISE: _contribution("toezegging"),
    What.RECEIPT: _contribution("ontvangst"),
    What.COMMITMENT: _commitment,
    What.ANNULMENT: _annulment,
}
