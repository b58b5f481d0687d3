"""The look back of a closed plan on paper, in the words that the client reads."""

from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import timezone

from werkcentrum.paper import paper
from werkplan.lookback import Lookback

TITLE = "Terugkijken op uw plan"


def lookback_document(client, back: Lookback) -> bytes:
    """One look back (as its reader may see it) as PDF, dated the day the plan closed. Raises TooMuchForPaper."""
    html = render_to_string("pdf/lookback.html", {"title": TITLE, "name": client.name, "back": back})
    return paper(html, title=TITLE, created=timezone.make_aware(datetime.combine(back.closed_on, time())))
