"""The shape of the catalogue: frozen dataclasses, no Django."""

from dataclasses import dataclass
from datetime import date, timedelta

AUDIENCES = ("jobseeker", "worker", "employer", "both")
ENTITLEMENTS = ("recht", "kan", "verordening", "aanbod", "plicht", "subsidie", "cao", "dienst")
OFFER_STATES = ("draft", "proposed", "published", "withdrawn")


@dataclass(frozen=True, slots=True)
class Need:
    """Something a client or an employer needs; `audience` is client or employer."""

    slug: str
    label: str
    sentence: str
    audience: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One tile of the road to work; `code` is that of the Dennis guide, DW01 to DW10."""

    slug: str
    code: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the national catalogue.

    `target_situations` are the income situations it is lawful for; empty means everybody. `max_months` counts whole
    months and is None when the law sets no limit. `offered_from` and `offered_until` are the first and last day on
    which it may be offered; `abolished_on` is the first day on which it no longer exists.
    """

    code: str
    name: str
    owner: str
    owner_kinds: tuple[str, ...]
    audience: str
    target_situations: tuple[str, ...]
    legal_basis: str
    entitlement: str
    max_duration: str
    cost_to_client: str
    financier: str
    applicant: str
    desk: str
    phase: str
    needs: tuple[str, ...]
    after_change: str
    summary: str
    what_it_is: str
    what_you_do: str
    synonyms: tuple[str, ...]
    source: str
    min_age: int | None = None
    max_age: int | None = None
    max_months: int | None = None
    offered_from: date | None = None
    offered_until: date | None = None
    abolished_on: date | None = None
    abolished_reason: str = ""

    def offered_on(self, day: date) -> bool:
        """True when the instrument may stand on a menu on `day`."""
        starts = self.offered_from is None or self.offered_from <= day
        return starts and (self.offered_until is None or day <= self.offered_until)

    def lawful_for(self, situation: str) -> bool:
        """True when somebody in this income situation may use it."""
        return not self.target_situations or situation in self.target_situations


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """What one partner offers in one region, for the demo.

    `provider` is a GM code when `provider_kind` is municipality, else the slug of a partner. `reach` holds GM codes;
    empty means the whole region. `places` and `free` are None when there is no limit. `next_start_in_days` counts from
    the day the demo is loaded. `state` is the name of a member of Offer.State in lower case.
    """

    instrument: str
    provider_kind: str
    provider: str
    region: str
    title: str
    description: str
    contact: str
    lead_days: int
    cost_client: str
    price_payer: str
    financier: str
    situations: tuple[str, ...]
    needs: tuple[str, ...]
    valid_from: date
    reach: tuple[str, ...] = ()
    conditions: str = ""
    places: int | None = None
    free: int | None = None
    waiting_days: int = 0
    next_start_in_days: int | None = None
    valid_until: date | None = None
    state: str = "published"
    withdrawn_reason: str = ""

    def next_start(self, today: date) -> date | None:
        """The first day one can begin, seen from `today`; None when one can begin at any time."""
        return None if self.next_start_in_days is None else today + timedelta(days=self.next_start_in_days)

    @property
    def places_taken(self) -> int:
        """Places in use; 0 when there is no limit."""
        return 0 if self.places is None else self.places - (self.free or 0)
