"""Documents as pages show them: which kinds there are, which group of fields each belongs to, and who sees which."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clients.models import Document
from werkcentrum.access.relations import Ground
from werkcentrum.permissions import GROUP_WORDS, FieldGroup

K = Document.Kind
GROUP = {
    K.CV: FieldGroup.PROFILE,
    K.DIPLOMA: FieldGroup.PROFILE,
    K.PROOF: FieldGroup.PLAN,
    K.INCOME: FieldGroup.INCOME,
    K.CONTRACT: FieldGroup.INCOME,
    K.OTHER: FieldGroup.PLAN,
}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
}
NEVER = {
    "identiteit": (
        "Identiteitsbewijs",
        "Van een identiteitsbewijs bewaren wij geen kopie (Participatiewet 17, lid 3). Bekijk het bewijs en geef het "
        "terug.",
        "Van uw identiteitsbewijs bewaren wij geen kopie. Neem het mee naar uw afspraak. Dan kijken wij ernaar en "
        "krijgt u het terug.",
    ),
    "medisch": (
        "Medisch stuk",
        "Medische stukken bewaren wij niet (AVG 9). Vraag wat de klant nodig heeft om te werken, en vul dat in bij de "
        "intake.",
        "Papieren van uw dokter bewaren wij niet. Vertel uw begeleider wat u nodig hebt om te kunnen werken.",
    ),
}
"""What is asked for all the same: the word, and why not for staff and for the client."""


@dataclass(frozen=True)
class Paper:
    """One document as a line on a page."""

    title: str
    name: str
    note: str
    who: str
    at: datetime
    size: str
    waits: bool
    url: str
    withdraw: str


def kinds_for(stance) -> list[str]:
    """The kinds of document that this actor may see."""
    return [kind for kind, group in GROUP.items() if group in _groups(stance)]


def _groups(stance) -> frozenset[FieldGroup]:
    row = stance.row
    # AVG 6: a paper about money needs a task of law, also for who leads; or a yes that names it.
    if row and row.ground in (Ground.CONSENT, Ground.ORDER) and FieldGroup.INCOME not in row.field_groups:
        return stance.groups - {FieldGroup.INCOME}
    return stance.groups


def readable(client, stance):
    """The documents of an opened client that this actor may see. SECURITY: documents are read through this alone."""
    return Document.objects.filter(client=client, kind__in=kinds_for(stance)).there()


def closed_words(stance) -> str:
    """Which documents this actor does not see and why, or ""; says nothing about whether they are there."""
    groups = dict.fromkeys(group for group in GROUP.values() if group not in _groups(stance))
    if not groups:
        return ""
    words = " en ".join(GROUP_WORDS[group] for group in groups)
    return f"Documenten over {words} ziet u niet: die horen niet bij wat u voor deze klant doet (AVG 5.1.c)."


def papers_of(client, stance, *, own=False) -> list[Paper]:
    """The lines: one query. `own` gives the addresses of the portal."""
    rows = readable(client, stance).select_related("participation__partner").only(
        "public_id", "kind", "name", "note", "size", "added_at", "checked_at", "by_client", "added_by",
        "participation__partner__name",
    )  # fmt: skip
    return [_paper(row, client, stance.actor, own) for row in rows]


def _paper(row, client, actor, own):
    at = [row.public_id] if own else [client.public_id, row.public_id]
    route = "clients:my_document" if own else "clients:document"
    who = "de klant" if row.by_client else row.participation.partner.name if row.participation else "het Werkcentrum"
    mine = row.added_by_id == actor.user.pk
    return Paper(
        row.get_kind_display(),
        row.name,
        row.note,
        "u" if mine else who,
        row.added_at,
        size_words(row.size),
        row.checked_at is None,
        reverse(route, args=at),
        reverse(f"{route}_withdraw", args=at) if mine else "",
    )


def size_words(size: int) -> str:
    """`240 kB`, `1,4 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
