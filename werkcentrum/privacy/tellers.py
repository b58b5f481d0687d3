"""How the lines of the log read for the person they are about: organisation and role, never the name of an employee."""

from django.utils import timezone

from werkcentrum.access.roles import ROLES
from werkcentrum.audit.parts import part_words
from werkcentrum.privacy.hooks import tell_as
from werkcentrum.privacy.told import plain


@tell_as("audit.Reading")
def reading(row):
    """Who looked: when, which part, from which organisation, in which role."""
    return [*_who(row), ("Onderdeel", part_words(row.part)), ("Doel", row.purpose)]


@tell_as("audit.Event")
def event(row):
    """What was done: when, what, from which organisation."""
    return [*_who(row), ("Handeling", row.action), ("Bijzonderheden", plain(row.detail))]


def _who(row):
    role = ROLES[row.role].label if row.role in ROLES else "Systeem"
    partner = row.participation.partner.name if row.participation_id and row.role != "klant" else ""
    return [("Wanneer", plain(timezone.localtime(row.at))), ("Rol", role), ("Organisatie", partner)]
