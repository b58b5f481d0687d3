"""Possible doubles before somebody is registered: by birth date, ranked by name; three cards at most."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from clients import names

NEAR = 9
"""Days around the birth date that a slip of the pen can make."""
MOST = 3

LIKELIEST = 20
"""Candidates that the database ranks; what is shown is chosen from these."""

# SECURITY: looks past the second door; the function gives what a card needs and nothing more.
_SQL = """
SELECT * FROM clients_near_births(%(name)s, %(partner)s, %(postcode)s, %(same)s::date[], %(days)s::date[], %(most)s)
"""


@dataclass(frozen=True)
class Card:
    """The minimal card: enough to recognise who stands before you, too little to find her by."""

    dossier_id: int
    initials: str
    birth_year: int
    municipality: str
    known_at: str


@dataclass(frozen=True)
class _Name:
    first_names: str
    call_name: str
    prefix: str
    surname: str


def find(
    *, birth_on: date, precision: str = "day", surname: str, partner_surname: str = "", postcode: str = ""
) -> list[Card]:
    """At most three people who may be the same: spelling, swapped day and month, and a few days off are forgiven.

    One statement; `birth_on` has 1 for what is unknown, as `Client.birth_on`. `postcode` only makes a match likelier.
    """
    days = _near(birth_on, precision)
    same = [birth_on, *_swapped(birth_on), *days[:2]] if precision == "day" else days
    keys = names.search_key(surname), names.search_key(partner_surname)
    params = {"name": keys[0], "partner": keys[1], "postcode": postcode, "same": same, "days": sorted({*same, *days})}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, params | {"most": LIKELIEST})
        rows = cursor.fetchall()
    return [_card(row[4:]) for row in rows if _alike(keys, *row[:4])][:MOST]


def _alike(keys, surname, partner_surname, likeness, close):
    """Whether a name may be the same with slips of the pen; on the same birth date or postcode more is forgiven."""
    if likeness < 0.1 or likeness >= (0.3 if close else 0.5):
        return likeness >= 0.1
    pairs = [(ours, theirs) for ours in keys for theirs in (surname, names.plain(partner_surname)) if ours and theirs]
    return any(_slips(*pair) <= (2 if close and min(map(len, pair)) > 4 else 1) for pair in pairs)


def _slips(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour to make one name of the other; at most 3."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, match in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != match))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == match:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return min(above[-1], 3)


def _card(row):
    pk, *name, born, municipality, partner, region = row
    where = f"{partner} (regio {region})" if partner else "het Werkcentrum"
    return Card(pk, names.initials(_Name(*name)), born.year, municipality, where)


def _swapped(day):
    """The date with day and month the other way round, where there is such a date."""
    return [day.replace(month=day.day, day=day.month)] if day.day <= 12 else []


def _near(day, precision):
    """Every day it can have been when only the year or month is known; else a few days off and the two stand-ins."""
    if precision == "year":
        return [day + timedelta(days=step) for step in range(366)]
    if precision == "month":
        return [day.replace(month=1), *(day + timedelta(days=step) for step in range(31))]
    return [
        day.replace(day=1),
        day.replace(month=1, day=1),
        *(day + timedelta(days=step) for step in range(-NEAR, NEAR + 1)),
    ]


def proof(cards: list[Card], user) -> str:
    """What the form carries to say "none of these": holds for exactly these cards and this user."""
    shown = ",".join(str(card.dossier_id) for card in sorted(cards, key=lambda card: card.dossier_id))
    return salted_hmac("clients.doubles", f"{user.pk}:{shown}").hexdigest()
