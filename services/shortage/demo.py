"""Missed help for the demonstration: numbers without people behind them."""

from services.shortage.models import Detail, Kind
from services.shortage.note import note_shortage
from werkcentrum.regions.models import Region

ROWS = (
    # people, kind, need, detail, municipality, group
    (41, Kind.EMPTY, "taal", Detail.EVENING, "GM0090", "bijstand"),
    (17, Kind.NO_PLACE, "scholing", "", "GM0080", "ww"),
    (12, Kind.REFUSED, "vervoer", "", "GM1900", "werk"),
    (6, Kind.EMPTY, "schulden", "", "GM0059", "bijstand"),
)


def load_demo_shortages():
    """Four things that people of Friesland lacked; the last one stays under the threshold. Again: nothing."""
    region = Region.objects.get(name="Friesland")
    for kind_at, (people, kind, need, detail, place, group) in enumerate(ROWS):
        for person in range(people):
            about = {"municipality": place, "needs": [need], "group": group, "detail": detail}
            note_shortage(kind=kind, region=region, person_key=f"voorbeeld {kind_at} {person}", **about)
