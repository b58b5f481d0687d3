"""Gaps to work through: where nothing is, for whom, and whose task it would be."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from services.audience import BY_SLUG, listed
from services.coverage.cells import Offered, State
from services.coverage.matrix import lines
from services.coverage.norms import tiles
from services.coverage.read import Region
from services.models import Entitlement, Instrument
from werkcentrum.vocabulary import PartnerKind

DUTY = {Entitlement.RIGHT, Entitlement.DUTY, Entitlement.BYLAW}
NAMED = 4


class Tool(NamedTuple):
    """What of an instrument decides who could fill a gap with it."""

    code: str
    name: str
    tile: str
    lawful: list[str]
    owners: list[str]
    legal_basis: str
    entitlement: str
    needs: list[str]

    @property
    def duty(self) -> bool:
        """Whether somebody has a claim to it: then it is a task of the owner by law."""
        return self.entitlement in DUTY

    @property
    def owner_words(self) -> str:
        """`UWV en gemeente`."""
        return listed(PartnerKind(kind).label for kind in self.owners)


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of the matrix with cells where nothing is. `cells` counts them; `where` and `ages` say which."""

    group: str
    tile: str
    group_label: str
    tile_label: str
    cells: int
    whole: bool
    where: str
    ages: str
    duty: str
    others: str

    @property
    def title(self) -> str:
        """`Bijstand: nazorg`."""
        return f"{self.group_label}: {self.tile_label.lower()}"


def tools(today: date) -> list[Tool]:
    """The instruments that exist on a day and are for people: one query."""
    exists = Q(abolished_on=None) | Q(abolished_on__gt=today)
    found = Instrument.objects.filter(exists, Q(available_from=None) | Q(available_from__lte=today))
    columns = ("code", "name", "phase", "situations", "owner_kinds", "legal_basis", "entitlement", "needs")
    return [Tool(*row) for row in found.exclude(audience="employer").order_by("name").values_list(*columns)]


def fitting(found: list[Tool], group: str, tile: str) -> list[Tool]:
    """The instruments that could fill a field, those that are somebody's task by law first."""
    codes = set(BY_SLUG[group].codes)
    fit = [tool for tool in found if tool.tile == tile and (not tool.lawful or codes & set(tool.lawful))]
    return sorted(fit, key=lambda tool: not tool.duty)


def gaps(region: Region, found: list[Tool], *, ages=(), places=()) -> list[Gap]:
    """Every field with a cell where nothing is, the largest first."""
    picture, axes = region.picture, region.axes
    columns = {place: axes.within(chosen_ages=ages, places=(place,)) for place in places or axes.places}
    rows = {age: axes.within(chosen_ages=(age.code,), places=places) for age in axes.ages if _asked(age, ages)}
    made = []
    for line in lines(picture, ages=ages, places=places):
        within = axes.within((line.slug,), ages, places)
        for field in line.fields:
            if field.state is not State.NONE:
                continue
            empty = picture.sets[field.tile][State.NONE] & within
            there = [region.places[place] for place, column in columns.items() if empty & column]
            of_age = [age for age, row in rows.items() if empty & row]
            duty, others = owners(fitting(found, line.slug, field.tile))
            made.append(
                Gap(
                    line.slug,
                    field.tile,
                    line.label,
                    tiles()[field.tile],
                    empty.bit_count(),
                    field.whole,
                    _where(there, len(columns)),
                    "alle leeftijden" if len(of_age) == len(rows) else listed(age.label for age in of_age),
                    duty,
                    others,
                )
            )
    return sorted(made, key=lambda gap: -gap.cells)


def owners(fit: list[Tool]) -> tuple[str, str]:
    """Whose task it is by law, and who else may bring it: as words, each kind of partner once."""
    by_law = {kind for tool in fit if tool.duty for kind in tool.owners}
    others = {kind for tool in fit for kind in tool.owners} - by_law
    return _kinds(by_law), _kinds(others)


def _kinds(kinds):
    return listed(kind.label for kind in PartnerKind if kind in kinds)


def _asked(age, ages):
    return not ages or age.code in ages


def _where(names, of):
    if len(names) == of:
        return names[0] if of == 1 else "alle gemeenten"
    shown = listed(names[:NAMED]) if len(names) <= NAMED else f"{', '.join(names[:NAMED])} en nog {len(names) - NAMED}"
    return shown


def offered_elsewhere(region: Region, group: str, tile: str, places=()) -> list[tuple[Offered, str]]:
    """Offers of the own region for this field that do not reach everywhere that is asked: (offer, where it does)."""
    asked = region.axes.within((group,), (), places)
    every = region.axes.existing[tile] & asked
    found = []
    for offer in region.offers:
        cells = region.axes.cells(offer) & region.axes.within((group,))
        if offer.tile == tile and offer.reach and cells and every & ~cells:
            names = sorted(region.places[code] for code in offer.reach if code in region.places)
            found.append((offer, listed(names)))
    return found
