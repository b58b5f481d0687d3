"""Notes as pages show them: of one dossier, for who may read them, searched for a word, and every version of one."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from clients.models import Note
from clients.receiver import partner_name
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.web.dates import relative

AT_MOST = 25
LOOK = {Note.Audience.OWN: "lock", Note.Audience.SHARED: "info", Note.Audience.CLIENT: "done"}
WORD = {Note.Audience.OWN: "Eigen organisatie", Note.Audience.SHARED: "Met partners", Note.Audience.CLIENT: "Ook klant"}


@dataclass(frozen=True, slots=True)
class Noted:
    """One note in plain strings; `corrected` says how often."""

    id: str
    day: str
    way: str
    who: str
    text: str
    audience: str
    look: str
    corrected: int = 0
    url: str = ""


@dataclass(frozen=True)
class Notes:
    """A page of notes: rows, whether there are more, the sentence above them, and why some are not here."""

    rows: list
    more: bool
    sentence: str
    closed: str = ""


def notes_of(opened, *, word="") -> Notes:
    """The newest version of each note that the actor may read in a dossier; with `word` those that have it."""
    if G.NOTES not in opened.stance.groups:
        return Notes([], False, "", "Notities zijn met u niet gedeeld. Vraag de regiehouder als u ze nodig heeft.")
    rows = Note.objects.readable_by(opened.stance.actor).filter(client=opened.client.pk).newest()
    word = word.strip()
    if word:
        rows = rows.filter(text__icontains=word)
    found = list(rows.select_related("author", "participation__partner")[: AT_MOST + 1])
    rows = [noted(row, opened.client.public_id) for row in found[:AT_MOST]]
    return Notes(rows, len(found) > AT_MOST, _sentence(len(rows), len(found) > AT_MOST, word))


def _sentence(number, more, word):
    if not word:
        return ""
    if not number:
        return f"Geen notitie met “{word}”. Probeer een korter woord."
    words = "1 notitie" if number == 1 else f"{number}{' of meer' if more else ''} notities"
    return f"{words} met “{word}”."


def noted(row, public_id) -> Noted:
    """One version of a note as a page shows it."""
    return Noted(
        id=str(row.public_id),
        day=relative(row.on, timezone.localdate()),
        way=row.get_way_display(),
        who=f"{row.author.name} ({partner_name(row.participation)})",
        text=row.text,
        audience=WORD[Note.Audience(row.audience)],
        look=LOOK[Note.Audience(row.audience)],
        corrected=row.number - 1,
        url=reverse("clients:note", args=[public_id, row.public_id]),
    )


def versions_of(note, actor):
    """Every version of a note, the newest first."""
    rows = Note.objects.readable_by(actor).filter(client=note.client_id, thread=note.thread)
    return list(rows.select_related("author", "participation__partner").order_by("-number"))


def told_to(client, actor):
    """What the client reads of it, the newest first: lines without names of employees."""
    rows = Note.objects.readable_by(actor).filter(client=client.pk, audience=Note.Audience.CLIENT).newest()
    today = timezone.localdate()
    return [
        {"day": relative(row.on, today), "way": row.get_way_display(), "text": row.text,
         "who": partner_name(row.participation)}
        for row in rows.select_related("participation__partner")[:AT_MOST]
    ]  # fmt: skip
