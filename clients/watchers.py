"""Who is involved with a dossier and who looked at it, told per day and person."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from clients.receiver import partner_name
from clients.team import CONTENTS
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.relations import RIGHTS, STRONGEST_FIRST
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import part_words
from werkcentrum.permissions import FieldGroup
from werkcentrum.web.dates import long_date

A_MOMENT = timedelta(microseconds=1)
"""A right until midnight holds up to and including the day before."""
PAGE = 500
"""Lines of the log on one page of "Wie keek er"; folded by day and person they are far fewer."""


@dataclass
class Look:
    """One person on one day: which organisation and role, what was opened, and between which times."""

    day: str
    who: str
    role: str
    partner: str
    parts: list = field(default_factory=list)
    first: str = ""
    last: str = ""
    key: tuple = ()


@dataclass(frozen=True)
class Looks:
    """One page of who looked, newest first, and the numbers of the pages beside it (0: none)."""

    rows: list[Look]
    newer: int = 0
    older: int = 0


def involved_with(dossier_id) -> list[dict]:
    """Everybody with a live relation, the lead first: one query."""
    rows = Involvement.objects.live().filter(dossier=dossier_id).exclude(relation=Relation.KIN)
    # Only who opens the dossier now: not who is not named for a sealed one, nor who is out of it while it stands still.
    rows = rows.filter(Q(dossier__sealed=False) | Q(sealed_named=True) | Q(relation=Relation.SELF)).standing_or_own()
    rows = rows.select_related("user", "participation__partner", "cover_for")
    ordered = sorted(rows, key=lambda row: (STRONGEST_FIRST.index(row.relation), row.valid_from))
    return [
        {
            "pk": row.pk,
            "key": row.relation,
            "name": row.user.name,
            "partner": partner_name(row.participation) if row.participation else "",
            "relation": row.get_relation_display(),
            "sentence": RIGHTS[row.relation].sentence,
            "ground": row.get_ground_display(),
            "since": long_date(timezone.localdate(row.valid_from)),
            "until": long_date(timezone.localdate(row.valid_until - A_MOMENT)) if row.valid_until else "",
            "groups": [CONTENTS[FieldGroup(g)][0] for g in row.field_groups if FieldGroup(g) in CONTENTS],
            "cover_for": row.cover_for.name if row.cover_for else "",
        }
        for row in ordered
    ]


def page_of(query) -> int:
    """The page that an address asks for (`kijk`), the first when it says nothing of use."""
    typed = query.get("kijk", "")[:4]
    return max(int(typed), 1) if typed.isdecimal() else 1


def looks_at(dossier_id, page=1) -> Looks:
    """Who looked, newest first, the lines of one person on one day as one, page by page: one query.

    For who leads and who judges: with names. What the client reads is `clients.looks`.
    """
    rows = Reading.objects.filter(dossier=dossier_id).select_related("actor", "participation__partner")
    start = (page - 1) * PAGE
    found = list(rows.order_by("-at", "-pk")[start : start + PAGE + 1])
    looks: dict = {}
    for row in reversed(found[:PAGE]):
        _add(looks, row, row.actor.name)
    folded = sorted(looks.values(), key=lambda look: look.key, reverse=True)
    return Looks(folded, page - 1, page + 1 if len(found) > PAGE else 0)


def _add(found, row, who):
    at = timezone.localtime(row.at)
    look = found.get((at.date(), row.actor_id, row.participation_id))
    if look is None:
        role = ROLES[row.role].label if row.role in ROLES else ""
        partner = row.participation.partner.name if row.participation and row.role != "klant" else ""
        look = Look(long_date(at.date()), who, role, partner, first=f"{at:%H:%M}")
        found[(at.date(), row.actor_id, row.participation_id)] = look
    look.key = (at.date(), at)
    look.last = f"{at:%H:%M}"
    part = part_words(row.part)
    if part not in look.parts:
        look.parts.append(part)
