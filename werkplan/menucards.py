"""Offers as a coach chooses among them: may it, can it, what does it cost the client, and whose is it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from services.reference import needs as all_needs
from services.search import search
from werkplan.offers import on_the_menu, usable, why_not

AT_MOST = 30


@dataclass(slots=True)
class MenuCard:
    """One offer for this person; `why_not` is empty when she may use it."""

    key: str
    title: str
    summary: str
    url: str
    may: str
    why_not: str
    room: str
    full: bool
    cost: str
    owner: str


def need_chips(path, chosen, goal):
    """The needs as filters that live in the address."""
    keep = {"doel": goal} if goal else {}
    return [
        {"label": need.label, "url": f"{path}?{urlencode(keep | {'nodig': need.slug})}", "current": need.slug == chosen}
        for need in all_needs()
        if need.audience == "client"
    ]


def menu_cards(who, *, need, text, path, goal) -> list[MenuCard]:
    """Offers that reach this person and answer the need or the words; usable ones first. Two queries."""
    offers = on_the_menu(who)
    if need:
        offers = offers.filter(needs__contains=[need])
    rows = list(search(offers, text)[:AT_MOST])
    allowed = set(usable(who).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)) if rows else set()
    keep = {"doel": goal} if goal else {}
    cards = [
        _card(row, who, row.pk in allowed, f"{path}?{urlencode(keep | {'aanbod': row.public_id})}") for row in rows
    ]
    return sorted(cards, key=lambda card: (bool(card.why_not), card.full))


def _card(row, who, allowed, url):
    full = row.places is not None and row.places_taken >= row.places
    entitlement = row.get_entitlement_display() or row.instrument.get_entitlement_display()
    return MenuCard(
        key=str(row.public_id),
        title=row.title,
        summary=row.instrument.summary,
        url=url if allowed else "",
        may=f"{entitlement}{f' ({row.legal_basis})' if row.legal_basis else ''}" if entitlement else "Ja",
        why_not="" if allowed else why_not(row, who),
        room=_room(row, full),
        full=full,
        cost=row.cost_client or "Niets",
        owner=row.provider.partner.name,
    )


def _room(row, full):
    waiting = f"wachttijd {row.waiting_days} dagen" if row.waiting_days else "geen wachttijd"
    if full:
        return f"Vol, wachtlijst ({waiting})"
    if row.places is None:
        return f"Plaats genoeg, {waiting}"
    free = row.places - row.places_taken
    return f"Nog {free} {'plaats' if free == 1 else 'plaatsen'}, {waiting}"
