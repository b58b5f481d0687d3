"""How many people came, per month and kind of partner: counts of ten and more, the erased among them."""

from datetime import date

from werkcentrum.access import door
from werkcentrum.privacy.small_cells import publish
from werkcentrum.vocabulary import PartnerKind
from werkcentrum.web.dates import MONTHS


def people_figures(region_id, year: int, today: date) -> dict:
    """A table of the finished months of a year: kinds of partner as columns, with totals; small numbers kept back.

    A month that runs is left out: two readings of it, a day apart, would show who came in between. One query.
    """
    # SECURITY: crosses the second door, with numbers and nothing else.
    found = {(month, kind): n for month, kind, n in door.call("clients_dossier_counts", region_id, date(year, 1, 1))}
    months = [date(year, m, 1) for m in range(1, 13) if date(year, m, 1) < today.replace(day=1)]
    kinds = [kind for kind in PartnerKind if any(known == kind for _, known in found)]
    if not months or not kinds:
        return {"kinds": [], "rows": []}
    table = publish([[found.get((month, str(kind)), 0) for kind in kinds] for month in months])
    names = [*(MONTHS[month.month - 1] for month in months), "Totaal"]
    return {
        "kinds": [kind.label for kind in kinds],
        "rows": [{"name": name, "cells": row} for name, row in zip(names, table, strict=True)],
    }
