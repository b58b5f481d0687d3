"""Holds lines of a file beside what is known: same, new, ended, or something that a person has to look at."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from clients.bsn import index
from clients.feed.codes import YOUNG
from clients.feed.read import Row
from clients.models import Client, IncomePeriod, NumberIndex
from werkcentrum.keys import keys
from werkcentrum.vocabulary import SITUATIONS, Kind

UNPAID = {Kind.STATUS, Kind.NO_INCOME, Kind.UNKNOWN}
"""What gives way to any income."""
ADULT_AT = 27


class What(StrEnum):
    """What a line asks for."""

    UNKNOWN = "onbekend"  # nobody here has this number
    CLOSED = "gesloten"  # the dossier is closed, or restricted
    NOTHING = "geen situatie"  # the code says nothing about income of its own
    TWICE = "dubbel"  # the same line again
    SAME = "gelijk"
    LEADS = "leidt"  # a new situation that becomes the leading one
    BESIDE = "ernaast"  # a new situation beside the leading one
    ENDS = "eindigt"  # a last day that was not known
    ASK = "navragen"
    DIFFERS = "verschil"


CHANGES = frozenset({What.LEADS, What.BESIDE, What.ENDS})


@dataclass(frozen=True)
class Compared:
    """A line with what it asks for; `period` is the row that ends (0: none), `sentence` is for a person to act on."""

    row: Row
    what: What
    client: int = 0
    code: str = ""
    period: int = 0
    sentence: str = ""


def compare(rows: list[Row]) -> list[Compared]:
    """What each of these lines asks for: three queries, whatever their number. Lines of one person stand together."""
    people = _people({row.bsn for row in rows})
    periods = _periods(people.values())
    births, shut = _births(people.values())
    found: list[Compared] = []
    for bsn, group in groupby(rows, key=lambda row: row.bsn):
        lines = list(group)
        who = people.get(bsn)
        if who is None:
            found += [Compared(row, What.UNKNOWN) for row in lines]
        elif who in shut:
            found += [Compared(row, What.CLOSED) for row in lines]
        else:
            found += _person(lines, who, births[who], periods[who])
    return found


def _people(numbers) -> dict[str, int]:
    """BSN → dossier, through the newest key; a parked number stands for somebody else (ADR 7)."""
    newest = next(iter(keys()))
    asked = {index(number, newest): number for number in numbers}
    rows = NumberIndex.objects.filter(key_id=newest.id, index__in=list(asked), parked=False)
    return {asked[bytes(found)]: pk for found, pk in rows.values_list("index", "client_id")}


def _periods(people) -> dict[int, list[IncomePeriod]]:
    found = defaultdict(list)
    for row in IncomePeriod.objects.filter(client__in=list(people)).order_by("valid_from", "pk"):
        found[row.client_id].append(row)
    return found


def _births(people) -> tuple[dict[int, date], set[int]]:
    people = Client.objects.filter(pk__in=list(people))
    rows = list(people.values_list("pk", "birth_on", "dossier__closed_at", "dossier__restricted_at"))
    return {pk: born for pk, born, *_ in rows}, {pk for pk, _, closed, still in rows if closed or still}


def _person(lines, who, born, periods) -> list[Compared]:
    """The lines of one person, beside one another and beside what is known of her."""
    seen: set[tuple] = set()
    found = []
    going_on = {_code(row, born) for row in lines if row.until is None}
    for row in lines:
        key = (row.meaning, row.since, row.until)
        if key in seen:
            found.append(Compared(row, What.TWICE, who))
            continue
        seen.add(key)
        found.append(_line(row, who, _code(row, born), periods, going_on))
    return found


def _code(row, born) -> str | None:
    """Our code; the same benefit under 27 is another one."""
    code = row.meaning.situation
    if code in YOUNG and born and _age(born, row.since) < ADULT_AT:
        return YOUNG[code]
    return code


def _age(born, on):
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _line(row, who, code, periods, going_on) -> Compared:
    if code is None:
        return Compared(row, What.NOTHING, who)
    known = [one for one in periods if one.code == code and _meet(one, row)]
    if known:
        return _known(row, who, code, known[-1])
    if row.meaning.ask:
        return Compared(row, What.ASK, who, code, sentence=row.meaning.ask)
    leading = [one for one in periods if one.leading and one.valid_from <= row.since <= (one.valid_until or date.max)]
    led = leading[0].code if leading else None
    if led is None or SITUATIONS[led].kind in UNPAID:
        return Compared(row, What.LEADS, who, code)
    return Compared(row, What.BESIDE if _stands_beside(code, led, going_on) else What.LEADS, who, code)


def _meet(period, row):
    return period.valid_from <= (row.until or date.max) and row.since <= (period.valid_until or date.max)


def _known(row, who, code, period) -> Compared:
    if row.until and period.valid_until != row.until:
        return Compared(row, What.ENDS, who, code, period=period.pk)
    if period.valid_until and row.until is None:
        return Compared(row, What.DIFFERS, who, code, sentence="Hier staat een einddatum; in het bestand niet.")
    if period.valid_from != row.since:
        return Compared(row, What.DIFFERS, who, code, sentence="Hier staat een andere begindatum. Kijk welke klopt.")
    return Compared(row, What.SAME, who, code)


def _stands_beside(code, led, going_on):
    """Wages beside a benefit, and a benefit beside one that the file says goes on: what pays first stays leading."""
    if SITUATIONS[led].kind is not Kind.BENEFIT:
        return False
    return SITUATIONS[code].kind is not Kind.BENEFIT or led in going_on
