"""One event, three texts: for who works on it, for the client (B1, no names of staff), and for the archive.

Each floor keeps the sentences of its own deeds in `voices.toml`. `{about}` is what a line is about (what stood between
quotation marks), `{partner}` the organisation of who did it, `{before}` and `{after}` what was and what became.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import TextChoices

from clients.models import Entry


class Voice(TextChoices):
    """Who reads."""

    COACH = "collega", "Zoals collega's het lezen"
    CLIENT = "klant", "Zoals de klant het leest"
    ARCHIVE = "archief", "Voor het archief"


@dataclass(frozen=True)
class Said:
    """The sentences of one deed, and whether the client reads what was and what became."""

    client: str
    archive: str
    compare: bool = False


@dataclass(frozen=True)
class Told:
    """One line in one voice, as ready strings; `who` never names a member of staff to the client."""

    text: str
    who: str
    before: str = ""
    after: str = ""
    why: str = ""


UNKNOWN = Said("Er is iets veranderd in uw dossier.", "{text}")
"""For a line from before its deed was noted."""


@cache
def sentences() -> dict[str, Said]:
    """The sentences of every deed, by its name in the log."""
    found: dict[str, Said] = {}
    for config in apps.get_app_configs():
        path = Path(config.path) / "voices.toml"
        if path.exists():
            found |= {deed: Said(**said) for deed, said in tomllib.loads(path.read_text()).items()}
    return found


def told(entry: Entry, voice: Voice) -> Told:
    """`entry` (with `actor`) in the words of `voice`."""
    said = sentences().get(entry.deed, UNKNOWN)
    slots = {
        "about": entry.about or "zonder titel",
        "partner": entry.partner_name or "het Werkcentrum",
        "before": entry.before,
        "after": entry.after,
        "text": entry.text,
    }
    if voice == Voice.CLIENT:
        compare = (entry.before, entry.after) if said.compare else ("", "")
        return Told(said.client.format(**slots), _for_client(entry), *compare, entry.why)
    text = said.archive.format(**slots) if voice == Voice.ARCHIVE else entry.text
    return Told(text, _for_staff(entry), entry.before, entry.after, entry.why)


def _for_client(entry):
    if entry.voice == Entry.Voice.CLIENT:
        return "Uzelf"
    if entry.voice == Entry.Voice.SYSTEM:
        return "Het systeem"
    if entry.voice == Entry.Voice.PARTNER:
        return entry.partner_name
    return f"Een medewerker van {entry.partner_name}" if entry.partner_name else "Een medewerker"


def _for_staff(entry):
    if entry.voice == Entry.Voice.PARTNER:
        return entry.partner_name
    named = entry.actor and entry.voice != Entry.Voice.CLIENT
    who = entry.actor.name if named else entry.get_voice_display()
    return ", ".join(part for part in (who, entry.partner_name) if part)
