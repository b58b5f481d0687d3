"""The budget of looking: how many people one can look at before somebody asks why. Counted from the log itself."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from werkcentrum.access.glass.rules import on
from werkcentrum.access.models import Review
from werkcentrum.access.review.actions import open_review
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import PARTS
from werkcentrum.audit.record import LOOK_UPS

# Numbers of the design, to be fixed in the agreement of the partners; each from a date on.
DOSSIERS_AN_HOUR = ((date(2026, 1, 1), 40),)
"""Different dossiers opened in sixty minutes. A busy day has some thirty in eight hours."""
LOOK_UPS_AN_HOUR = ((date(2026, 1, 1), 20),)
"""Look-ups and cards of doubles in sixty minutes."""
LOOK_UPS_A_DAY = ((date(2026, 1, 1), 30),)
"""The most that the look-up answers in a day: who needs all of them is asked why."""

HOUR = timedelta(hours=1)
OPENED = sorted(set(PARTS) - LOOK_UPS)


def budget_of(actor) -> str:
    """Which budget the people shown in this request belong to: "look_ups", "dossiers" or "" (lists, clients)."""
    parts = {part for _, part in actor.shown}
    if actor.is_client or not parts:
        return ""
    if parts & LOOK_UPS:
        return "look_ups"
    return "dossiers" if any(not part.startswith("list:") for part in parts) else ""


def watch(actor, budget: str):
    """Open a check when a budget is used up: after the lines of this request were written, in its transaction.

    One query, and none for lists. Once per budget and day; it goes to the team leader of the own partner.
    """
    if budget == "look_ups":
        _watch_look_ups(actor)
    elif budget == "dossiers":
        _watch_dossiers(actor)


def _watch_dossiers(actor):
    now = timezone.now()
    rows = Reading.objects.filter(actor=actor.user, part__in=OPENED, at__gt=now - HOUR).exclude(dossier=None)
    number = rows.aggregate(number=Count("dossier", distinct=True))["number"]
    if number >= on(DOSSIERS_AN_HOUR, timezone.localdate(now)):
        _alarm(actor, "hour", number)


def _watch_look_ups(actor):
    now = timezone.now()
    today = timezone.localdate(now)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    rows = Reading.objects.filter(actor=actor.user, part__in=LOOK_UPS, at__gte=min(midnight, now - HOUR))
    found = rows.aggregate(hour=Count("pk", filter=Q(at__gt=now - HOUR)), day=Count("pk", filter=Q(at__gte=midnight)))
    if found["hour"] >= on(LOOK_UPS_AN_HOUR, today):
        _alarm(actor, "look_ups", found["hour"])
    if found["day"] >= on(LOOK_UPS_A_DAY, today):
        _alarm(actor, "limit", found["day"])


def _alarm(actor, code, number):
    today = timezone.localdate()
    open_review(
        kind=Review.Kind.PATTERN,
        key=f"pattern:{code}:{actor.user.pk}:{today}",
        subject=actor.user,
        subject_cell=actor.cell,
        region=actor.region,
        cell=actor.cell,
        findings={code: number, "on": str(today)},
        by=actor,
    )
