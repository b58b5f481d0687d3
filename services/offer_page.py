"""One offer in words, and what happened to it."""

from django.urls import reverse
from django.utils import timezone

from services import audience, freshness, policy, rules
from services.actions import WRITABLE
from services.menu.cards import ages, room_of, start_of
from services.models import Cycle, Entitlement, Offer
from services.needs import labels
from werkcentrum.audit.models import Event
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import SITUATIONS
from werkcentrum.web.dates import long_date, short_date

ENTITLEMENT = {
    "recht": "Het is een recht. Wie aan de voorwaarden voldoet, krijgt het.",
    "kan": "De aanbieder beslist of het kan. De klant krijgt daar een besluit over.",
    "verordening": "De gemeente heeft dit in haar regels gezet. Wie daaraan voldoet, kan het krijgen.",
    "aanbod": "Het is een aanbod. De aanbieder kijkt of het past en of er plaats is.",
    "plicht": "Het is een plicht. Leg de klant uit waarom, en wat er gebeurt als het niet lukt.",
    "subsidie": "Er is subsidie voor. Vraag die aan voordat het begint.",
    "cao": "Het staat in de cao. Het geldt voor wie onder die cao valt.",
    "dienst": "Het is een dienst. Wie hem nodig heeft, kan er gebruik van maken.",
}
STATES = {
    "concept": "draft",
    "voorgesteld": "wait",
    "gepubliceerd": "done",
    "gepauzeerd": "wait",
    "ingetrokken": "stop",
}
EVENTS = {
    "services.create_offer": ("plus", "Gemaakt als concept"),
    "services.load_offer": ("plus", "Geladen bij de start"),
    "services.change_offer": ("edit", "Gewijzigd"),
    "services.propose_offer": ("right", "Voorgesteld aan de regiocoördinator"),
    "services.publish_offer": ("check", "Op de menukaart gezet"),
    "services.return_offer": ("left", "Teruggegeven"),
    "services.withdraw_offer": ("stop", "Van de menukaart gehaald"),
    "services.pause_offer": ("clock", "Gepauzeerd"),
    "services.resume_offer": ("check", "Weer op de menukaart gezet"),
    "services.confirm_offer": ("check", "Nagekeken: het klopt nog"),
}
FIELDS = {field.name: field for field in Offer._meta.concrete_fields}
COLUMNS = [FIELDS[name].attname for name in WRITABLE]
LONGEST_STORY = 50
DEEDS = (
    # route, label, icon, from which states, needs
    ("offer_propose", "Voorstellen", "right", ("concept",), P.OFFER_PROPOSE),
    ("offer_publish", "Publiceren", "check", ("voorgesteld",), P.OFFER_PUBLISH),
    ("offer_return", "Teruggeven", "left", ("voorgesteld",), P.OFFER_PUBLISH),
    ("offer_resume", "Zet weer op de kaart", "check", ("gepauzeerd",), P.OFFER_PROPOSE),
    ("offer_pause", "Pauzeren", "clock", ("gepubliceerd",), P.OFFER_PROPOSE),
    ("offer_withdraw", "Intrekken", "stop", ("voorgesteld", "gepubliceerd", "gepauzeerd"), P.OFFER_PUBLISH),
)


def deeds(actor, offer) -> list[dict]:
    """What the actor may do with the offer now: label, url, icon, and `main` for the one obvious next thing."""
    open_to: list[tuple] = [deed for deed in DEEDS if offer.state in deed[3] and policy.may(actor, deed[4], offer)]
    if policy.may_edit(actor, offer):
        open_to.append(("offer_edit", "Wijzigen", "edit", (), None))
    next_one = (
        open_to[0][0]
        if open_to and offer.state in {Offer.State.DRAFT, Offer.State.PROPOSED, Offer.State.PAUSED}
        else ""
    )
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(f"services:{route}", args=[offer.public_id]),
            "main": route == next_one,
        }
        for route, label, icon, *_ in open_to
    ]


def describe(offer, *, today, for_client, names, closed="") -> dict:
    """The page in words: `facts`, `who` (situations by name), `needs`, `state`. `names`: GM code to name."""
    kind = offer.instrument
    can, room = room_of(offer)
    codes = rules.lawful_codes(offer)
    until = f" tot en met {long_date(offer.valid_until)}" if offer.valid_until else ", zonder einddatum"
    facts = [
        ("Mag het?", ENTITLEMENT.get(offer.entitlement, "")),
        ("Kan het nu?", "Nee, niet meer." if closed else f"{room}. {start_of(offer, today)}."),
        ("Wat kost het de klant?", offer.cost_client or "Vraag het de aanbieder."),
        ("Woont in", rules.places(offer.reach, names) if offer.reach else f"heel {offer.region.name}"),
        ("Inkomen", sentence_case(audience.in_words(codes)) if codes else "Maakt niet uit"),
        ("Leeftijd", sentence_case(ages(kind))),
        ("Voorwaarden", offer.conditions),
        ("Wie betaalt het?", offer.financier),
        ("Prijs voor wie betaalt", "" if for_client else offer.price_payer),
        ("Hoelang duurt het?", kind.max_duration),
        ("Aanmelden bij", offer.contact),
        ("Klopt dit nog?", looked_at(offer)),
        ("Op de menukaart", f"van {long_date(offer.valid_from)}{until}"),
    ]
    return {
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "who": [SITUATIONS[code].name for code in codes if code in SITUATIONS],
        "can": can,
        "needs": labels(offer.needs),
        "state": (STATES[offer.state], offer.get_state_display()),
    }


def looked_at(offer) -> str:
    """When somebody last said that the offer is right, and when again."""
    return f"Nagekeken op {long_date(offer.reviewed_on)}. Opnieuw voor {long_date(freshness.due_on(offer))}."


def stale_sentence(offer, today) -> str:
    """What the alarm says of an offer on the menu, or empty while it is fresh."""
    due = long_date(freshness.due_on(offer))
    if offer.state not in rules.ON_THE_MENU:
        return ""
    return {
        "overdue": f"Niemand keek dit na sinds {long_date(offer.reviewed_on)}. Daarom staat het niet meer in het "
        "advies voor klanten. Plannen die het gebruiken, houden het.",
        "advised": f"Kijk of dit nog klopt. Na {due} staat het niet meer in het advies voor klanten.",
    }.get(freshness.freshness(offer, today), "")


def sentence_case(text) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


def story(offer, names) -> list[dict]:
    """What happened to the offer, newest first, as events of the ui kit: two queries. `names`: GM code to name."""
    rows = list(offer.history.order_by("-history_id")[: LONGEST_STORY + 1])
    events = Event.objects.select_related("actor", "participation__partner").in_bulk([row.event_id for row in rows])
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [_line(row, old, events[row.event_id], names) for row, old in pairs if row.event_id in events]


def _line(row, before, event, names):
    icon, text = EVENTS.get(event.action, ("info", "Bijgewerkt"))
    reason = {
        "services.return_offer": row.returned_reason,
        "services.withdraw_offer": row.withdrawn_reason,
        "services.pause_offer": row.paused_reason,
    }
    if reason.get(event.action):
        text = f"{text}: {reason[event.action]}"
    changed = [name for name in COLUMNS if before and getattr(before, name) != getattr(row, name)]
    changed = changed if event.action == "services.change_offer" else []
    cell = event.participation.partner.name if event.participation else ""
    return {
        "icon": icon,
        "text": text,
        "who": ", ".join(filter(None, (event.actor.name if event.actor else "", cell))),
        "time": moment_of(row.history_date),
        "before": "; ".join(in_full(name, getattr(before, name), names) for name in changed),
        "after": "; ".join(in_full(name, getattr(row, name), names) for name in changed),
        "milestone": False,
    }


def moment_of(at) -> str:
    """`di 24 nov 14:02`, with the year when it is another."""
    local = timezone.localtime(at)
    return f"{short_date(local.date(), timezone.localdate())} {local:%H:%M}"


def in_full(column, value, names) -> str:
    """One column of an offer in words: `plaatsen: 12`. `names`: GM code to name."""
    label = str(FIELDS[column].verbose_name).split(" (")[0]
    return f"{label}: {in_words(column, value, names)}"


def in_words(column, value, names) -> str:
    """The value of a column as people read it."""
    if column == "needs":
        return ", ".join(labels(value)) or "geen"
    if column == "situations":
        return ", ".join(SITUATIONS[code].name for code in value if code in SITUATIONS) or "iedereen"
    if column == "reach":
        return rules.places(value, names) if value else "hele regio"
    if column == "entitlement":
        return dict(Entitlement.choices).get(value, "leeg")
    if hasattr(value, "isoformat"):
        return long_date(value)
    if column == "review_months":
        return dict(Cycle.choices).get(value, "leeg").lower()
    return str(value) if value not in (None, "") else "leeg"
