"""Hands due messages to the workers of django-q2, in the transaction that notes that it did."""

from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.tasks import async_task

from werkcentrum.outbox.models import Message
from werkcentrum.outbox.registry import find

PATIENCE = timedelta(seconds=30)
"""After so long without a result a message is handed over again. Harmless: who works on it holds it locked."""
MOST_QUEUED, MOST_TAKEN, MOST_TOGETHER = 20, 200, 500
WORK = "werkcentrum.outbox.work.run"


@transaction.atomic
def forward() -> int:
    """Hand over what is due, as far as there is room in the queue of the workers; how many messages."""
    room = MOST_QUEUED - get_broker().queue_size()
    if room <= 0:
        return 0
    now = timezone.now()
    rows = Message.objects.unsent(now, PATIENCE).order_by("run_at", "pk").select_for_update(skip_locked=True)
    sent = [pk for parcel in _parcels(rows.values_list("name", "pk")[:MOST_TAKEN])[:room] for pk in _send(parcel)]
    Message.objects.filter(pk__in=sent).update(sent_at=now)
    return len(sent)


def _parcels(rows):
    """Ids in parcels: one each, but what is done together goes together."""
    found = []
    for name, group in groupby(sorted(rows), key=lambda row: row[0]):
        pks = [pk for _, pk in group]
        size = MOST_TOGETHER if _together(name) else 1
        found += [pks[start : start + size] for start in range(0, len(pks), size)]
    return sorted(found)


def _together(name):
    try:
        return find(name).together
    except KeyError:  # promised by a newer or older version of the code: the worker notes that
        return False


def _send(parcel):
    async_task(WORK, parcel)
    return parcel
