"""The export of a person's own data, on paper and as a file."""

import json
from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import timezone

from werkcentrum.paper import paper
from werkcentrum.privacy.told import as_data, everything_about
from werkcentrum.web.dates import long_date

TITLE = "Mijn gegevens bij het Werkcentrum"
# Paper has an end; the file has all.
MOST_LINES = 150


def on_paper(dossier_id, *, own=False) -> bytes:
    """Everything about the person of a dossier as tagged PDF. Raises TooMuchForPaper. AVG: no name in its title."""
    parts = everything_about(dossier_id, own=own)
    today = timezone.localdate()
    shown = [
        {"part": part, "lines": part.lines[-MOST_LINES:], "more": max(0, len(part.lines) - MOST_LINES)}
        for part in parts
    ]
    html = render_to_string("pdf/export.html", {"title": TITLE, "parts": shown, "made_on": long_date(today)})
    return paper(html, title=TITLE, created=timezone.make_aware(datetime.combine(today, time())))


def as_file(dossier_id, *, own=False) -> bytes:
    """Everything about the person of a dossier as JSON (AVG 15.3 and 20)."""
    data = as_data(everything_about(dossier_id, own=own), made_on=timezone.localdate())
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
