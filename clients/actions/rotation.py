"""Changing the keys under a running product: every sealed text and every index under the newest key, in batches.

See ADR 0013 for the order of things: first both keys everywhere, then this, then the old key goes.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from clients import bsn
from clients.models import NationalNumber, NumberIndex
from clients.standing import without_index
from werkcentrum.access.second_factor import reseal_factors
from werkcentrum.audit.record import record
from werkcentrum.keys import keys
from werkcentrum.sealed import sealed_models

BATCH = 200


def rotate(*, by=None, size=BATCH) -> Iterator[int]:
    """Index and seal everything anew with the newest key; yields the number of rows after every committed batch.

    May be stopped at any moment and started again: what is done is done, what is left is what is looked for.
    """
    total = 0
    # The index comes before the text: a number that is sealed anew is always found.
    for walk in (_index_batch, *(_sealing(model) for model in sealed_models())):
        for done in _passes(walk, size):
            total += done
            yield done
    if done := reseal_factors():
        total += done
        yield done
    dropped = drop_dead_indexes(by=by)
    if total or dropped:
        about = ContentType.objects.get_for_model(NationalNumber)
        record("clients.rotate_keys", about, by=by, key=keys()[0].id, rows=total, dropped=dropped)


def _passes(walk, size):
    """Walk over a table in order of its key, and again until a pass finds nothing: colleagues write meanwhile."""
    found = True
    while found:
        found, after = False, None
        while rows := walk(after, size):
            found, after = True, rows[-1].pk
            yield len(rows)


def _batch(rows, after, size):
    rows = rows.select_for_update(of=("self",)).order_by("pk")
    return list((rows if after is None else rows.filter(pk__gt=after))[:size])


@transaction.atomic
def _index_batch(after, size):
    newest = keys()[0]
    rows = _batch(without_index().filter(key_id__in=[key.id for key in keys()]), after, size)
    NumberIndex.objects.bulk_create(
        # SECURITY: no `ignore_conflicts`: the same number twice must stop here, not be hidden.
        NumberIndex(
            client_id=row.pk,
            key_id=newest.id,
            index=bsn.index(row.text(), newest),
            parked=row.parked_for_id is not None,
        )
        for row in rows
    )
    return rows


def _sealing(model):
    @transaction.atomic
    def batch(after, size):
        rows = _batch(
            model.with_owner().filter(key_id__in=[key.id for key in keys()[1:]]), after, min(size, model.AT_A_TIME)
        )
        for row in rows:
            row.renew()
        model._base_manager.bulk_update(rows, ["sealed", "key_id"])
        return rows

    return batch


@transaction.atomic
def drop_dead_indexes(*, by=None) -> int:
    """Drop the indexes of keys that are gone, and only when the newest key finds every number. How many."""
    dead = NumberIndex.objects.exclude(key_id__in=[key.id for key in keys()])
    if not dead.exists() or without_index().exists():
        return 0
    return dead.delete()[0]
