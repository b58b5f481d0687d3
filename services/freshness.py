"""Whether somebody looked lately if an offer is still right: the provider's own cycle, and two alarms."""

import datetime

CYCLES = {3: 91, 6: 182, 12: 365}
"""Days that an offer counts as right after somebody looked, per review cycle in months."""
ADVISED = 30
"""Days before the end of the cycle in which the provider is asked to look."""


def due_on(offer) -> datetime.date:
    """The last day on which `offer` counts as right without another look."""
    return offer.reviewed_on + datetime.timedelta(days=CYCLES[offer.review_months])


def freshness(offer, today) -> str:
    """`fresh`, `advised` (look soon) or `overdue` (out of the advice); as the conditions of `queries`."""
    left = (due_on(offer) - today).days
    return "overdue" if left < 0 else "advised" if left <= ADVISED else "fresh"
