"""Vandaag as a page: who needs me, narrowed by chips that live in the address, with views of one's own."""

from dataclasses import dataclass

from clients.models import SavedView
from clients.saved_views import Views, views_of
from werkplan.agenda import Agenda, agenda_of
from werkplan.reason import KINDS


@dataclass(frozen=True)
class Worklist:
    """The people, a chip per kind of reason with its number, saved views, and whether anything was narrowed."""

    agenda: Agenda
    chips: list
    views: Views
    narrowed: bool


def worklist_of(actor, query) -> Worklist:
    """The worklist that an address asks for: `soort` holds kinds, with commas between; unknown ones are left out."""
    asked = query.get("soort", "").split(",")
    kinds = [kind for kind in KINDS if kind in asked]
    agenda = agenda_of(actor, kinds)
    return Worklist(agenda, _chips(agenda, kinds), views_of(actor, SavedView.Page.TODAY, _query(kinds)), bool(kinds))


def _query(kinds):
    return f"soort={','.join(kinds)}" if kinds else ""


def _chips(agenda, kinds):
    chips = [{"label": "Alles", "url": "?", "current": not kinds, "count": None}]
    for kind, number in agenda.numbers.items():
        if number or kind in kinds:
            other = [known for known in KINDS if (known in kinds) != (known == kind)]
            current = kind in kinds
            chips.append(
                {"label": KINDS[kind].capitalize(), "url": f"?{_query(other)}", "current": current, "count": number}
            )
    return chips
