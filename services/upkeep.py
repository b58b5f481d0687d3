"""What on the menu needs somebody: proposals, endings, what is full, what may no longer be there."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from services.menu.cards import room_of
from services.models import Offer
from services.rules import why_not_publish
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import relative

SOON = 90
SHORT, LONG = 8, 200


@dataclass(frozen=True)
class Part:
    """A list of the page: key in the address, heading, what it says when empty, which rows, in which order."""

    key: str
    heading: str
    empty: str
    rows: Q
    order: tuple[str, ...]
    kind: str = ""


def parts(actor, today) -> list[Part]:
    """The lists of a coordinator, or of a partner who proposes; the first ones are those that wait for her."""
    published, soon = Q(state=Offer.State.PUBLISHED), today + datetime.timedelta(days=SOON)
    gone = published & (Q(valid_until__lt=today) | Q(instrument__abolished_on__lte=today))
    draft = Q(state=Offer.State.DRAFT)
    ending = Part(
        "einde",
        f"Stopt binnen {SOON} dagen",
        f"Niets stopt binnen {SOON} dagen.",
        published & Q(valid_until__range=(today, soon)) & ~gone,
        ("valid_until", "title"),
        "wait",
    )
    waiting = Part(
        "voorstellen", "Voorgesteld", "Er wacht geen voorstel.", Q(state=Offer.State.PROPOSED), ("updated_at",), "wait"
    )
    full = Part(
        "vol",
        "Vol",
        "Overal is nog plaats.",
        published & Q(places__isnull=False, places_taken__gte=F("places")) & ~gone,
        ("-waiting_days", "title"),
    )
    lapsed = Part("verlopen", "Niet meer geldig", "Alles op de kaart is geldig.", gone, ("valid_until",), "stop")
    withdrawn = Part(
        "ingetrokken", "Ingetrokken", "Er is niets ingetrokken.", Q(state=Offer.State.WITHDRAWN), ("-updated_at",)
    )
    on_menu = Part("kaart", "Op de menukaart", "Er staat nog niets op de menukaart.", published & ~gone, ("title",))
    if actor.may(P.OFFER_PUBLISH):
        concepts = Part("concepten", "Concepten", "Niemand heeft een concept.", draft, ("-updated_at",))
        return [waiting, lapsed, ending, full, withdrawn, concepts]
    returned = ~Q(returned_reason="")
    sent_back = Part("terug", "Teruggegeven", "Er is niets teruggegeven.", draft & returned, ("-updated_at",), "wait")
    drafts = Part("concepten", "Concepten", "U hebt geen concepten.", draft & ~returned, ("-updated_at",))
    waiting = replace(waiting, kind="")  # that is the coordinator's to do
    return [sent_back, drafts, waiting, lapsed, ending, full, on_menu, withdrawn]


def board(actor, today, chosen="") -> list[dict]:
    """The parts with their count and rows, one query for the counts and one per part that has any.

    All parts with at most 8 rows each, or the `chosen` part with at most 200.
    """
    offers, every = Offer.objects.kept_by(actor), parts(actor, today)
    counts = offers.aggregate(**{part.key: Count("pk", filter=part.rows) for part in every})
    most = LONG if chosen else SHORT
    return [
        {
            "key": part.key,
            "heading": part.heading,
            "empty": part.empty,
            "kind": part.kind if counts[part.key] else "",
            "count": counts[part.key],
            "chosen": part.key == chosen,
            "rows": rows_of(offers, part, most, today) if counts[part.key] and chosen in ("", part.key) else [],
            "more": counts[part.key] - most if chosen in ("", part.key) else 0,
        }
        for part in every
    ]


def rows_of(offers, part, most, today) -> list[dict]:
    """The offers of a part as rows: title, who, what is the matter, and the url."""
    found = offers.filter(part.rows).select_related("instrument", "provider__partner").order_by(*part.order, "pk")
    return [row_of(offer, part.key, today) for offer in found[:most]]


def row_of(offer, key, today) -> dict:
    """One offer as a row; `note` says why it is in this list."""
    return {
        "title": offer.title,
        "url": reverse("services:offer", args=[offer.public_id]),
        "owner": offer.provider.partner.name,
        "note": note_of(offer, key, today),
        "obstacle": (why_not_publish(offer, today) or "")
        if key in {"voorstellen", "concepten", "terug", "verlopen"}
        else "",
        "publish_url": reverse("services:offer_publish", args=[offer.public_id]) if key == "voorstellen" else "",
    }


def note_of(offer, key, today) -> str:
    """Why an offer is in this list."""
    if key == "einde":
        return f"stopt {relative(offer.valid_until, today)}"
    if key == "terug":
        return offer.returned_reason
    if key == "ingetrokken":
        return offer.withdrawn_reason
    if key in {"vol", "kaart"}:
        return room_of(offer)[1]
    return f"gewijzigd {relative(timezone.localtime(offer.updated_at).date(), today)}"
