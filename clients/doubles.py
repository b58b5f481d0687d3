"""Possible doubles before somebody is registered: by birth date first, ranked by how the name looks; three cards at most."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from clients import names

NEAR = 9
"""Days around the birth date that a slip of the pen can make."""
MOST = 3

# The birth date narrows a million people to a few hundred through one index; only those are compared by name.
# A birth date of which only the month or year is known fits every day in it.
_SQL = """
WITH likely AS (
    SELECT c.dossier_id, c.municipality_id, c.first_names, c.call_name, c.prefix, c.surname, c.birth_on,
           GREATEST(similarity(c.search_name, %(name)s), similarity(lower(c.partner_surname), %(name)s),
                    similarity(c.search_name, %(partner)s)) AS likeness,
           c.birth_on = ANY(%(same)s) AS same_day,
           c.postcode <> '' AND c.postcode = %(postcode)s AS same_postcode
      FROM clients_client c
     WHERE c.birth_on = ANY(%(days)s)
)
SELECT l.dossier_id, l.first_names, l.call_name, l.prefix, l.surname, l.birth_on, m.name, p.name, r.name
  FROM likely l
  JOIN regions_municipality m ON m.id = l.municipality_id
  LEFT JOIN access_involvement i ON i.dossier_id = l.dossier_id AND i.relation = 'lead' AND i.valid_until IS NULL
  LEFT JOIN regions_participation cell ON cell.id = i.participation_id
  LEFT JOIN regions_partner p ON p.id = cell.partner_id
  LEFT JOIN regions_region r ON r.id = cell.region_id
 WHERE l.likeness >= CASE WHEN l.same_day OR l.same_postcode THEN 0.3 ELSE 0.5 END
 ORDER BY l.likeness + CASE WHEN l.same_day THEN 0.4 ELSE 0 END + CASE WHEN l.same_postcode THEN 0.2 ELSE 0 END DESC,
          l.dossier_id
 LIMIT %(most)s
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
    same = [birth_on, *_swapped(birth_on, precision)]
    params = {
        "name": names.search_key(surname),
        "partner": names.search_key(partner_surname),
        "postcode": postcode,
        "same": same,
        "days": sorted({*same, *_near(birth_on, precision)}),
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, params)
        return [_card(row) for row in cursor.fetchall()]


def _card(row):
    pk, *name, born, municipality, partner, region = row
    where = f"{partner} (regio {region})" if partner else "het Werkcentrum"
    return Card(pk, names.initials(_Name(*name)), born.year, municipality, where)


def _swapped(day, precision):
    """The date with day and month the other way round, where there is such a date."""
    return [day.replace(month=day.day, day=day.month)] if precision == "day" and day.day <= 12 else []


def _near(day, precision):
    """Every day it can have been when only the year or month is known; else a few days off and the two stand-ins."""
    if precision == "year":
        return [day + timedelta(days=step) for step in range(366)]
    if precision == "month":
        return [day.replace(month=1), *(day + timedelta(days=step) for step in range(31))]
    around = [day + timedelta(days=step) for step in range(-NEAR, NEAR + 1)]
    return [day.replace(day=1), day.replace(month=1, day=1), *around]


def proof(cards: list[Card], user) -> str:
    """What the form carries to say "none of these": holds for exactly these cards and this user."""
    shown = ",".join(str(card.dossier_id) for card in sorted(cards, key=lambda card: card.dossier_id))
    return salted_hmac("clients.doubles", f"{user.pk}:{shown}").hexdigest()
