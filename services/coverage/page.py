"""Everything the page of coverage and its paper show, as ready words."""

from datetime import date

from services.audience import BY_SLUG
from services.coverage.cells import Room, State, room_of, why_stale
from services.coverage.doubles import doubles
from services.coverage.gaps import fitting, gaps, offered_elsewhere, tools
from services.coverage.matrix import LABELS, MEANS, lines, summary
from services.coverage.norms import norms, tiles
from services.coverage.read import Region
from services.menu import Person
from services.models import Offer
from services.queries import lawful
from services.shortage.counted import missing
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind
from werkcentrum.web.dates import short_date

MOST = 12


def overview(region, found: Region, today: date, *, ages=(), places=()) -> dict:
    """Matrix, gaps, doubles, lists and signals of a region: four queries."""
    known = tools(today)
    about = {"ages": ages, "places": places}
    norm = norms(today)
    return {
        "lines": lines(found.picture, **about),
        "tiles": list(tiles().values()),
        "shares": [
            {"state": str(state), "label": LABELS[state], "share": share, "means": MEANS[state]}
            for state, share in summary(found.picture, **about).items()
        ],
        "gaps": gaps(found, known, **about),
        "doubles": doubles(found, **about),
        "lists": lists(found, today, **about),
        "missing": [signal(line, found, known) for line in missing(region, today, fewest=norm.people)],
        "norm": norm,
    }


def lists(found: Region, today: date, *, ages=(), places=()) -> list[dict]:
    """What stops, what nobody looked after, and what is full: heading, count and the first twelve of each."""
    norm, within = found.axes.norm, found.axes.within(chosen_ages=ages, places=places)
    ending, late, full = [], [], []
    for offer in found.offers:
        if offer.tile not in tiles() or not found.axes.cells(offer) & within:
            continue
        if (why := why_stale(offer, today, norm)) == "ends":
            ending.append((offer, f"stopt op {short_date(offer.valid_until, today)}"))
        elif why:
            late.append((offer, f"na te kijken voor {short_date(offer.right_until, today)}"))
        if room_of(offer, today, norm) is Room.FULL:
            full.append((offer, _why_full(offer, norm)))
    ending.sort(key=lambda row: row[0].valid_until or today)
    late.sort(key=lambda row: row[0].right_until)
    return [
        _list("einde", f"Stopt binnen {norm.ending_days} dagen", ending, found),
        _list("oud", "Niet op tijd nagekeken", late, found),
        _list("vol", "Vol, of de wachttijd is te lang", full, found),
    ]


def _why_full(offer, norm):
    if offer.places is not None and offer.taken >= offer.places:
        return f"alle {offer.places} plaatsen bezet" if offer.places else "geen plaatsen"
    if offer.waiting_days > norm.waiting_days:
        return f"{offer.waiting_days} dagen wachten (norm {norm.waiting_days})"
    return f"start pas na {offer.lead_days} dagen (norm {norm.lead_days})"


def _list(key, heading, rows, found):
    shown = [{"offer": found.named[offer.pk], "tile": tiles()[offer.tile], "why": why} for offer, why in rows[:MOST]]
    return {"key": key, "heading": heading, "count": len(rows), "rows": shown, "more": len(rows) - len(shown)}


def signal(line, found: Region, known) -> dict:
    """A sentence about people without help, with the field of the matrix that it is about."""
    fits = [tool.tile for tool in known if line.need in tool.needs and tool.tile in tiles()]
    tile = max(tiles(), key=fits.count) if fits else ""
    group = next((group.slug for group in BY_SLUG.values() if group.label in line.groups), "") if tile else ""
    about = {"gemeente": line.place if line.place in found.places else "", "groep": group, "tegel": tile}
    return {"sentence": line.sentence, "ways": line.ways, "groups": line.groups, "about": about if group else None}


def field_of(region, found: Region, today: date, group: str, tile: str, *, ages=(), places=()) -> dict:
    """One field in full: how it stands, what there is, whose task it is, and who does it next door: three queries."""
    known = fitting(tools(today), group, tile)
    kinds = {kind for tool in known for kind in tool.owners}
    partners = Participation.objects.on(today).filter(region=region, partner__kind__in=kinds)
    names = partners.order_by("partner__name").values_list(
        "partner__kind", "partner__name", "partner__municipality__code"
    )
    within = found.axes.within((group,), ages, places)
    here = [offer for offer in found.offers if offer.tile == tile and found.axes.cells(offer) & within]
    counts = found.picture.counts(tile, within)
    return {
        "title": f"{BY_SLUG[group].label}: {tiles()[tile].lower()}",
        "counts": [(LABELS[state], counts[state]) for state in State if counts[state]],
        "total": sum(counts.values()),
        "here": [
            {"offer": found.named[offer.pk], "room": ROOMS[room_of(offer, today, found.axes.norm)]}
            for offer in here[:MOST]
        ],
        "tools": [{"tool": tool, "who": _partners(tool, names, places)} for tool in known],
        "elsewhere": [
            {"offer": found.named[offer.pk], "where": where}
            for offer, where in offered_elsewhere(found, group, tile, places)[:MOST]
        ],
        "next_door": next_door(region, today, group, tile),
    }


ROOMS = {
    Room.OPEN: "met plaats",
    Room.LAST: "laatste plaatsen",
    Room.STALE: "verouderd",
    Room.FULL: "vol",
}


def _partners(tool, names, places):
    """Who in the region could bring it: partners by name; where they are many, their kind."""
    shown: list[str] = []
    for kind in tool.owners:
        mine = [name for owner, name, code in names if owner == kind and (not code or not places or code in places)]
        shown += mine if 0 < len(mine) <= 3 else [PartnerKind(kind).label]
    return ", ".join(shown)


def next_door(region, today: date, group: str, tile: str) -> list[dict]:
    """What other regions have on their menu for this field: one query."""
    rows = Offer.objects.published(today).exclude(region=region).exclude(instrument__audience="employer")
    rows = rows.filter(lawful(Person(situations=BY_SLUG[group].codes)), instrument__phase=tile)
    columns = ("public_id", "title", "provider__partner__name", "region__name")
    found = rows.order_by("region__name", "title").values_list(*columns)[:MOST]
    return [dict(zip(("public_id", "title", "owner", "region"), row, strict=True)) for row in found]
