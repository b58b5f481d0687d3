"""Which messages wait, are done, or are stuck."""

from django.db.models import Q, QuerySet


class MessageQuerySet(QuerySet):
    """Messages."""

    def open(self):
        """Those that are to be carried out, now or later."""
        return self.filter(done_at=None, stuck_at=None)

    def due(self, now):
        """Open ones whose moment has come."""
        return self.open().filter(run_at__lte=now)

    def unsent(self, now, patience):
        """Due ones that no worker was told of, or so long ago (a timedelta) that it was lost."""
        return self.due(now).filter(Q(sent_at=None) | Q(sent_at__lte=now - patience))

    def stuck(self):
        """Those that were tried too often: a person has to look."""
        return self.exclude(stuck_at=None)

    def take(self):
        """The same rows, locked; a row that somebody else holds is being carried out and is left out."""
        return self.order_by("pk").select_for_update(skip_locked=True)
