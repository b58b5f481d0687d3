"""P7: the coverage of a region with two thousand offers, computed live, beside the bare query that reads them."""

import copy
import uuid

from django.db import connection

from services.coverage.read import read
from services.load import load_demo_offers
from services.models import Offer
from werkcentrum.regions.models import Region
from werkplan.bench.harness import Scenario

OFFERS = 2_000
RAW = """SELECT o.id, i.phase, o.situations, i.situations, o.reach, i.min_age, i.max_age, o.places, o.places_taken,
                o.waiting_days, o.lead_days, o.valid_until, o.reviewed_on, o.review_months, o.public_id, o.title,
                p.name, i.name, o.price_payer
           FROM services_offer o JOIN services_instrument i ON i.code = o.instrument_id
           JOIN regions_participation c ON c.id = o.provider_id JOIN regions_partner p ON p.id = c.partner_id
          WHERE o.region_id = %s AND o.state = 'gepubliceerd' AND o.valid_from <= %s
            AND (o.valid_until IS NULL OR o.valid_until >= %s) AND i.audience <> 'employer'"""


def scenario(today):
    """Every cell of Friesland from 2,000 offers; under 200 ms (issue 5)."""
    load_demo_offers()
    region = Region.objects.get(name="Friesland")
    _fill(region)

    def raw(at):
        with connection.cursor() as cursor:
            cursor.execute(RAW, [region.pk, today, today])
            return cursor.fetchall()

    offers = len(read(region, today).offers)
    return Scenario("P7 coverage of 2.000 offers", lambda at: read(region, today), raw, 10, extra={"offers": offers})


def _fill(region):
    """Copies of the offers of the demonstration, until there are two thousand that count for people."""
    rows = list(Offer.objects.filter(region=region, state="gepubliceerd").exclude(instrument__audience="employer"))
    made = []
    for at in range(OFFERS - len(rows)):
        offer = copy.copy(rows[at % len(rows)])
        offer.pk, offer.public_id, offer.title = None, uuid.uuid4(), f"{offer.title[:90]} {at}"
        made.append(offer)
    Offer.objects.bulk_create(made)
