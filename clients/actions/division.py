"""Dividing dossiers within one partner: one, or all of somebody who leaves; in one transaction, told per dossier."""

from django.db import transaction

from clients.division import moves_of
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.access.actions.working import require_colleague
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

CHANGED = "Intussen is er iets veranderd in deze dossiers. Er is niets verdeeld. Bekijk de verdeling opnieuw."
ASK = (
    "Vraag eerst of deze collega's de klanten bij “eerst vragen” van huis kennen. Kennen zij hen niet? Zet dan een "
    "vinkje en bevestig opnieuw."
)


@transaction.atomic
def move_leads(*, user, rows, to, by, asked=False):
    """Give the dossiers behind `rows` (ids of lead rows of `user` in the actor's cell) to the colleagues `to`, evenly.

    All or none. Raises Conflict (409) when one of them is no longer hers, Refused (422) when nobody can take one or
    when somebody may know the client and that was not `asked`. Returns the moves.
    """
    by.require(P.CASELOAD_ASSIGN)
    rows = sorted({int(row) for row in rows})
    if not rows:
        raise Refused("Kies ten minste één dossier.", field="rows")
    if not to:
        raise Refused("Kies ten minste één collega die de dossiers krijgt.", field="to")
    for person in to:
        if person.pk == user.pk:
            raise Refused("Kies een andere collega dan wie de dossiers nu heeft.", field="to")
        require_colleague(by.cell, person, field="to")
    # Whoever decides about the lead of a dossier waits here, in one order.
    dossiers = Involvement.objects.filter(pk__in=rows).values("dossier")
    list(Dossier.objects.select_for_update().filter(pk__in=dossiers).order_by("pk").values_list("pk", flat=True))
    moves = moves_of(by.cell, user, rows, to)
    if len(moves) != len(rows):
        raise Conflict(CHANGED)
    if any(move.to is None for move in moves):
        raise Refused("Geen van deze collega's kan elk dossier overnemen. Kies nog een collega erbij.", field="to")
    if any(move.ask for move in moves) and not asked:
        raise Refused(ASK, field="asked")
    for move in moves:
        _move(move, by)
    return moves


def _move(move, by):
    dossier, cell = move.row.dossier, by.cell
    row = access.change_lead(dossier=dossier, user=move.to, participation=cell, by=by)
    event = record("clients.move_lead", row, by=by, dossier=dossier.pk, user=move.to.pk, before=move.row.user_id)
    text = f"{move.to.name} ({cell.partner.name}) is nu regiehouder. Alles loopt door."
    tell(client=dossier.pk, kind="handover", text=text, event=event, by=by, milestone=True)
