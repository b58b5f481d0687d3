"""What the menu of a new place has for the help somebody uses: the same, something like it, or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from clients.receiver import partner_name
from services.models import Offer
from werkcentrum.vocabulary import PartnerKind
from werkcentrum.web.dates import long_date
from werkplan.models import Inzet, RemapLine
from werkplan.offers import Circumstances, circumstances, usable
from werkplan.rules import ENDED_INZET

V = RemapLine.Verdict
EXEMPTION = "ONTHEFFING"
TOWN_DECIDES = "Participatiewet 40.1, 7.1.a"


@dataclass(frozen=True)
class Proposal:
    """What becomes possible for one inzet in the new place. Nothing is changed by it. `offer` is None for "none"."""

    inzet: Any
    verdict: str
    offer: Offer | None
    reason: str
    article: str = ""


def remapping(plan, *, giver, receiver, on: date) -> list[Proposal]:
    """A proposal for every open inzet of `plan` that cannot simply go on under `receiver`, by age: three queries.

    An offer that also reaches the new place stands in none: it goes on as it is.
    """
    client = plan.client
    found = circumstances(client, on)
    who = Circumstances(
        receiver.region_id, found.municipality_code, found.municipality, found.situations, found.age, on
    )
    uses = plan.inzetten.exclude(state__in=ENDED_INZET).select_related("step", "instrument", "offer__provider__partner")
    gone = [inzet for inzet in uses.order_by("pk") if _stays_behind(inzet, who, giver, receiver)]
    if not gone:
        return []
    menu = _menu(gone, who)
    return [_proposal(inzet, menu, giver, receiver) for inzet in gone]


def _stays_behind(inzet, who, giver, receiver) -> bool:
    if inzet.instrument_id == EXEMPTION:
        return _town_to_town(giver, receiver)
    offer = inzet.offer
    if offer is None:
        return giver.region_id != receiver.region_id
    if offer.region_id != who.region or (offer.reach and who.municipality_code not in offer.reach):
        return True
    # A municipality's own provision needs a decision of the next one, also within a region.
    return _town_to_town(giver, receiver) and offer.provider_id == giver.pk


def _town_to_town(giver, receiver):
    towns = {giver.partner.kind, receiver.partner.kind} == {PartnerKind.MUNICIPALITY}
    return towns and giver.pk != receiver.pk


def _menu(gone, who) -> list[Offer]:
    """What of the new menu comes into question, a free place first: one query."""
    same = Q(instrument__in={inzet.instrument_id for inzet in gone})
    like = Q(instrument__phase__in={inzet.instrument.phase for inzet in gone if inzet.instrument.phase})
    rows = usable(who).filter(same | like).exclude(pk__in={inzet.offer_id for inzet in gone if inzet.offer_id})
    rows = list(rows.select_related("instrument", "provider__partner").order_by("title", "pk"))
    return sorted(rows, key=lambda offer: offer.places is not None and offer.places_taken >= offer.places)


def _needs(offer, instrument) -> set[str]:
    return set(instrument.needs) | set(offer.needs if offer else ())


def _proposal(inzet, menu, giver, receiver) -> Proposal:
    if inzet.instrument_id == EXEMPTION:
        since = f" (sinds {long_date(inzet.starts_on)})" if inzet.starts_on else ""
        reason = f"De nieuwe gemeente besluit opnieuw over de ontheffing. De tijd die voorbij is, telt mee{since}."
        return Proposal(inzet, V.NONE, None, reason, "Participatiewet 9a.4")
    menu = [offer for offer in menu if offer.provider_id != giver.pk]
    new = _town_to_town(giver, receiver)
    note = " Het besluit van de oude gemeente geldt daar niet: er komt een nieuw besluit." if new else ""
    article = TOWN_DECIDES if new else ""
    for offer in menu:
        if offer.instrument_id == inzet.instrument_id:
            reason = f"{offer.title} van {partner_name(offer.provider)} is hetzelfde soort hulp.{note}"
            return Proposal(inzet, V.SAME, offer, reason[:300], article)
    wanted = _needs(inzet.offer, inzet.instrument)
    for offer in menu:
        if offer.instrument.phase == inzet.instrument.phase and wanted & _needs(offer, offer.instrument):
            whose = partner_name(offer.provider)
            reason = f"{offer.title} van {whose} is niet hetzelfde, maar heeft hetzelfde doel.{note}"
            return Proposal(inzet, V.SIMILAR, offer, reason[:300], article)
    where = receiver.region.name if giver.region_id != receiver.region_id else receiver.partner.name
    reason = f"Op de menukaart van {where} staat niets dat hierop lijkt. Zeg het de regiocoördinator.{note}"
    return Proposal(inzet, V.NONE, None, reason[:300], article)


def undecided(plan):
    """Lines about which the lead still has to decide, the oldest first."""
    rows = RemapLine.objects.filter(plan=plan, choice="").exclude(inzet__state__in=ENDED_INZET)
    return rows.select_related("inzet__step", "inzet__instrument", "inzet__offer", "offer__provider__partner")


def title_of(inzet: Inzet) -> str:
    """What is used: the offer, or the instrument where none was chosen."""
    return inzet.offer.title if inzet.offer else inzet.instrument.name
