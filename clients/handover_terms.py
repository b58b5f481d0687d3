"""The responsibility clock: how many working days somebody has to answer, dated per region, and whose turn it is."""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from clients.models import Handover, HandoverTerms
from clients.receiver import partner_name
from werkcentrum.vocabulary.workdays import after_workdays


def terms_of(region_id, day: date) -> HandoverTerms:
    """The terms of a region on a day: its own, else those of the country. HandoverTerms.DoesNotExist without any."""
    rows = HandoverTerms.objects.on(day).filter(Q(region=region_id) | Q(region=None))
    found = rows.order_by(F("region").asc(nulls_last=True)).first()
    if found is None:
        raise HandoverTerms.DoesNotExist(day)
    return found


def clock_of(region_id, day: date) -> tuple[date, date]:
    """(last day to answer, last day before it expires) of an offer made on `day` to a cell in a region."""
    terms = terms_of(region_id, day)
    return after_workdays(day, terms.answer_days), after_workdays(day, terms.expire_days)


def answer_by(cell) -> date:
    """The last day to answer an offer that is made to a cell today."""
    return clock_of(cell.region_id, timezone.localdate())[0]


def waiting_offers(**due) -> list[int]:
    """Ids of open offers of dossiers that run, the longest waiting first, narrowed to `due` (lookups)."""
    runs = {
        "client__dossier__restricted_at": None,
        "client__dossier__closed_at": None,
        "client__dossier__sealed": False,
    }
    return list(Handover.objects.open().filter(**runs, **due).order_by("due_on", "pk").values_list("pk", flat=True))


def at_bat(handover) -> str:
    """Whose turn it is while an offer waits, for who gave it away; nothing when it was decided."""
    if handover.state != handover.State.OFFERED:
        return ""
    where = partner_name(handover.to_participation)
    if handover.assigned_to_id:
        return f"{handover.assigned_to.name} van {where} beslist"
    return f"de teamleider van {where} wijst iemand aan"
