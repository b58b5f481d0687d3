"""What the privacy officer asks of the log: filters as data, which live in the address as ids and codes."""

import datetime
import uuid
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils import timezone

from werkcentrum.access.models import Dossier, Membership
from werkcentrum.access.relations import Ground, Relation
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import PARTS, part_words
from werkcentrum.regions.models import Participation

PAGE = 50
MOST_COUNTED = 10_000
MOST_EXPORTED = 10_000
OFFICE = (7, 19)
"""Office hours: from and until the whole hour, on working days of the week."""
CLIENT = "klant"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
NEWEST = ("-at", "-pk")
RESULTS = {"refused": "geweigerd", "failed": "mislukt"}


@dataclass(frozen=True)
class LogFilter:
    """Filters of the log. AVG: an employee is an id, a dossier eight signs of its number; never a name."""

    medewerker: str = ""
    dossier: str = ""
    onderdeel: str = ""
    van: str = ""
    tot: str = ""
    rol: str = ""
    partner: str = ""
    buiten: str = ""
    zonder: str = ""

    @classmethod
    def of(cls, query):
        """Filters from a query string; what it does not understand is left out."""
        given = {field.name: query.get(field.name, "").strip() for field in fields(cls)}
        kept = {name: value for name, value in given.items() if value and _fits(name, value)}
        return cls(**kept)

    def query(self, **more) -> str:
        """The filters as a query string."""
        wanted = {field.name: getattr(self, field.name) for field in fields(self)} | more
        return urlencode({name: value for name, value in wanted.items() if value})

    @property
    def is_empty(self):
        """Whether nothing is asked."""
        return not self.query()


def _fits(name, value):
    if name in {"medewerker", "partner"}:
        return value.isdecimal() and len(value) < 19
    if name == "dossier":
        return len(value) == 8 and all(sign in "0123456789abcdef" for sign in value)
    if name in {"van", "tot"}:
        return _day(value) is not None
    if name == "onderdeel":
        return value in PARTS or value == "list"
    if name == "rol":
        return value in ROLES and value != CLIENT
    return value == "1"


def _day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def readings(actor, asked: LogFilter):
    """Lines of the region that fit, without those of clients about themselves (AVG: their name is no employee's)."""
    rows = Reading.objects.filter(participation__region=actor.region).exclude(role=CLIENT)
    if asked.medewerker:
        rows = rows.filter(actor=int(asked.medewerker))
    if asked.dossier:
        rows = rows.filter(dossier__in=_numbered(actor, asked.dossier))
    if asked.onderdeel:
        rows = rows.filter(part__startswith="list:") if asked.onderdeel == "list" else rows.filter(part=asked.onderdeel)
    if asked.van:
        rows = rows.filter(at__gte=_midnight(_day(asked.van)))
    if asked.tot:
        rows = rows.filter(at__lt=_midnight(_day(asked.tot) + datetime.timedelta(days=1)))
    if asked.rol:
        rows = rows.filter(role=asked.rol)
    if asked.partner:
        rows = rows.filter(participation=int(asked.partner))
    if asked.zonder:
        rows = rows.filter(relation=None, dossier__isnull=False)
    return _outside(rows) if asked.buiten else rows


def _outside(rows):
    start, end = OFFICE
    rows = rows.annotate(hour=ExtractHour("at"), weekday=ExtractIsoWeekDay("at"))
    return rows.filter(Q(hour__lt=start) | Q(hour__gte=end) | Q(weekday__gte=6))


def _numbered(actor, short):
    """Dossiers of the region whose number starts with these eight signs: practically one."""
    first, last = uuid.UUID(short + "0" * 24), uuid.UUID(short + "f" * 24)
    rows = Dossier.objects.unscoped("who reads the log has a number of her own region, and no name")
    return rows.filter(region=actor.region, public_id__range=(first, last)).values("pk")


def older(rows, place: str):
    """Lines beyond a place in the order (moment, number), as `mark` writes it; a place that is none gives all."""
    moment, _, number = place.partition(".")
    if not (moment.isdecimal() and number.isdecimal() and len(moment) < 17 and len(number) < 19):
        return rows
    at = EPOCH + datetime.timedelta(microseconds=int(moment))
    return rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=int(number)))


def mark(row: dict) -> str:
    """The place of a line in the order."""
    return f"{(row['at'] - EPOCH) // datetime.timedelta(microseconds=1)}.{row['pk']}"


def dossier_of(actor, asked: LogFilter) -> int | None:
    """The one dossier that is asked for, so that this is noted; None when nothing or nobody fits."""
    return next(iter(_numbered(actor, asked.dossier).values_list("pk", flat=True)[:1]), None) if asked.dossier else None


def counts(rows) -> dict:
    """Lines, employees and dossiers among what fits, counted up to `MOST_COUNTED` lines: one query."""
    seen = Reading.objects.filter(pk__in=rows.order_by(*NEWEST).values("pk")[: MOST_COUNTED + 1])
    found = seen.aggregate(
        lines=Count("pk"), employees=Count("actor", distinct=True), dossiers=Count("dossier", distinct=True)
    )
    found["more"] = found["lines"] > MOST_COUNTED
    found["lines"] = min(found["lines"], MOST_COUNTED)
    return found


def shown(row) -> dict:
    """One line as strings."""
    cell = row.participation
    return {
        "pk": row.pk,
        "at": row.at,
        "employee": row.actor.name,
        "employee_id": row.actor_id,
        "role": ROLES[row.role].label if row.role in ROLES else "",
        "partner": cell.partner.name if cell else "",
        "part": part_words(row.part),
        "dossier": str(row.dossier.public_id)[:8] if row.dossier else "",
        "relation": Relation(row.relation).label if row.relation in Relation.values else "",
        "ground": Ground(row.ground).label if row.ground in Ground.values else "",
        "purpose": row.purpose,
        "result": RESULTS.get(row.result, ""),
    }


def choices(actor) -> dict:
    """What can be chosen: employees and partners of the region, roles and parts, as (value, words)."""
    people = Membership.objects.filter(participation__region=actor.region).exclude(role=CLIENT)
    names = people.order_by("user__name").values_list("user", "user__name").distinct()[:500]
    cells = Participation.objects.filter(region=actor.region).select_related("partner").order_by("partner__name")
    return {
        "medewerker": [(str(pk), name) for pk, name in names],
        "partner": [(str(cell.pk), cell.partner.name) for cell in cells],
        "rol": [(role.key, role.label) for role in ROLES.values() if role.key not in {CLIENT, "systeem"}],
        "onderdeel": [("list", "een regel in een lijst"), *_parts()],
    }


def _parts():
    words: dict[str, str] = {}
    for part, text in PARTS.items():
        if not part.startswith("own_") and text not in words.values():
            words[part] = text
    return sorted(words.items(), key=lambda pair: pair[1])
