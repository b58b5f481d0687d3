"""A filled catalogue, and offers made through the product's own doors."""

import datetime

import pytest
from django.utils import timezone

from services import actions
from services.load import load_catalogue
from services.models import Instrument, Offer
from werkcentrum.access.actor import of_user


@pytest.fixture
def menu(world):
    """A maker of offers in `world`; see `Maker`."""
    load_catalogue()
    return Maker(world)


class Maker:
    """Makes offers: as a draft, proposed or published, always by who may."""

    def __init__(self, world):
        self.world = world

    def values(self, code="TAAL", **changes):
        """What an offer needs at the least."""
        kind = Instrument.objects.get(code=code)
        return {
            "instrument": kind,
            "title": "Taalles",
            "description": "U leert Nederlands in een kleine groep.",
            "needs": list(kind.needs),
            "entitlement": kind.entitlement,
            "legal_basis": kind.legal_basis,
            "contact": "taal@voorbeeld.example.nl",
            "valid_from": timezone.localdate() - datetime.timedelta(days=10),
        } | changes

    def coordinator(self, region=None):
        """The coordinator of a region."""
        return self.world.actor("regiocoordinator", region=region)

    def draft(self, code="TAAL", *, partner="gemeente-leeuwarden", region=None, **changes):
        """A draft of a partner."""
        by = self.world.coach(partner, region=region)
        return actions.create_offer(values=self.values(code, **changes), by=by)

    def proposed(self, code="TAAL", **changes):
        """A proposal."""
        offer = self.draft(code, **changes)
        return actions.propose_offer(offer=offer, by=of_user(self.maker_of(offer)))

    def published(self, code="TAAL", **changes):
        """An offer on the menu."""
        region = changes.get("region")
        return actions.publish_offer(offer=self.proposed(code, **changes), by=self.coordinator(region))

    def maker_of(self, offer):
        """The user that `draft` used."""
        region = offer.region.name
        return self.world.user("coach", offer.provider.partner.slug, region)

    def smuggled(self, code, *, state=Offer.State.PROPOSED, partner="uwv", **changes):
        """An offer that came in past the actions, as an old row would be."""
        cell = self.world.cell(partner)
        return Offer.objects.create(
            provider=cell, region=cell.region, state=state, **self.values(code, valid_until=None) | changes
        )

    def form(self, code="TAAL", **changes):
        """What a browser sends for an offer."""
        return {
            "instrument": code,
            "title": "Taalles",
            "description": "U leert Nederlands.",
            "needs": ["taal"],
            "contact": "taal@voorbeeld.example.nl",
            "valid_from": "1-1-2026",
            "entitlement": "aanbod",
            "legal_basis": "WEB",
        } | changes
