"""The terms of emergency access, as data with dates; to be fixed in the agreement of the partners."""

from datetime import date, timedelta

from django.db import models

LASTS = timedelta(minutes=60)
WEEK = timedelta(days=7)
AFTER_LOOK_UP = timedelta(minutes=15)
"""How long a look-up that answered "elsewhere" may be followed by emergency access."""
AT_LEAST = 20
"""Characters of the explanation."""
WEEKLY_LIMIT = ((date(2026, 1, 1), 3),)
"""How often one may take it in seven days in a row, from which date on."""
REVIEW_WORKDAYS = ((date(2026, 1, 1), 5),)
"""Working days in which the team leader of the lead's partner reviews it, from which date on."""


class Reason(models.TextChoices):
    """Why somebody cannot wait for the lead."""

    DANGER = "gevaar", "Acuut gevaar voor de klant of een ander"
    AT_DESK = "balie", "De klant staat aan de balie en de regie is niet bereikbaar"
    PLACEMENT = "plaatsing", "Spoedplaatsing: een plek gaat vandaag verloren"
    INCOME = "inkomen", "Inkomen of onderdak valt vandaag weg"
    COLLEAGUE = "uitval", "De regiehouder is uitgevallen en er is geen vervanger"


def on(table, day: date) -> int:
    """The number of a dated table that holds on `day`; 0 before the first."""
    return next((number for since, number in reversed(table) if since <= day), 0)
