"""A budget of Friesland with money of three partners, and the two people who keep it."""

import uuid

import pytest

from services.money import actions
from services.money.models import Decision, LedgerAccount
from werkcentrum.access.actor import of_user


@pytest.fixture
def pot(world):
    """A budget with UWV as cashier; see `Pot`."""
    return Pot(world)


class Pot:
    """Does deeds as the two keepers do: `first` prepares, `second` decides."""

    def __init__(self, world, year=2026):
        self.world = world
        self.first = world.actor("programmamanager", "uwv", name="Eerste")
        self.second = world.actor("regiocoordinator", name="Tweede")
        self.uwv, self.lwd, self.social = (
            world.cell(slug) for slug in ("uwv", "gemeente-leeuwarden", "sociale-partners")
        )
        self.region = world.region()
        self.budget = actions.open_budget(region=self.region, year=year, cashier=self.uwv, by=self.first)
        self.free = actions.add_purpose(budget=self.budget, name="Vrij te besteden", code="vrij", by=self.first)
        self.school = actions.add_purpose(budget=self.budget, name="Scholing", by=self.first)

    def agreed(self, decision, by=None):
        """What was prepared is approved by somebody else."""
        return actions.decide(decision=decision, approve=True, by=by or self.second)

    def promise(self, euros, payer=None, purpose=None):
        """A promise that is booked."""
        about = {"payer": payer or self.uwv, "purpose": purpose or self.free, "cents": euros * 100}
        return self.agreed(actions.propose_promise(budget=self.budget, by=self.first, **about))

    def receive(self, euros, payer=None, purpose=None):
        """A receipt that is booked."""
        about = {"payer": payer or self.uwv, "purpose": purpose or self.free, "cents": euros * 100}
        return self.agreed(actions.propose_receipt(budget=self.budget, by=self.first, **about))

    def filled(self, euros=1000, payer=None):
        """Promised and received."""
        self.promise(euros, payer)
        self.receive(euros, payer)
        return self

    def reserve(self, euros, *, reference=None, by=None, **more):
        """A reservation; `reference` is its number."""
        values = {"purpose": "vrij", "year": self.budget.year} | more
        reference = reference or uuid.uuid4()
        return actions.reserve(
            reference=reference, region=self.region, cents=euros * 100, by=by or self.coach, **values
        )

    @property
    def coach(self):
        """Somebody who plans help; she keeps no budget."""
        return self.world.coach()

    def annul(self, posting, reason="Dubbel geboekt."):
        """A posting undone, seen by two."""
        return self.agreed(actions.propose_annulment(posting=posting, reason=reason, by=self.first))

    def euros(self, kind, payer=None):
        """Whole euros on the accounts of a kind, positive."""
        rows = LedgerAccount.objects.filter(budget=self.budget, kind=kind)
        rows = rows.filter(payer=payer) if payer else rows
        return abs(sum(row.balance for row in rows)) // 100

    def waiting(self):
        """What waits for a decision."""
        return Decision.objects.filter(budget=self.budget, state="voorgelegd")

    def again(self, actor):
        """The same person in a new request."""
        return of_user(actor.user)
