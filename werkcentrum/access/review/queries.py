"""Which checks are whose."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from werkcentrum.permissions import Permission

OPEN_STATES = ("open", "asked", "answered")


class ReviewQuerySet(QuerySet):
    """Tasks of checking."""

    def visible_to(self, actor):
        """What `actor` has to judge: a team leader what is of her cell; the privacy officer what has no other judge and
        what nobody in her region judged in time. Never one's own act.
        """
        if not actor.is_live:
            return self.none()
        rows = self.exclude(subject=actor.user)
        if actor.may(Permission.REVIEW_ACCESS):
            return rows.filter(participation=actor.cell)
        if actor.may(Permission.AUDIT_READ):
            hers = Q(participation=None) | Q(escalated_at__isnull=False)
            return rows.filter(hers | _late(timezone.localdate()), region=actor.region)
        return self.none()

    def about(self, actor):
        """Checks of what `actor` did, in which she is asked something or which are decided."""
        return self.filter(subject=actor.user).exclude(kind__in=["sealed", "parked"])

    def waiting(self):
        """Not decided yet, the most urgent first."""
        return self.filter(state__in=OPEN_STATES).order_by("due_on", "pk")

    def late(self, today):
        """Not decided although the term is over."""
        return self.filter(_late(today))

    def blocking(self, today):
        """Emergency access that nobody reviewed in time."""
        return self.late(today).filter(kind="glass")


def _late(today):
    return Q(state__in=OPEN_STATES, due_on__lt=today)
