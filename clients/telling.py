"""How the rows of this floor read in the export of a person's own data, where a column does not say it plainly."""

from clients.intake.fields import FIELDS
from clients.intake.words import SOURCES, lines
from clients.models import address
from werkcentrum.privacy.hooks import tell_as
from werkcentrum.privacy.told import plain


@tell_as("clients.NationalNumber")
def number(row):
    """The number itself: it is hers."""
    return [("BSN", row.text())]


@tell_as("clients.IntakeAnswer")
def answer(row):
    """One question of the intake with its answer, where it came from and when."""
    field = FIELDS.get(row.field)
    # AVG 15: what the words of the intake cannot say is told as it stands, so that nothing is left out.
    text = (". ".join(lines(field, row.value)) if field else "") or plain(row.value or "")
    if not text:
        return []
    return [
        (field.label if field else row.field, text),
        ("Bron", SOURCES.get(row.source, row.source)),
        ("Verkregen op", plain(row.obtained_on)),
        ("Bevestigd op", plain(row.confirmed_on) if row.confirmed_on else ""),
    ]


@tell_as("clients.HiddenAddress")
def hidden_address(row):
    """Where she lives, for herself only."""
    return [("Geheim adres", ", ".join(address.lines(row.parts())))]
