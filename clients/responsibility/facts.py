"""What the rules need to know about one person, as plain values."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from werkcentrum.vocabulary import PARAMETERS, parameter, reaches

Day = date  # inside Facts the name "date" is a field


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A birth date as the BRP knows it: the day, or month and day, may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def earliest(self) -> date:
        """The first day it can have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can have been."""
        if self.day:
            return self.earliest
        return date(self.year + (self.month or 12) // 12, (self.month or 12) % 12 + 1, 1) - timedelta(days=1)

    def certainly_under(self, years: int, on: date) -> bool:
        """True when the person is younger than `years` on that day, whatever the unknown part is."""
        return reaches(self.earliest, years * 12) > on

    def pension_day(self) -> date:
        """The day the person certainly has the AOW age; the age itself depends on the year (AOW 7a)."""
        ages = [row for row in PARAMETERS if row.name == "aow_age"]
        for row in ages:
            day = reaches(self.latest, row.value)
            if row.valid_until is None or day <= row.valid_until:
                return max(day, row.valid_from)
        raise LookupError("aow_age has no open end")


@dataclass(frozen=True, slots=True)
class Period:
    """One income situation, from and until inclusive; an open side is None."""

    code: str
    valid_from: date | None = None
    valid_until: date | None = None
    leading: bool = False

    def holds_on(self, day: date) -> bool:
        """True when the situation holds on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def overlaps(self, other: "Period") -> bool:
        """True when there is a day on which both hold."""
        return (self.valid_from or date.min) <= (other.valid_until or date.max) and (other.valid_from or date.min) <= (
            self.valid_until or date.max
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts about one person. None means: not known. Municipalities are GM codes.

    `kept_provision`: the person left the group because of a provision of a municipality (Pwet 10.2), also when nobody
    wrote down which one.
    """

    date: date
    situations: tuple[Period, ...] = ()
    birth_date: PartialDate | None = None
    municipality: str | None = None
    registered_at_uwv: bool | None = None
    registered_until: Day | None = None
    last_employer_public: bool | None = None
    self_insured_employer: bool | None = None
    wage_subsidy_granted: bool | None = None
    months_at_minimum_wage_without_subsidy: int | None = None
    can_follow_funded_education: bool | None = None
    in_search_period: bool | None = None
    kept_provision_by: str | None = None
    kept_provision: bool = False

    def on(self, day: Day) -> tuple[Period, ...]:
        """The situations that hold on a day, the leading one first."""
        held = [period for period in self.situations if period.holds_on(day)]
        return tuple(sorted(held, key=lambda period: not period.leading))

    def but(self, **changes: object) -> "Facts":
        """The same facts with some changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def certainly_young(birth_date: PartialDate, on: date) -> bool:
    """Younger than 27 on that day (Pwet 7.3.a); in doubt not, because these rules take help away."""
    return birth_date.certainly_under(parameter("young_age", on).value, on)
