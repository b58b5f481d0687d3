"""Who can be asked to help with a dossier: partners of the region, their people, and what can be opened for them."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from clients.models import Consent
from clients.receiver import partner_name
from werkcentrum.access import door
from werkcentrum.access.actions import ground_of
from werkcentrum.access.actions.support import shareable
from werkcentrum.access.actions.team import TEAM_AT_MOST, team_of
from werkcentrum.access.actions.working import colleagues_in
from werkcentrum.access.relations import Ground
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.regions.models import Participation

CONTENTS = {
    G.CONTACT: ("Contactgegevens", "telefoon, e-mail en adres"),
    G.INCOME: ("Inkomen", "soort inkomen of uitkering, en tot wanneer"),
    G.PROFILE: ("Werk en wensen", "werkervaring, opleiding, talen, wat iemand wil"),
    G.BARRIERS: ("Wat lastig is", "zorg, schulden ja of nee, wat iemand nodig heeft om mee te doen"),
    G.CAPACITY: ("Wat iemand kan werken", "banenafspraak, loonwaarde, belastbaarheid in uren"),
    G.PLAN: ("Het plan", "doelen, stappen, afspraken en het verloop"),
    G.NOTES: ("Gedeelde aantekeningen", "wat collega's opschreven om samen te werken"),
}
"""What stands behind each checkbox, in plain Dutch."""


@dataclass(frozen=True)
class Substitutes:
    """The small team of a dossier: rows as dicts, colleagues who can still be named, and the number that is left."""

    rows: list = field(default_factory=list)
    choices: list = field(default_factory=list)
    at_most: int = TEAM_AT_MOST

    @property
    def left(self) -> int:
        """How many can still be named."""
        return self.at_most - len(self.rows)


def substitutes_of(dossier_id, actor) -> Substitutes:
    """The team of a dossier and the actor's colleagues who are not in it: two queries."""
    rows = list(team_of(dossier_id).select_related("user").order_by("user__name"))
    taken = {row.user_id for row in rows} | {actor.user.pk}
    others = [held.user for held in colleagues_in(actor.cell) if held.user_id not in taken]
    named = [{"pk": row.pk, "name": row.user.name} for row in rows]
    return Substitutes(named, [(user.pk, user.name) for user in dict.fromkeys(others)])


def partners_with_people(region):
    """Cells of a region where somebody works with dossiers today, as (pk, name) by name: one query."""
    people = colleagues_in(OuterRef("pk")).order_by().select_related(None)
    cells = Participation.objects.filter(region=region).filter(Exists(people)).select_related("partner")
    return [(cell.pk, _start(partner_name(cell))) for cell in cells.order_by("partner__name")]


def _start(name):
    return name[0].upper() + name[1:]


def people_of(cell, *, without=()):
    """(user pk, name) of who works with dossiers in a cell: one query."""
    found = {held.user_id: held.user.name for held in colleagues_in(cell)}
    return [(pk, name) for pk, name in found.items() if pk not in without]


def open_groups(cell, stance, consented=()):
    """(group, label, contents) that the holder of the stance can open for people of a cell.

    Without a task of law only what the client said yes to: `consented`, from `consented_to`.
    """
    allowed = shareable(ground_of(cell), stance)
    if needs_consent(cell):
        allowed &= frozenset(consented)
    return [(group, *words) for group, words in CONTENTS.items() if group in allowed]


def needs_consent(cell) -> bool:
    """Whether people of this cell work on the client's own yes only."""
    return ground_of(cell) == Ground.CONSENT


def consented_to(client, cell) -> tuple[frozenset[G], date | None]:
    """What a person said yes to for a cell, and the last day of it: one query."""
    rows = list(Consent.objects.live().for_cell(cell).filter(client=client))
    groups = frozenset(G(group) for row in rows for group in row.groups)
    return groups, max((row.valid_until for row in rows), default=None)


def who_may_know(dossiers, people) -> set[tuple[int, int]]:
    """(dossier id, user id) of employees who are clients themselves and may know this person: one query.

    Same birth date and surname, or same address. The answer is a yes or a no and never says why.
    """
    # SECURITY: crosses the second door: it asks the employee's own file.
    return set(door.call("clients_who_may_know", list(dossiers), list(people)))


def may_know(user, client) -> bool:
    """Whether one employee may know one person; see `who_may_know`."""
    return bool(who_may_know([client.pk], [user.pk]))
