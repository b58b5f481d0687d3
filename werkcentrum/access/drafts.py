"""A long form that is still being written: kept, sealed, for its writer alone, and there again when she comes back."""

import json

from django.http import QueryDict
from django.utils import timezone

from werkcentrum.access import kept
from werkcentrum.access.models import KeptForm


def keep_draft(user, path, data):
    """Keep the fields of a form that stands at `path`, over what was kept of it before; nothing when too large."""
    fields = [(name, value) for name in data for value in data.getlist(name) if not name.startswith(kept.NEVER)]
    text = json.dumps({"path": path, "fields": fields, "draft": True})
    if len(text) > kept.LARGEST:
        return
    forget_draft(user, path)
    kept.forget_old(user.pk)
    row = KeptForm(user=user)
    row.put(text)
    row.save(force_insert=True)


def draft_of(user, path) -> QueryDict | None:
    """What was kept of the form at `path`, as it was sent; None when there is nothing of less than a day old."""
    found = next((fields for _, place, fields in _drafts(user) if place == path), None)
    if found is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in found:
        data.appendlist(name, value)
    return data


def forget_draft(user, path):
    """Throw it away: it was sent, or is written anew."""
    KeptForm.objects.filter(user=user, pk__in=[pk for pk, place, _ in _drafts(user) if place == path]).delete()


def _drafts(user):
    rows = KeptForm.objects.filter(user=user, at__gte=timezone.now() - kept.FOR).order_by("-at")
    for row in rows:
        held = json.loads(row.text())
        if held.get("draft"):
            yield row.pk, held["path"], held["fields"]
