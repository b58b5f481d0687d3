"""The questions whose answer stands in the person's own record: asked once, at registration, and only read here."""

from clients.models import Client
from werkcentrum.web.dates import PartialDate

SALUTATION = {"V": "mevrouw", "M": "heer", "X": "neutral"}
CHANNEL = {"visit": "visit", "phone": "phone", "mail": "email", "post": "letter"}
CHANNEL_OF_ANSWER = {"visit": "visit", "phone": "phone", "whatsapp": "phone", "email": "mail", "letter": "post"}
NAME = ("call_name", "first_names", "prefix", "surname", "partner_prefix", "partner_surname", "name_use")

# Changed on a page of their own (names, birth date, address) or with a number of their own (BSN); never in the intake.
ELSEWHERE = frozenset({"name", "birth_date", "bsn", "address", "address_sealed"})


def value_of(code: str, client: Client, *, has_bsn: bool):
    """The value that the person's record holds for a field, in the shape of an answer; None when it holds none."""
    reader = READERS.get(code)
    return reader(client, has_bsn) if reader else None


def _name(client, _):
    known = {part: getattr(client, part) for part in NAME if getattr(client, part)}
    return known | ({"salutation": SALUTATION[client.gender]} if client.gender else {})


def _birth(client, _):
    day, precision = client.birth_on, client.birth_precision
    return str(PartialDate(day.year, day.month if precision != "year" else 0, day.day if precision == "day" else 0))


def _address(client, _):
    if not client.postcode:
        return None
    parts = {
        "postcode": client.postcode,
        "house_number": client.house_number,
        "house_letter": client.house_letter,
        "addition": client.house_addition,
        "street": client.street,
        "place": client.place,
    }
    return {key: value for key, value in parts.items() if value}


def _reach(client, _):
    return {key: getattr(client, key) for key in ("phone", "email") if getattr(client, key)} or None


def _preference(client, _):
    if not client.channel:
        return None
    return {"channel": CHANNEL[client.channel], "interpreter": client.interpreter, "language": client.language}


READERS = {
    "name": _name,
    "birth_date": _birth,
    "bsn": lambda client, has_bsn: "known" if has_bsn else None,
    "address": _address,
    "phone_email": _reach,
    "contact_preference": _preference,
}


def _write_reach(client, value):
    client.phone, client.email = value.get("phone", ""), value.get("email", "")
    return ["phone", "email"]


def _write_preference(client, value):
    client.channel = CHANNEL_OF_ANSWER.get(value.get("channel"), "")
    client.interpreter, client.language = bool(value.get("interpreter")), value.get("language") or client.language
    return ["channel", "interpreter", "language"]


WRITERS = {"phone_email": _write_reach, "contact_preference": _write_preference}
"""Fields whose answer is copied to the person's record: what it writes, as column names."""
