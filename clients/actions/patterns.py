"""Opening the checks of the weekly sample."""

from django.db import transaction

from clients.patterns import NIGHT, NOWHERE, findings_in_week
from werkcentrum.access.glass.rules import on
from werkcentrum.access.models import Membership, Review
from werkcentrum.access.review.actions import open_review


@transaction.atomic
def sample_week(*, until, by=None) -> int:
    """Open a check for every employee whose week up to and including `until` stands out; how many.

    The same week twice is the same check. A namesake or the own address counts from the first time.
    """
    least = {"nowhere": on(NOWHERE, until), "night": on(NIGHT, until)}
    number = 0
    for user, counted in sorted(findings_in_week(until).items()):
        findings = {code: times for code, times in counted.items() if times >= least.get(code, 1)}
        rows = Membership.objects.filter(user=user).exclude(role="klant")
        held = rows.select_related("participation__region", "user").order_by("-valid_from", "-pk").first()
        if not findings or held is None:
            continue
        open_review(
            kind=Review.Kind.PATTERN,
            key=f"week:{user}:{until:%G-%V}",
            subject=held.user,
            subject_cell=held.participation,
            region=held.participation.region,
            cell=held.participation,
            findings=findings | {"on": str(until)},
            by=by,
        )
        number += 1
    return number
