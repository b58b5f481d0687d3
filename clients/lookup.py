"""The exact look-up, the only search across dossiers: one hit at most, the same work for a hit and a miss."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.utils import timezone

from clients import bsn as numbers
from clients import names
from clients.models import Client, NumberIndex
from clients.receiver import partner_name
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Reading
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind

COUNTED = ("lookup", "double")
"""Parts of the log that count: every look-up, and every card of a possible double."""
DAILY_LIMIT = ((date(2026, 1, 1), 30),)
"""How many a person may do in a day, from which date on; to be fixed in the agreement of the partners."""
BSN_KINDS = (PartnerKind.WERKCENTRUM, PartnerKind.UWV, PartnerKind.MUNICIPALITY)


@dataclass(frozen=True)
class Question:
    """What somebody asks: a clean BSN, or a birth date with surname and house number."""

    bsn: str = ""
    birth_on: date | None = None
    precision: str = "day"
    surname: str = ""
    house_number: int = 0

    @property
    def birth_typed(self) -> str:
        """The birth date as typed, with 00 for what is unknown: "1995-03-00"."""
        if self.birth_on is None:
            return ""
        known = {"day": 3, "month": 2, "year": 1}[self.precision]
        parts = self.birth_on.isoformat().split("-")
        return "-".join([*parts[:known], *["00"] * (3 - known)])


class Found(StrEnum):
    """What a look-up can answer."""

    OPEN = "open"
    ELSEWHERE = "elsewhere"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True)
class Answer:
    """The answer for one actor. `name` and `public_id` only when she may open the dossier; else who to ask."""

    found: Found
    ask: str = ""
    public_id: str = ""
    name: str = ""


def may_use_bsn(actor) -> bool:
    """Whether the work asks for the BSN: desk, UWV and municipality; never social partners and the like (UAVG 46)."""
    return bool(actor.cell) and actor.cell.partner.kind in BSN_KINDS


def limit_on(day: date) -> int:
    """Look-ups per person on a day."""
    return next((number for since, number in reversed(DAILY_LIMIT) if since <= day), 0)


def used_today(user) -> int:
    """Look-ups and cards of doubles that `user` had today, under any membership."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return Reading.objects.filter(actor=user, part__in=COUNTED, at__gte=midnight).count()


def matches(question: Question) -> list[int]:
    """Dossier ids that fit the question exactly: none, one, or two when it fits more than one."""
    if question.bsn:
        held = NumberIndex.objects.filter(index__in=numbers.indexes(question.bsn).values())
        return list(held.values_list("client_id", flat=True).distinct())
    if question.birth_on is None:
        return []
    wanted = keys_of("", question.surname)
    born = {"birth_on": question.birth_on, "birth_precision": question.precision}
    rows = Client.objects.filter(house_number=question.house_number, **born)
    return [
        row.pk
        for row in rows.only("prefix", "surname", "partner_prefix", "partner_surname")
        if wanted & (keys_of(row.prefix, row.surname) | keys_of(row.partner_prefix, row.partner_surname))
    ][:2]


def keys_of(prefix: str, surname: str) -> set[str]:
    """A surname in every way a prefix can be typed: with it and without it; empty for no surname."""
    whole = f"{prefix} {surname}".strip()
    return {key for key in (names.plain(whole), names.plain(surname), names.plain(names.split_prefix(whole)[1])) if key}


def answer(actor, found: list[int]) -> Answer:
    """What `actor` may know about what was found. A miss asks the database the same questions as a hit."""
    dossier = found[0] if len(found) == 1 else 0
    mine = Client.objects.visible_to(actor).filter(pk=dossier).first()
    cell = lead_cell(dossier)
    if len(found) > 1:
        return Answer(Found.SEVERAL)
    if mine:
        return Answer(Found.OPEN, public_id=str(mine.public_id), name=mine.name)
    return Answer(Found.ELSEWHERE, ask=partner_in_region(cell)) if found else Answer(Found.NONE)


def lead_cell(dossier_id: int) -> Participation | None:
    """The cell that leads a dossier now."""
    lead = Involvement.objects.live().filter(dossier=dossier_id, relation=Relation.LEAD)
    lead = lead.select_related("participation__partner__municipality", "participation__region").first()
    return lead.participation if lead else None


def partner_in_region(cell) -> str:
    """Whom to ask, in the middle of a sentence: "UWV in regio Friesland". Never the person."""
    return f"{partner_name(cell)} (regio {cell.region.name})" if cell else "het Werkcentrum"
