"""The shape of one carry-over rule: when it fits, and what it then says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkcentrum.vocabulary import START, PartnerKind

from ..groups import Codes
from ..items import Item
from ..transition import Change, Transition


class Outcome(StrEnum):
    """The five classes. Derived from the articles; not an official typology."""

    RUNS_ON = "A"
    RECONFIRM = "B"
    CONVERT = "C"
    STOP = "D"
    STAYS = "E"


class Owner(StrEnum):
    """Who has to act from now on, when a rule does not name a partner itself."""

    ITEM = "item"
    OLD = "old"
    NEW = "new"


class Until(StrEnum):
    """Which day goes with the verdict."""

    OPEN = "open"
    LAST_DAY = "last_day"
    TRIAL_MUNICIPALITY = "trial_municipality"
    TRIAL_UWV = "trial_uwv"
    BUSINESS_START = "ww_business_start"
    SUBSIDY_TAIL = "wage_subsidy_tail"


@dataclass(frozen=True, slots=True)
class CarryRule:
    """One row. None in a condition means: whatever. The first row of an item that fits is the verdict.

    `reason` is for the client (B1). It may hold {old}, {new} (a partner), {Old}, {New}, {last_day} and {start}.
    """

    items: Codes
    outcome: Outcome
    reason: str
    article: str
    owner: Owner | PartnerKind = Owner.ITEM
    before: Codes | None = None
    after: Codes | None = None
    old: frozenset[PartnerKind] | None = None
    new: frozenset[PartnerKind] | None = None
    change: frozenset[Change] | None = None
    base: bool | None = None
    works: bool | None = None
    moved: bool | None = None
    new_town: bool | None = None
    new_region: bool | None = None
    unchanged: bool | None = None
    uwv_pays: bool | None = None
    until: Until = Until.OPEN
    replacement: str | None = None
    source: str = "L"
    valid_from: date = START
    valid_until: date | None = None

    @property
    def unconditional(self) -> bool:
        """True for a default: it fits every change of income, on every day."""
        conditions = (self.before, self.after, self.old, self.new, self.change, self.base, self.works)
        others = (self.moved, self.new_town, self.new_region, self.unchanged, self.uwv_pays, self.valid_until)
        return all(part is None for part in (*conditions, *others)) and self.valid_from == START

    def fits(self, item: Item, step: Transition) -> bool:
        """True when the row is in force and all its conditions hold for this item and this change."""
        return (
            self.valid_from <= step.on
            and (self.valid_until is None or step.on <= self.valid_until)
            and (self.before is None or step.from_code in self.before)
            and (self.after is None or step.to_code in self.after)
            and (self.old is None or step.before.partner_kind in self.old)
            and (self.new is None or step.after.partner_kind in self.new)
            and (self.change is None or step.change in self.change)
            and (self.base is None or self.base is base_holds(item, step))
            and (self.works is None or self.works is step.works)
            and (self.moved is None or self.moved is step.moved)
            and (self.new_town is None or self.new_town is step.new_town)
            and (self.new_region is None or self.new_region is step.new_region)
            and (self.unchanged is None or self.unchanged is step.unchanged)
            and (self.uwv_pays is None or self.uwv_pays is uwv_pays(step))
        )


def base_holds(item: Item, step: Transition) -> bool:
    """True when the item's legal base still exists after the change."""
    return item.base is None or bool(item.base & step.codes_after)


def uwv_pays(step: Transition) -> bool:
    """True when UWV provides a benefit after the change, whoever helps."""
    return step.after.paying_body is not None and "UWV" in step.after.paying_body


def codes(*names: str) -> Codes:
    """A set of item or situation codes."""
    return frozenset(names)


def kinds(*partners: PartnerKind) -> frozenset[PartnerKind]:
    """A set of partner kinds."""
    return frozenset(partners)


SAME = frozenset({Change.SAME})
NOT_OTHER = frozenset({Change.SAME, Change.MOVED})
OTHER = frozenset({Change.OTHER})
UWV = kinds(PartnerKind.UWV)
TOWN = kinds(PartnerKind.MUNICIPALITY)
EMPLOYER = kinds(PartnerKind.EMPLOYER)
A, B, C, D, E = Outcome
