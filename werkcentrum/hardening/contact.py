"""security.txt (RFC 9116): where somebody who found a leak can report it. Mandatory for Dutch government since 2023."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

LONGEST = timedelta(days=365)
HALF_A_YEAR = 182


def expires() -> datetime:
    """The day after which nobody should rely on it: the one that is set, else the first of a month in half a year."""
    if settings.SECURITY_EXPIRES:
        day = date.fromisoformat(settings.SECURITY_EXPIRES)
    else:
        day = (timezone.localdate() + timedelta(days=HALF_A_YEAR)).replace(day=1)
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def problems():
    """What is wrong with contact and day, in sentences."""
    if not settings.SECURITY_CONTACT.startswith(("mailto:", "https://")):
        yield "Zet WERKCENTRUM_SECURITY_CONTACT op mailto:… of https://…: daar meldt iemand een lek."
    try:
        left = expires() - timezone.now()
    except ValueError:
        yield "WERKCENTRUM_SECURITY_EXPIRES is een dag zoals 2027-06-01."
        return
    if not timedelta() < left <= LONGEST:
        yield "WERKCENTRUM_SECURITY_EXPIRES ligt in de toekomst, en hoogstens een jaar."


def text(address: str) -> str:
    """The file, for the website at `address` ("https://host/")."""
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": expires().astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "nl, en",
        "Canonical": f"{address}.well-known/security.txt",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
