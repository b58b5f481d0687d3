"""Checks that nobody did in time go to the privacy officer: the page computes it, a nightly job tells her."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from werkcentrum.access.models import Notice, Review
from werkcentrum.access.notices import holders, notify
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission


@transaction.atomic
def escalate_reviews(*, today: date, by=None) -> int:
    """Tell the privacy officers of each region which checks passed their term before `today`; how many.

    Each check once, however often it runs. Emergency access of the employee needs no job: see `glass.queries.why_off`.
    """
    rows = Review.objects.late(today).filter(escalated_at=None).select_for_update(skip_locked=True, of=("self",))
    late = list(rows.order_by("pk"))
    for row in late:
        row.escalated_at = timezone.now()
        row.save(update_fields=["escalated_at"])
        record("review.escalate", row, by=by, dossier=row.dossier_id, due=row.due_on)
        officers = holders(Permission.AUDIT_READ, region=row.region_id, without=row.subject_id)
        notify(officers, Notice.Kind.REVIEW_LATE, reverse("access:review_task", args=[row.public_id]))
    return len(late)
