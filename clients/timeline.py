"""The only writer of timeline lines."""

import re

from clients.models import Entry
from werkcentrum.audit.gather import write

QUOTED = re.compile("‘(.+)’")


def tell(*, client, kind, text, event, by, milestone=False, before="", after="", why=""):
    """Add a line to a person's timeline that belongs to `event` (what `record` returned).

    What stands between ‘ and ’ in `text` is what the line is about; the other voices (`clients/voices.py`) name it too.
    """
    is_client = getattr(by, "is_client", False)
    cell = getattr(by, "cell", None)
    quoted = QUOTED.search(text)
    entry = Entry(
        client_id=getattr(client, "pk", client),
        event_id=event.pk,
        kind=kind,
        voice=_voice(by, is_client),
        actor=getattr(by, "user", by),
        partner_name=cell.partner.name if cell else "",
        milestone=milestone,
        text=text[:300],
        before=before[:300],
        after=after[:300],
        deed=event.action,
        about=quoted[1][:300] if quoted else "",
        why=why[:600],
    )
    write(entry)
    return entry


def _voice(by, is_client):
    if is_client:
        return Entry.Voice.CLIENT
    if getattr(by, "key", None):
        return Entry.Voice.PARTNER  # its own system, with a key
    return Entry.Voice.STAFF if by else Entry.Voice.SYSTEM
