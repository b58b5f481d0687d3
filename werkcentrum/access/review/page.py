"""What a reviewer reads of one check: which parts were looked at and when; the dossier as a number only."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from werkcentrum.access.models import Membership, Review
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.models import Reading
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
    # SECURITY: crosses the second door: lines of the log about one employee, without a person.
    rows = Reading.objects.filter(actor=review.subject_id)
    if review.kind == Review.Kind.GLASS:
        row = review.glass.involvement
        rows = rows.filter(dossier=review.dossier_id, at__gte=review.glass.taken_at - timedelta(minutes=15))
        rows = rows.filter(at__lte=row.valid_until + timedelta(minutes=1))
    elif review.dossier_id and review.kind == Review.Kind.REPORT:
        start, end = _day_of(review)
        rows = rows.filter(dossier=review.dossier_id, at__gte=start, at__lt=end)
    else:
        start, end = _day_of(review)
        rows = rows.filter(at__gte=start - timedelta(days=6), at__lt=end)
        rows = rows.filter(dossier=review.dossier_id) if review.dossier_id else rows.exclude(part__startswith="list:")
    rows = rows.select_related("dossier").order_by("-at", "-pk")[:MOST]
    return [{"at": row.at, "part": part_words(row.part), "dossier": _shown_number(row)} for row in rows]


def _shown_number(row):
    # SECURITY: that a look-up met a sealed dossier is for the privacy officer only; here it met nobody.
    return "" if row.dossier is None or row.dossier.sealed else dossier_number(row.dossier)


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
