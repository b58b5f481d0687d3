"""Which involvements are live, and which dossiers they open."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from werkcentrum.access.anchored import ScopedQuerySet, scope
from werkcentrum.access.relations import OPENING, Relation

CLOSED_FOR = timedelta(days=365)
"""How long the lead still reads a closed dossier."""


class InvolvementQuerySet(ScopedQuerySet):
    """Dated relations of people to dossiers."""

    def live(self, at=None):
        """Rows that hold at `at` (now unless told): rights end by themselves."""
        at = at or timezone.now()
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=at), valid_from__lte=at)

    @scope
    def of(self, actor):
        """Live rows of this actor in the cell he works for; a client's own row belongs to no cell."""
        # SECURITY: an ended membership leaves the actor without a cell, and `None` must not match the client's rows.
        if not actor.is_live:
            return self.none()
        mine = self.live().filter(user=actor.user)
        if actor.is_client:
            return mine.filter(relation=Relation.SELF)
        # SECURITY: one's own file and that of family stay shut, whatever other relation there is, in whichever cell.
        blocked = type(self)(self.model).live().filter(user=actor.user, relation__in=[Relation.KIN, Relation.SELF])
        rows = mine.filter(participation=actor.cell).exclude(relation__in=[Relation.SELF, Relation.KIN])
        rows = rows.exclude(dossier__in=blocked.values("dossier"))
        # SECURITY: of a sealed dossier even the card is for those who are named only.
        return rows.filter(Q(sealed_named=True) | Q(dossier__sealed=False)).standing()

    def standing(self):
        """Without what stands still: a restricted dossier is for its lead, a closed one too, for twelve months."""
        # AVG 18: restricted means kept, and read by who answers for it; AVG 5.1.e: closed ends by itself.
        running = Q(dossier__restricted_at=None, dossier__closed_at=None)
        recent = Q(dossier__closed_at=None) | Q(dossier__closed_at__gt=timezone.now() - CLOSED_FOR)
        return self.filter(running | recent & Q(relation__in=[Relation.LEAD, Relation.REVIEW]))

    def standing_or_own(self):
        """The same, with the client's own row, which always holds."""
        return self.standing() | self.filter(relation=Relation.SELF)

    def opening(self):
        """Rows whose relation opens the dossier's pages."""
        return self.filter(relation__in=OPENING)

    def listed(self):
        """Rows of dossiers that stand on lists: not of closed ones."""
        return self.filter(dossier__closed_at=None)
