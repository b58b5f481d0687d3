"""Offers that wait longer than agreed in a region, as the regiocoördinator may know them: a clock and two partners."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clients.models import HandoverAdvice
from clients.receiver import partner_name
from werkcentrum.access import door
from werkcentrum.regions.models import Municipality, Participation


@dataclass(frozen=True)
class Late:
    """One offer. SECURITY: of the person only the municipality; ids are for the writers, never for a page."""

    pk: int
    public_id: UUID
    client_id: int
    municipality_id: int
    from_participation_id: int
    to_participation_id: int
    due_on: date
    expires_on: date
    escalated_at: datetime
    lead_id: int
    lead_cell_id: int
    assigned_to_id: int | None


def late_rows() -> list[Late]:
    """Those in the region where the actor coordinates, the longest waiting first; none for anybody else: one query."""
    # SECURITY: crosses the second door; the database asks who acts and gives no name, no birth date and no reason.
    return [Late(*row) for row in door.call("clients_late_handovers")]


def find_late(public_id) -> Late | None:
    """One of them by its public id."""
    return next((row for row in late_rows() if row.public_id == UUID(str(public_id))), None)


@dataclass(frozen=True)
class LateCard:
    """What the page shows: a number to call about, where, between whom, whose turn it is, and what was said already."""

    row: Late
    number: str
    municipality: str
    giver: str
    receiver: str
    turn: str
    said: list


def late_cards() -> list[LateCard]:
    """The cards of a coordinator: four queries, whatever the number."""
    rows = late_rows()
    cells = Participation.objects.select_related("partner", "region").in_bulk(
        {pk for row in rows for pk in (row.from_participation_id, row.to_participation_id)}
    )
    towns = Municipality.objects.in_bulk({row.municipality_id for row in rows})
    said: dict[int, list] = {row.pk: [] for row in rows}
    advice = HandoverAdvice.objects.unscoped("about offers that the database named to a coordinator")
    for line in advice.filter(handover__in=said).select_related("to_participation__partner"):
        said[line.handover_id].append(line)
    return [
        LateCard(
            row,
            short_number(row.public_id),
            towns[row.municipality_id].name,
            partner_name(cells[row.from_participation_id]),
            partner_name(cells[row.to_participation_id]),
            "de coach die is aangewezen" if row.assigned_to_id else "de teamleider: nog aan niemand toegewezen",
            said[row.pk],
        )
        for row in rows
    ]


def short_number(public_id) -> str:
    """By what number two partners speak about an offer on the phone: "3F2A-91"."""
    digits = UUID(str(public_id)).hex[:6].upper()
    return f"{digits[:4]}-{digits[4:]}"
