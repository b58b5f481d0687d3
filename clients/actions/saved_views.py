"""Keeping the filters of a list under a name, and forgetting them: for oneself, with codes only."""

from django.db import transaction

from clients.models import SavedView
from werkcentrum.audit.record import record
from werkcentrum.refusal import Refused

AT_MOST = 12


@transaction.atomic
def save_view(*, page, name, query, by) -> SavedView:
    """Keep `query` (what the list itself wrote) under a name; the same name is written over.

    Raises Refused (422) without a name or a filter, and above a dozen.
    """
    name = " ".join(name.split())[:40]
    if not name:
        raise Refused("Geef de weergave een naam, bijvoorbeeld “Eerst bellen”.", field="name")
    if not query:
        raise Refused("Kies eerst een filter. Dan kunt u die keuze bewaren.", field="name")
    mine = SavedView.objects.of(by, page)
    if mine.exclude(name=name).count() >= AT_MOST:
        raise Refused(f"U heeft al {AT_MOST} weergaven. Haal er eerst een weg.", field="name")
    row, _ = SavedView.objects.update_or_create(user=by.user, page=page, name=name, defaults={"query": query[:300]})
    record("clients.save_view", row, by=by, page=page)
    return row


@transaction.atomic
def forget_view(*, page, name, by):
    """Forget one of one's own; nothing happens when it is gone already."""
    row = SavedView.objects.of(by, page).filter(name=name).first()
    if row:
        record("clients.forget_view", row, by=by, page=page)
        row.delete()
