"""What a team leader sees of the work of her own people: who leads how many, what waits for another lead, and cards.

Cards only, never a dossier. SECURITY: sealed dossiers are in no list and no number here, so none can be told from them.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from clients import names
from clients.rules import evenly
from clients.team import who_may_know
from werkcentrum.access import door
from werkcentrum.access.actions.working import WORKING_ROLES, colleagues_in
from werkcentrum.access.models import Cover, Involvement, Membership, Relation, User
from werkcentrum.access.models.dossier import FAR_AWAY
from werkcentrum.web.dates import relative

AT_MOST = 500


@dataclass(frozen=True)
class Colleague:
    """One person of the cell: numbers, no clients. `away` is the cover that runs or comes first, or None."""

    user: User
    leads: int = 0
    helps: int = 0
    away: Cover | None = None
    works_here: bool = True


@dataclass(frozen=True)
class Division:
    """The page of a team leader. `asks` are people who lead a dossier of somebody they know."""

    colleagues: list = field(default_factory=list)
    left: list = field(default_factory=list)
    asks: list = field(default_factory=list)
    covers: list = field(default_factory=list)


def division_of(cell) -> Division:
    """Everybody of a cell with what she leads: four queries, whatever the number of people or dossiers."""
    leads, helps, asks = _numbers(cell)
    here = {held.user_id: held.user for held in colleagues_in(cell)}
    covers = covers_of(cell)
    away = {cover.covered_id: cover for cover in reversed(covers)}
    gone = User.objects.in_bulk([pk for pk in leads if pk not in here])
    colleagues = [Colleague(user, leads[pk], helps[pk], away.get(pk)) for pk, user in here.items()]
    left = [Colleague(user, leads[pk], works_here=False) for pk, user in gone.items()]
    people = here | gone
    return Division(
        colleagues,
        sorted(left, key=lambda row: row.user.name),
        [(people[pk], number) for pk, number in asks.items()],
        covers,
    )


def _running(cell):
    """Live rows in a cell of dossiers that a team leader may know of."""
    rows = Involvement.objects.unscoped("cards of what the cell leads, for who divides it").live()
    return rows.filter(participation=cell, dossier__sealed=False, dossier__closed_at=None)


def _numbers(cell):
    """Per user: dossiers she leads, dossiers she helps with, and those that ask for another lead."""
    leads: Counter = Counter()
    helps: Counter = Counter()
    asks: Counter = Counter()
    # SECURITY: crosses the second door: numbers per colleague, for the team leader of this cell only.
    for user, relation, knows, number in door.call("access_cell_numbers", cell.pk):
        (leads if relation == Relation.LEAD else helps)[user] += number
        if knows and relation == Relation.LEAD:
            asks[user] += number
    return leads, helps, asks


def covers_of(cell) -> list:
    """Covers that run or are to come, the first to end on top: one query."""
    rows = Cover.objects.filter(participation=cell, ended_at=None, valid_until__gte=timezone.localdate())
    return list(rows.select_related("covered", "colleague").order_by("valid_until", "pk"))


def colleague(cell, pk) -> User | None:
    """Somebody who works or worked with dossiers in the cell, by user id; None for anybody else."""
    worked = Membership.objects.filter(participation=cell, role__in=WORKING_ROLES, user=OuterRef("pk"))
    return User.objects.filter(Exists(worked), pk=pk).first()


@dataclass(frozen=True)
class Card:
    """What a team leader sees of one dossier: enough to divide by, too little to know somebody by. `row` is an id."""

    row: int
    dossier: int
    heading: str
    municipality: str
    next: str
    asks: bool


def cards_of(cell, user) -> list[Card]:
    """The dossiers that `user` leads in the cell, what is due first on top: one query."""
    today = timezone.localdate()
    kin = Involvement.objects.live().filter(
        user=OuterRef("user"), dossier=OuterRef("dossier"), relation__in=[Relation.KIN, Relation.SELF]
    )
    rows = _running(cell).filter(user=user, relation=Relation.LEAD).annotate(knows=Exists(kin))
    rows = rows.select_related("dossier__client__municipality").order_by("next_on", "pk")[:AT_MOST]
    return [_card(row, today) for row in rows]


def _card(row, today):
    client = row.dossier.client
    return Card(
        row.pk,
        row.dossier_id,
        f"{names.initials(client)}, {client.birth_on.year}",
        client.municipality.name,
        "" if str(row.next_on) == FAR_AWAY else relative(row.next_on, today),
        row.knows,
    )


@dataclass(frozen=True)
class Move:
    """One dossier that goes to a colleague (None: nobody can take it); `ask` when she may know the client."""

    row: Involvement
    to: User | None
    ask: bool = False


def moves_of(cell, user, rows, to) -> list[Move]:
    """How `rows` (ids of lead rows of `user` in the cell) are shared out over the users `to`: evenly, kin left out.

    The same question gives the same answer. Rows that are no longer hers are left out. Four queries.
    """
    held = _running(cell).filter(pk__in=rows, user=user, relation=Relation.LEAD)
    held = list(held.select_related("dossier__client").order_by("next_on", "pk"))
    people = {person.pk: person for person in to}
    load, _, _ = _numbers(cell)
    ids = [row.dossier_id for row in held]
    own = Involvement.objects.live().filter(user__in=people, relation__in=[Relation.KIN, Relation.SELF])
    blocked = set(own.filter(dossier__in=ids).values_list("dossier", "user"))
    ask = who_may_know(ids, list(people))
    given = evenly(ids, sorted(people, key=lambda pk: (load[pk], pk)), blocked)
    pairs = ((row, given[row.dossier_id]) for row in held)
    return [Move(row, people.get(pk), (row.dossier_id, pk) in ask) for row, pk in pairs]
