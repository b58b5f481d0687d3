"""Which plans and parts of plans an actor may see."""

from django.db.models import QuerySet

from werkcentrum.access import policy


class WerkplanQuerySet(QuerySet):
    """Plans."""

    def visible_to(self, actor):
        """Plans of people whose dossier `actor` may open. This queryset *is* the rule."""
        return self.filter(client__in=policy.dossiers_open_to(actor))


class PartQuerySet(QuerySet):
    """Goals, steps, agreements, inzet, versions and reports: always reached through a visible plan."""

    def visible_to(self, actor):
        """Parts of plans that `actor` may open."""
        return self.filter(plan__client__in=policy.dossiers_open_to(actor))
