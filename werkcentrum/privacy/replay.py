"""After a restore: the people whom the ledger names are erased again, so that nobody comes back."""

from itertools import groupby

from django.db import transaction

from werkcentrum.access.models import Dossier
from werkcentrum.privacy import ledger
from werkcentrum.privacy.erase import erase
from werkcentrum.privacy.models import Erasure

AT_ONCE = 200


def replay(*, by) -> int:
    """Erase every dossier of the ledger file that is there and not erased; returns how many. Safe to repeat."""
    found = sorted(ledger.entries().items(), key=lambda entry: entry[1][0])
    gone = 0
    for term, entries in groupby(found, key=lambda entry: entry[1][0]):
        rows = list(entries)
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            with transaction.atomic():
                ids = [uid for uid, _ in part]
                here = list(Dossier.objects.filter(public_id__in=ids, erased_at=None))
                gone += erase(dossiers=here, term=term, by=by, noted=True)
                Erasure.objects.bulk_create(
                    (Erasure(dossier=uid, term=term, erased_on=on) for uid, (_, on) in part), ignore_conflicts=True
                )
    return gone
