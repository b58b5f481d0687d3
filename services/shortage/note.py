"""Noting that somebody did not get what she needed, so that people can be counted and never found."""

import datetime
import hashlib
import hmac

from django.db import transaction
from django.utils import timezone

from services.audience import BY_SLUG, group_of
from services.needs import SLUGS
from services.shortage.models import Detail, Kind, Shortage, ShortageKey
from services.shortage.words import understood
from werkcentrum.keys import keys
from werkcentrum.regions.models import Municipality

AFTER = datetime.timedelta(days=14)
"""How long after its quarter a key is kept: for what is noted late."""
ROWS_MONTHS = 24


def note_shortage(
    *, kind, region, municipality=None, needs=(), group="", person_key="", offer=None, code="", detail="", on=None
) -> int:
    """Note that a person did not get what she needs; the number of needs noted. Never an event: that would name her.

    `kind`: a `Kind`. `municipality`: a Municipality, a GM code, or None. `needs`: slugs; others are left out, and
    without any nothing is noted. `group`: the slug of a `Group` or a code of the 40 situations. `person_key`: whatever
    stands for the person in her file (the `dossier_id`); it is mixed with the key of the quarter at once and not kept.
    `code`: why it was refused, from a list of codes. The same person, need and month again changes nothing.
    ValueError for a kind or code that does not exist, and without a person.
    """
    if not person_key:
        raise ValueError("nobody to count")
    if detail not in ("", *Detail.values) or len(code) > 24 or " " in code:
        raise ValueError("a detail or code that is not of a list")
    day = on or timezone.localdate()
    common = {
        "kind": Kind(kind),
        "region": region,
        "municipality": _place(municipality),
        "group": _group(group),
        "month": day.replace(day=1),
        "offer": offer,
        "code": code,
        "detail": detail,
    }
    known = [slug for slug in SLUGS if slug in set(needs)]
    if not known:
        return 0
    # The trace of a person must not stand or fall with the page that notices it.
    with transaction.atomic():
        key = pseudonym(region, str(person_key), day)
        rows = [Shortage(need=need, person_key=key, **common) for need in known]
        Shortage.objects.bulk_create(rows, ignore_conflicts=True)
    return len(known)


def note_search(*, region, found, room, text="", need="", person_key="", municipality=None, group=""):
    """Note a search for a person: nothing was `found`, or nothing of it had `room`. Else, or not understood: nothing.

    `found` and `room` are counts of offers that she may use; `text` is what was typed, of which only needs are kept.
    """
    if room or not person_key:
        return 0
    needs, detail = understood(text)
    about = {"municipality": municipality, "group": group, "person_key": person_key, "detail": detail}
    kind = Kind.NO_PLACE if found else Kind.EMPTY
    return note_shortage(kind=kind, region=region, needs=(need,) if need else needs, **about)


def pseudonym(region, reference: str, day: datetime.date) -> str:
    """Who somebody is in one region and one quarter: 32 hexadecimals. Makes the key of the quarter when it must.

    SECURITY: half of the key is in the database, half outside it. Whoever steals one half finds nobody; after the
    quarter the first half is gone. When the outer half is replaced within a quarter, somebody may count twice.
    """
    quarter = quarter_of(day)
    stored = ShortageKey.objects.filter(region=region, quarter=quarter).values_list("secret", flat=True)
    if not (secret := stored.first()):
        ShortageKey.objects.bulk_create([ShortageKey(region=region, quarter=quarter)], ignore_conflicts=True)
        secret = stored.get()
    mixed = hmac.new(keys()[0].index, bytes(secret), hashlib.sha256).digest()
    return hmac.new(mixed, reference.encode(), hashlib.sha256).hexdigest()[:32]


def quarter_of(day: datetime.date) -> datetime.date:
    """The first day of the quarter of a day."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def forget(today: datetime.date) -> tuple[int, int]:
    """Drop the keys of quarters that are over for two weeks, and rows of over two years: how many of each."""
    late = quarter_of(today - AFTER)
    dropped, _ = ShortageKey.objects.filter(quarter__lt=late).delete()
    year, month = divmod(today.year * 12 + today.month - 1 - ROWS_MONTHS, 12)
    rows, _ = Shortage.objects.filter(month__lt=datetime.date(year, month + 1, 1)).delete()
    return dropped, rows


def _place(municipality):
    if isinstance(municipality, str):
        return Municipality.objects.filter(code=municipality).first()
    return municipality


def _group(group):
    if group in BY_SLUG:
        return group
    found = group_of(group)
    return found.slug if found else ""
