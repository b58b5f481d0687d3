"""How the work goes in a region: indicators with their definition beside them, and no number that tells of a few."""

from dataclasses import dataclass
from datetime import date

from clients.models import Handover
from werkcentrum.access import door
from werkcentrum.privacy.small_cells import FEWEST, HIDDEN, publish
from werkcentrum.vocabulary import PartnerKind

State = Handover.State
OUTCOMES = (State.ACCEPTED, State.REFUSED, State.WITHDRAWN, State.EXPIRED)


@dataclass(frozen=True)
class Indicator:
    """One figure: its name, the figure as words, over how many, how it is counted, and the bar (None: none)."""

    name: str
    figure: str
    over: str
    definition: str
    width: int | None = None


DAYS = {
    "registered": (
        "Van inschrijving tot plan",
        "Dagen tussen de inschrijving en de eerste vastgelegde versie van het plan. De middelste van alle mensen.",
    ),
    "intake": (
        "Van intake tot plan",
        "Dagen tussen het einde van de intake en de eerste vastgelegde versie van het plan. De middelste van allen.",
    ),
    "accepted": (
        "Duur van een overdracht",
        "Dagen tussen het aanbod en het ja van de nieuwe regiehouder. De middelste van alle aanvaarde overdrachten.",
    ),
}
SHARES = {
    "reviewed": (
        "Op tijd teruggekeken",
        "Van alle keren dat coach en klant samen terugkeken: hoe vaak op of voor de dag die was afgesproken.",
    ),
    "accepted": (
        "Overdracht zonder verlies",
        "Van alle aanvaarde overdrachten: waarbij in de dertig dagen erna niets dat liep eerder stopte.",
    ),
    "signalled": (
        "Wijziging op tijd gezien",
        "Van alle wijzigingen van inkomen: waarbij 28 dagen of meer ervoor een signaal of een plan klaarstond.",
    ),
    "reused": (
        "Vraag niet opnieuw gesteld",
        "Van alle antwoorden in de intake: die er al waren en alleen zijn bevestigd.",
    ),
}


def indicators(region_id: int, since: date, until: date) -> dict:
    """The figures over what was settled in these days: `tiles`, and `handovers` as a table per kind of giver.

    A median is shown over ten people or more; a share when who did and who did not are both ten or more, or none.
    One query.
    """
    # SECURITY: crosses the second door, with numbers and nothing else.
    rows = door.call("werkplan_indicators", region_id, since, until)
    whole = {name: (n, good, middle) for name, partner, n, good, middle in rows if partner is None}
    tiles = [_days(*DAYS[name], *whole.get(name, (0, 0, None))) for name in DAYS]
    tiles += [_share(*SHARES[name], *whole.get(name, (0, 0, None))[:2]) for name in SHARES]
    return {"tiles": tiles, "handovers": _handovers(rows)}


def _days(name, definition, n, _good, middle) -> Indicator:
    if n < FEWEST or middle is None:
        return Indicator(name, HIDDEN, "", definition)
    days = round(middle)
    return Indicator(name, f"{days} {'dag' if days == 1 else 'dagen'}", f"over {n}", definition)


def _share(name, definition, n, good) -> Indicator:
    rest = n - (good or 0)
    if n < FEWEST or 0 < min(good, rest) < FEWEST:
        return Indicator(name, HIDDEN, "", definition)
    percent = round(100 * good / n)
    return Indicator(name, f"{percent} %", f"van {n}", definition, percent)


def _handovers(rows) -> dict:
    """Handovers per kind of giver and outcome, with totals; small numbers kept back."""
    counts = {(partner, name.partition(":")[2]): n for name, partner, n, _, _ in rows if name.startswith("handed:")}
    kinds = [kind for kind in PartnerKind if any(partner == kind for partner, _ in counts)]
    if not kinds:
        return {"kinds": [], "rows": []}
    table = publish([[counts.get((str(kind), str(state)), 0) for kind in kinds] for state in OUTCOMES])
    names = [*(state.label for state in OUTCOMES), "Totaal"]
    return {
        "kinds": [kind.label for kind in kinds],
        "rows": [{"name": name, "cells": row} for name, row in zip(names, table, strict=True)],
    }
