"""The menu in numbers: how many offers per need and partner, and how many places. Numbers only, no persons."""

import datetime
from collections import Counter

from django.db.models import Count, F, Q, Sum

from services.models import Offer
from services.needs import LABELS
from services.upkeep import SOON
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind


def figures(region, today) -> dict:
    """Counts of the menu of a region on `today`: three queries."""
    rows = list(
        Offer.objects.published(today)
        .filter(region=region)
        .values_list("needs", "provider__partner__kind", "provider__partner__name")
    )
    return {
        "total": len(rows),
        "bars": bars(rows),
        "matrix": matrix(rows),
        "partners": partners(region, today),
        "missing": [label for slug, label in LABELS.items() if not any(slug in needs for needs, _, _ in rows)],
    }


def bars(rows) -> list[dict]:
    """One bar per need, longest first: label, count, and width as a share of the longest in percents."""
    counts = Counter(slug for needs, _, _ in rows for slug in needs if slug in LABELS)
    most = max(counts.values(), default=1)
    in_order = sorted(counts.items(), key=lambda pair: (-pair[1], LABELS[pair[0]]))
    return [{"label": LABELS[slug], "count": count, "width": round(100 * count / most)} for slug, count in in_order]


def matrix(rows) -> dict:
    """Needs × kinds of partner, for the table: `kinds`, and per need its cells (0 as "–") and total."""
    cells = Counter((slug, kind) for needs, kind, _ in rows for slug in needs)
    kinds = [kind for kind in PartnerKind if any(found == kind for _, found, _ in rows)]
    lines = [
        {
            "label": label,
            "cells": [{"kind": kind.label, "count": cells[(slug, kind)] or "–"} for kind in kinds],
            "total": sum(cells[(slug, kind)] for kind in kinds),
        }
        for slug, label in LABELS.items()
    ]
    return {"kinds": [kind.label for kind in kinds], "lines": lines}


def partners(region, today) -> list[dict]:
    """Per partner by name: offers, places, taken, free, full, and what stops within 90 days. Two queries."""
    limited = Q(places__isnull=False)
    soon = Q(valid_until__range=(today, today + datetime.timedelta(days=SOON)))
    rows = (
        Offer.objects.published(today)
        .filter(region=region)
        .values("provider_id")
        .annotate(
            offers=Count("pk"),
            free=Sum(F("places") - F("places_taken"), filter=limited, default=0),
            full=Count("pk", filter=limited & Q(places_taken__gte=F("places"))),
            soon=Count("pk", filter=soon),
            taken=Sum("places_taken", filter=limited, default=0),
            all_places=Sum("places", filter=limited, default=0),
        )
        .order_by()
    )
    names = dict(Participation.objects.filter(region=region).values_list("pk", "partner__name"))
    return sorted(({"name": names[row["provider_id"]], **row} for row in rows), key=lambda row: row["name"])
