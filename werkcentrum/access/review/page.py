"""What a reviewer reads of one check: which parts were looked at and when; the dossier as a number only."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.glass.rules import AFTER_LOOK_UP, LASTS
from werkcentrum.access.models import Membership, Review
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.parts import part_words

MOST = 100

FINDINGS = {
    "nowhere": "keer opgezocht zonder dat er daarna iets mee gebeurde",
    "same_name": "keer een dossier van iemand met dezelfde achternaam",
    "same_address": "keer een dossier van iemand op het eigen adres",
    "hour": "verschillende dossiers geopend in één uur",
    "look_ups": "keer opgezocht in één uur",
    "limit": "keer opgezocht op één dag: de grens",
    "night": "verschillende dossiers geopend tussen 22.00 en 6.00 uur",
}
"""What a pattern is called, after its number."""


def dossier_number(dossier) -> str:
    """The dossier as a number: enough to speak about it, nothing of the person."""
    return str(dossier.public_id)[:8] if dossier else ""


def readings_of(review: Review) -> list[dict]:
    """Parts and times of what the subject was shown in this matter, newest first: one query."""
    start, end = _span_of(review)
    # SECURITY: looks past the second door: lines of the log about one employee, without a person.
    rows = door.call("access_looks_in_review", review.pk, start, end, MOST)
    return [{"at": at, "part": part_words(part), "dossier": number} for at, part, number in rows]


def _span_of(review):
    """From when to when: emergency access as long as it lasted, a report its day, a pattern its week."""
    if review.kind == Review.Kind.GLASS:
        taken = review.glass.taken_at
        return taken - AFTER_LOOK_UP, taken + LASTS + timedelta(minutes=1)
    start, end = _day_of(review)
    return (start if review.dossier_id else start - timedelta(days=6)), end


def _day_of(review):
    day = review.findings.get("on")
    day = datetime.fromisoformat(day).date() if day else timezone.localdate(review.opened_at)
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, start + timedelta(days=1)


def findings_of(review: Review) -> list[str]:
    """The findings of a pattern as sentences."""
    return [f"{number} {FINDINGS[code]}" for code, number in review.findings.items() if code in FINDINGS]


def role_of(review: Review) -> str:
    """In which role and for which partner the subject works: "Coach, UWV"."""
    rows = Membership.objects.filter(user=review.subject_id, participation=review.subject_cell_id)
    row = rows.select_related("participation__partner").order_by("-valid_from").first()
    return f"{ROLES[row.role].label}, {row.participation.partner.name}" if row else ""
