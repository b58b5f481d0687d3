"""The only writer of timeline lines."""

from clients.models import Entry


def tell(*, client, kind, text, event, by, milestone=False, before="", after=""):
    """Add a line to a person's timeline that belongs to `event` (what `record` returned)."""
    is_client = getattr(by, "is_client", False)
    cell = getattr(by, "cell", None)
    return Entry.objects.create(
        client_id=getattr(client, "pk", client),
        event_id=event.pk,
        kind=kind,
        voice=Entry.Voice.CLIENT if is_client else Entry.Voice.STAFF if by else Entry.Voice.SYSTEM,
        actor=getattr(by, "user", by),
        partner_name=cell.partner.name if cell else "",
        milestone=milestone,
        text=text[:300],
        before=before[:300],
        after=after[:300],
    )
