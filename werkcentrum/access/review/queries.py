"""Which checks are whose."""

from django.db.models import Q, QuerySet

from werkcentrum.permissions import Permission

OPEN_STATES = ("open", "asked", "answered")


class ReviewQuerySet(QuerySet):
    """Tasks of checking."""

    def visible_to(self, actor):
        """What `actor` has to judge: a team leader what is of her cell, the privacy officer what has no other judge.

        Never one's own act.
        """
        if not actor.is_live:
            return self.none()
        rows = self.exclude(subject=actor.user)
        if actor.may(Permission.REVIEW_ACCESS):
            return rows.filter(participation=actor.cell)
        if actor.may(Permission.AUDIT_READ):
            return rows.filter(region=actor.region, participation=None)
        return self.none()

    def about(self, actor):
        """Checks of what `actor` did, in which she is asked something or which are decided."""
        return self.filter(subject=actor.user).exclude(kind__in=["sealed", "parked"])

    def waiting(self):
        """Not decided yet, the most urgent first."""
        return self.filter(state__in=OPEN_STATES).order_by("due_on", "pk")

    def blocking(self, today):
        """Emergency access that nobody reviewed in time."""
        return self.filter(Q(kind="glass"), state__in=OPEN_STATES, due_on__lt=today)
