"""Deeds with money in any order: after each the ledger balances and nothing is below what it may be (B37)."""

import random
import uuid

import pytest
from django.db import connection
from django.db.models import Sum

from services.money import actions, position
from services.money.models import Commitment, LedgerAccount, Posting, PostingLine
from services.money.rules import MEANS, holds
from tests.services.money.conftest import Pot
from tests.support.results import result
from tests.support.size import size
from werkcentrum.refusal import Refused


class Player:
    """Tries one deed after the other; the product may refuse with a sentence, and nothing else."""

    def __init__(self, pot, seed):
        self.pot, self.random, self.references, self.done = pot, random.Random(seed), [uuid.uuid4()], set()
        self.coach = pot.coach

    def about(self):
        """A partner, a purpose and an amount; sometimes one that cannot be."""
        pick = self.random.choice
        cents = pick([0, -5, 1, 99, 1_00, 333_33, self.random.randint(1, 5_000_00), 30_000_00])
        return {
            "payer": pick([self.pot.uwv, self.pot.lwd, self.pot.social]),
            "purpose": pick([self.pot.free, self.pot.school]),
            "cents": cents,
        }

    def step(self):
        """One deed: its name, or None when it was refused."""
        deed = self.random.choice(
            "promise receive reserve reserve commit settle settle_part release annul decide refuse".split()
        )
        try:
            getattr(self, deed)()
        except Refused as no:
            assert len(no.sentence) > 15
            return None
        self.done.add(deed)
        return deed

    def promise(self):
        self.maybe(actions.propose_promise(budget=self.pot.budget, by=self.pot.first, **self.about()))

    def receive(self):
        self.maybe(actions.propose_receipt(budget=self.pot.budget, by=self.pot.first, **self.about()))

    def maybe(self, decision):
        """Mostly somebody agrees at once."""
        if self.random.random() < 0.8:
            self.pot.agreed(decision)

    def reserve(self):
        about = self.about()
        reference = self.random.choice([uuid.uuid4(), *self.references[-3:]])
        first = self.random.randint(0, 10_000)
        payers = self.random.choice([None, {self.pot.uwv.pk: first, self.pot.lwd.pk: 10_000 - first}])
        actions.reserve(
            reference=reference, region=self.pot.region, purpose=about["purpose"].code, cents=about["cents"],
            payers=payers, by=self.coach, year=self.pot.budget.year,
        )  # fmt: skip
        self.references.append(reference)

    def one(self):
        return self.random.choice(self.references[-12:])

    def commit(self):
        actions.commit(reference=self.one(), by=self.coach, cents=self.random.choice([None, self.about()["cents"]]))

    def settle(self):
        actions.settle(reference=self.one(), by=self.coach)

    def settle_part(self):
        actions.settle(reference=self.one(), by=self.coach, cents=self.about()["cents"], final=False)

    def release(self):
        actions.release(reference=self.one(), by=self.coach)

    def annul(self):
        newest = list(Posting.objects.order_by("-pk")[:12])
        if newest:
            self.maybe(actions.propose_annulment(posting=self.random.choice(newest), reason="Fout.", by=self.pot.first))

    def decide(self):
        self.judge(approve=True)

    def refuse(self):
        self.judge(approve=False)

    def judge(self, *, approve):
        if waiting := self.pot.waiting().order_by("-pk").first():
            by = self.random.choice([self.pot.first, self.pot.second])
            actions.decide(decision=waiting, approve=approve, reason="Nee.", by=by)


def violations(pot, since, references):
    """What is wrong now; `since` is the last posting that was looked at."""
    connection.check_constraints()
    rows = list(LedgerAccount.objects.filter(budget=pot.budget).values_list("kind", "balance"))
    found = [f"{kind} stands at {balance}" for kind, balance in rows if not holds(kind, balance)]
    means = sum(balance for kind, balance in rows if kind in MEANS)
    uses = -sum(balance for kind, balance in rows if kind not in MEANS)
    if means != uses:
        found.append(f"means {means}, uses {uses}")
    new = PostingLine.objects.filter(posting__gt=since).values("posting").annotate(cents=Sum("cents")).order_by()
    found += [f"posting {row['posting']} sums to {row['cents']}" for row in new if row["cents"]]
    for row in Commitment.objects.filter(reference__in=references[-3:]):
        if any(cents < 0 for amounts in position.of(row).values() for cents in amounts.values()):
            found.append(f"commitment {row.pk} has less than nothing")
    return found


@pytest.mark.django_db
def test_any_order_of_deeds_keeps_the_ledger_whole(world):
    number, pot = size("B37 operations"), Pot(world)
    player = Player(pot, seed=number)
    done, wrong, since = 0, [], 0
    for _ in range(number):
        done += player.step() is not None
        wrong += violations(pot, since, player.references)
        since = Posting.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        assert not wrong, wrong
    result("B37", operations=number, done=done, violations=len(wrong))
    # It cannot pass emptily: every deed was done at least once, and the accounts are what their lines say.
    assert player.done == set("promise receive reserve commit settle settle_part release annul decide refuse".split())
    for account in LedgerAccount.objects.annotate(told=Sum("lines__cents")):
        assert account.balance == (account.told or 0)
    pot.budget.refresh_from_db()
    assert pot.budget.spent <= pot.budget.received
