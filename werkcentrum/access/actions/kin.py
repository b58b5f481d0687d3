"""Who knows a client from home does not open her dossier; she says so herself, and from then on it is shut."""

from django.db import transaction
from django.utils import timezone

from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.record import record

from .involvement import ground_of

NARROWER = (Relation.TEAM, Relation.SUPPORT, Relation.PROPOSED, Relation.FORMER, Relation.GLASS)


@transaction.atomic
def declare_kin(*, dossier, by):
    """Shut a dossier for `by`, in every cell she works in; what she had beside the lead ends.

    The lead stays hers on paper until the team leader has found somebody else: a dossier is never without one.
    """
    now = timezone.now()
    mine = Involvement.objects.filter(dossier=dossier, user=by.user)
    rows = mine.filter(relation=Relation.KIN, valid_until=None)
    row = rows.first()
    if row is None:
        row = Involvement.objects.create(
            dossier=dossier,
            user=by.user,
            participation=by.cell,
            relation=Relation.KIN,
            ground=ground_of(by.cell),
            valid_from=now,
            created_by=by.user,
        )
        record("access.declare_kin", row, by=by, dossier=dossier.pk)
    mine.live(now).filter(relation__in=NARROWER).update(valid_until=now)
    return row
