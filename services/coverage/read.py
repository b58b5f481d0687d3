"""Reads the offers of a region for coverage: one query, whatever their number."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.coverage.cells import Axes, Offered, Picture, picture
from services.freshness import CYCLES
from services.models import Offer
from werkcentrum.regions.models import Municipality

COLUMNS = (
    "pk",
    "instrument__phase",
    "situations",
    "instrument__situations",
    "reach",
    "instrument__min_age",
    "instrument__max_age",
    "places",
    "places_taken",
    "waiting_days",
    "lead_days",
    "valid_until",
    "reviewed_on",
    "review_months",
)
MORE = ("public_id", "title", "provider__partner__name", "instrument__name", "price_payer")


@dataclass(frozen=True, slots=True)
class Named:
    """How an offer is called on the page of coverage."""

    public_id: str
    title: str
    owner: str
    instrument: str
    price: str


@dataclass(frozen=True)
class Region:
    """Coverage of one region on one day, with what the lists need. `places`: GM code to name."""

    picture: Picture
    offers: tuple[Offered, ...]
    named: dict[int, Named]
    places: dict[str, str]

    @property
    def axes(self) -> Axes:
        """What the cells are made of."""
        return self.picture.axes


def read(region, today: date) -> Region:
    """Coverage of a region on a day: two queries. What is for employers only is not for a person, and is left out."""
    places = dict(Municipality.objects.filter(region=region).order_by("name").values_list("code", "name"))
    offers, named = rows(region, today)
    return Region(picture(offers, Axes(today, tuple(places))), offers, named, places)


def rows(region, today: date) -> tuple[tuple[Offered, ...], dict[int, Named]]:
    """The offers that stand on the menu of a region on a day: one query."""
    found = Offer.objects.published(today).filter(region=region).exclude(instrument__audience="employer")
    offers, named, width = [], {}, len(COLUMNS)
    for row in found.order_by().values_list(*COLUMNS, *MORE):
        pk, tile, situations, lawful, reach, *rest, looked_on, cycle = row[:width]
        right_until = looked_on + timedelta(days=CYCLES[cycle])
        offers.append(Offered(pk, tile, tuple(situations), tuple(lawful), tuple(reach), *rest, right_until))  # type: ignore[call-arg]  # the columns in order
        named[pk] = Named(*row[width:])
    return tuple(offers), named
