"""What on the menu needs somebody: proposals, endings, what is full, what may no longer be there."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from services import freshness
from services.menu.cards import room_of
from services.models import Offer
from services.queries import advised, overdue
from services.rules import ON_THE_MENU, why_not_publish
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import relative

SOON = 90
SHORT, LONG = 8, 200
LOOK = ("reviewed_on", "title")
PAUSE = ("paused_until", "title")


@dataclass(frozen=True)
class Part:
    """A list of the page: key in the address, heading, what it says when empty, which rows, in which order."""

    key: str
    heading: str
    empty: str
    rows: Q
    order: tuple[str, ...]
    kind: str = ""
    quiet: bool = False  # left out while there is nothing in it


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
    fresh = ~gone & Q(state__in=ON_THE_MENU)
    stale = Part(
        "verouderd",
        "Niet meer in het advies",
        "Alles is op tijd nagekeken.",
        fresh & overdue(today),
        LOOK,
        "stop",
        True,
    )
    look = Part("nakijken", "Klopt het nog?", "Alles is op tijd nagekeken.", fresh & advised(today), LOOK, "wait", True)
    paused = Q(state=Offer.State.PAUSED)
    over = Part(
        "pauzevoorbij",
        "Pauze is voorbij",
        "Geen pauze is voorbij.",
        paused & Q(paused_until__lt=today),
        PAUSE,
        "wait",
        True,
    )
    still = Part("pauze", "Gepauzeerd", "Niets staat stil.", paused & Q(paused_until__gte=today), PAUSE, "", True)
    withdrawn = Part(
        "ingetrokken", "Ingetrokken", "Er is niets ingetrokken.", Q(state=Offer.State.WITHDRAWN), ("-updated_at",)
    )
    on_menu = Part("kaart", "Op de menukaart", "Er staat nog niets op de menukaart.", published & ~gone, ("title",))
    if actor.may(P.OFFER_PUBLISH):
        concepts = Part("concepten", "Concepten", "Niemand heeft een concept.", draft, ("-updated_at",))
        return [waiting, lapsed, stale, look, over, ending, full, still, withdrawn, concepts]
    returned = ~Q(returned_reason="")
    sent_back = Part("terug", "Teruggegeven", "Er is niets teruggegeven.", draft & returned, ("-updated_at",), "wait")
    drafts = Part("concepten", "Concepten", "U hebt geen concepten.", draft & ~returned, ("-updated_at",))
    waiting = replace(waiting, kind="")  # that is the coordinator's to do
    return [sent_back, drafts, waiting, lapsed, stale, look, over, ending, full, on_menu, still, withdrawn]


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
        if counts[part.key] or not part.quiet or part.key == chosen
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
        "confirm": reverse("services:offer_confirm", args=[offer.public_id])
        if key in {"verouderd", "nakijken"}
        else "",
        "obstacle": (why_not_publish(offer, today) or "")
        if key in {"voorstellen", "concepten", "terug", "verlopen"}
        else "",
        "publish_url": reverse("services:offer_publish", args=[offer.public_id]) if key == "voorstellen" else "",
    }


def note_of(offer, key, today) -> str:
    """Why an offer is in this list."""
    if key == "einde":
        return f"stopt {relative(offer.valid_until, today)}"
    if key in {"verouderd", "nakijken"}:
        due, last = freshness.due_on(offer), relative(offer.reviewed_on, today)
        return f"nagekeken {last}; {'was' if due < today else 'is'} nodig {relative(due, today)}"
    if key in {"pauze", "pauzevoorbij"}:
        return f"pauze tot en met {relative(offer.paused_until, today)}: {offer.paused_reason}"
    if key == "terug":
        return offer.returned_reason
    if key == "ingetrokken":
        return offer.withdrawn_reason
    if key in {"vol", "kaart"}:
        return room_of(offer)[1]
    return f"gewijzigd {relative(timezone.localtime(offer.updated_at).date(), today)}"
