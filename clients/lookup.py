"""The exact look-up, the only search across dossiers: one hit at most, the same work for a hit and a miss."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Func, Value
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from clients import bsn as numbers
from clients import names
from clients.models import Client
from clients.receiver import partner_name
from werkcentrum.access import door
from werkcentrum.access.glass.actions import may_take
from werkcentrum.access.glass.rules import AFTER_LOOK_UP
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
    """The answer for one actor. `name` and `public_id` only when she may open the dossier.

    Else who to `ask`, and the token for emergency access (`glass`, "" when that is not for her).
    """

    found: Found
    ask: str = ""
    glass: str = ""
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


@dataclass(frozen=True)
class Match:
    """A dossier that fits a question. `stands_in_for` is the sealed dossier on whose BSN this one was registered."""

    dossier_id: int
    sealed: bool = False
    stands_in_for: int | None = None


def matches(question: Question) -> list[Match]:
    """Every dossier that fits the question exactly, sealed ones too: for `ask` only, which drops what must not show.

    One query, whether there is anything or not.
    """
    # SECURITY: crosses the second door, by functions of the database.
    if question.bsn:
        keyed = list(numbers.indexes(question.bsn).values())
        return [Match(*row) for row in door.call("clients_find_number", keyed)]
    if question.birth_on is None:
        return []
    wanted = keys_of("", question.surname)
    rows = door.call("clients_find_born", question.birth_on, question.precision, question.house_number)
    return [Match(pk, sealed) for pk, sealed, *name in rows if wanted & (keys_of(*name[:2]) | keys_of(*name[2:]))]


def keys_of(prefix: str, surname: str) -> set[str]:
    """A surname in every way a prefix can be typed: with it and without it; empty for no surname."""
    whole = f"{prefix} {surname}".strip()
    return {key for key in (names.plain(whole), names.plain(surname), names.plain(names.split_prefix(whole)[1])) if key}


@dataclass(frozen=True)
class Outcome:
    """What came of a question: the `answer`, the dossiers that may `show`, and the sealed ones that stayed `hidden`."""

    answer: Answer
    shown: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()


def ask(actor, question: Question) -> Outcome:
    """What `actor` may know about who fits the question: three queries, for a hit, a miss and a sealed dossier alike.

    SECURITY: a sealed dossier that the actor is not named for answers as if it were not there.
    """
    fits = matches(question)
    # The same statement for none, for one, and for a sealed dossier with the one that stands in for it.
    asked = [*(fit.dossier_id for fit in fits), 0, -1][: max(len(fits), 2)]
    people = Client.objects.visible_to(actor).filter(pk__in=asked)
    mine = {person.pk: person for person in people}
    shown = [fit for fit in fits if not fit.sealed or fit.dossier_id in mine]
    ids = {fit.dossier_id for fit in shown}
    # Who is named for the sealed dossier gets that one, not the registration that stands in for it.
    shown = [fit for fit in shown if fit.stands_in_for not in ids]
    hidden = tuple(fit.dossier_id for fit in fits if fit.sealed and fit.dossier_id not in mine)
    one = shown[0].dossier_id if len(shown) == 1 else 0
    cell = lead_cell(one)
    return Outcome(_answer(actor, one, len(shown), mine.get(one), cell), tuple(f.dossier_id for f in shown), hidden)


def _answer(actor, dossier_id, number, person, cell) -> Answer:
    if number > 1:
        return Answer(Found.SEVERAL)
    if person:
        return Answer(Found.OPEN, public_id=str(person.public_id), name=person.name)
    if not number:
        return Answer(Found.NONE)
    near = cell is not None and cell.region_id == actor.region.pk and may_take(actor)
    return Answer(
        Found.ELSEWHERE, ask=partner_in_region(cell), glass=glass_token(actor.user, dossier_id) if near else ""
    )


def glass_token(user, dossier_id) -> str:
    """What the answer "elsewhere" carries so that emergency access is about the one who was looked up, by this user."""
    return salted_hmac("clients.glass", f"{user.pk}:{dossier_id}").hexdigest()


def looked_up(actor, token: str) -> int | None:
    """The dossier of a token, when the actor looked it up in the last quarter of an hour; the log says so."""
    rows = Reading.objects.filter(actor=actor.user, part="lookup", at__gt=timezone.now() - AFTER_LOOK_UP)
    ids = rows.exclude(dossier=None).values_list("dossier_id", flat=True).distinct()
    return next((pk for pk in ids if constant_time_compare(glass_token(actor.user, pk), token)), None)


def lead_cell(dossier_id: int) -> Participation | None:
    """The cell that leads a dossier now."""
    # SECURITY: of somebody else's dossier the database tells which cell leads it, never who.
    leads = Func(Value(dossier_id), function="access_lead_cell")
    return Participation.objects.select_related("partner__municipality", "region").filter(pk=leads).first()


def partner_in_region(cell) -> str:
    """Whom to ask, in the middle of a sentence: "UWV in regio Friesland". Never the person."""
    return f"{partner_name(cell)} (regio {cell.region.name})" if cell else "het Werkcentrum"
