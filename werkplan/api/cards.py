"""The operations: bring a card, withdraw it, and read the minimum of our plan when that of the card is above it."""

from uuid import UUID

from django.http import HttpResponse
from ninja import NinjaAPI, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError

from clients.bsn import indexes
from werkcentrum.access import door
from werkcentrum.access.systems import working
from werkcentrum.refusal import Refused
from werkcentrum.vocabulary import PartnerKind
from werkplan.actions import cards as actions
from werkplan.api.door import NOT_TOLD, SENTENCES, VERSION, KeyOfAPartner, problem, too_often
from werkplan.api.schemas import Card, Kept, Minimum, Problem
from werkplan.models import Progress
from werkplan.models.plan import State
from werkplan.next_date import FAR_AWAY

MAY_NAME_A_BSN = {PartnerKind.UWV, PartnerKind.MUNICIPALITY}
NO_BSN = "Uw organisatie mag het burgerservicenummer niet gebruiken. Gebruik de koppelcode die de begeleider u gaf."
NOTHING = "Bij dit kenmerk hoort geen werkplan dat u mag zien."
WORDS = {
    "missing": "Dit veld ontbreekt.",
    "extra_forbidden": "Dit veld kennen wij niet.",
    "enum": "Deze code kennen wij niet.",
    "string_too_long": "Dit is te lang.",
    "string_too_short": "Vul dit in.",
    "timezone_aware": "Schrijf de tijdzone erbij.",
}
NOT_VALID = "Dit is geen geldige waarde."
BEGINS = {State.DRAFT, State.FOR_CONSENT, State.ESTABLISHED, State.REOPENED}
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 429), Problem)
api = NinjaAPI(
    title="Werkcentrum: activiteitkaarten",
    version=VERSION,
    description=(
        "Een partner laat zien wat zij voor iemand doet, zonder overtypen: de partner blijft eigenaar van de gegevens. "
        "Een sleutel hoort bij één partner in één regio; de functioneel beheerder van de regio geeft haar. In adressen "
        "staat nooit iets over een persoon."
    ),
    auth=KeyOfAPartner(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    openapi_extra={
        "info": {
            "contact": {
                "name": "Beheer van de Werkcentrum-software",
                "url": "https://werkcentrum.example/contact",
                "email": "beheer@werkcentrum.example",
            },
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
        }
    },
)


class TooOften(Exception):
    """This key asked more than it may."""


@api.put(
    "/activiteitkaarten/{kenmerk}",
    url_name="card",
    response={200: Kept, 201: Kept, **REFUSALS},
    summary="Een activiteitkaart aanleveren of bijwerken",
    operation_id="activiteitkaartAanleveren",
    by_alias=True,
)
def bring(request, kenmerk: UUID, card: Card):
    """Zelfde versie nogmaals sturen verandert niets. Een oudere versie, of andere inhoud onder dezelfde versie: 409."""
    with _working(request) as system:
        if card.person.bsn and system.cell.partner.kind not in MAY_NAME_A_BSN:
            return problem(403, NO_BSN)
        keyed = list(indexes(card.person.bsn).values()) if card.person.bsn else []
        # SECURITY: crosses the second door; nobody, unknown and not allowed are one answer and the same work.
        ((client,),) = door.call("werkplan_pointed_at", card.person.code or "", keyed)
        if client is None:
            return problem(403, NOT_TOLD)
        row, new = actions.bring(client_id=client, reference=kenmerk, by=system, **card.facts())
        return Status(201 if new else 200, {"reference": str(row.reference), "number": row.number})


@api.delete(
    "/activiteitkaarten/{kenmerk}",
    url_name="card",
    response={204: None, **REFUSALS},
    summary="Een activiteitkaart intrekken",
    operation_id="activiteitkaartIntrekken",
)
def withdraw(request, kenmerk: UUID):
    """De kaart blijft bewaard, met de melding dat de eigenaar haar introk. Dit kan ook als er geen grond meer is."""
    with _working(request) as system:
        if actions.withdraw(reference=kenmerk, by=system) is None:
            return problem(404)
    return HttpResponse(status=204)


@api.get(
    "/activiteitkaarten/{kenmerk}/werkplan",
    url_name="minimum",
    response={200: Minimum, **REFUSALS},
    summary="Het minimum van het werkplan dat onder dit plan valt",
    operation_id="werkplanMinimumOpvragen",
    by_alias=True,
)
def minimum(request, kenmerk: UUID):
    """Alleen stand, volgende datum en organisatie, en alleen als het plan van deze kaart overkoepelend is."""
    with _working(request) as system:
        # SECURITY: crosses the second door with these three facts, and with nothing else of the file.
        found = door.call("werkplan_our_side", kenmerk)
        if not found:
            return problem(404, NOTHING)
        client, state, partner, next_on = found[0]
        system.stands[client] = ("koppeling", "")
        system.saw([client], "minimum")
        known = None if next_on == FAR_AWAY else next_on
        return Status(200, {"status": _progress(state), "next_on": known, "owner": partner})


def _working(request):
    if too_often(request.auth):
        raise TooOften
    return working(request.auth)


def _progress(state):
    """A state in the four words that another may read: why a plan rests is not among them."""
    if state == State.CLOSED:
        return Progress.DONE
    return Progress.PLANNED if state in BEGINS else Progress.RUNS


@api.exception_handler(ValidationError)
def _invalid(request, error):
    """Which fields, and what is wrong with them; never what was sent."""
    return problem(400, "Een of meer velden kloppen niet.", errors=[_told(row) for row in error.errors])


def _told(row):
    place = [str(part) for part in row["loc"] if part not in ("body", "path", "card")]
    message = row["msg"].removeprefix("Value error, ")
    words = message if row["type"] == "value_error" else WORDS.get(row["type"], NOT_VALID)
    return {"name": ".".join(place)[:60] or "bericht", "reason": words}


@api.exception_handler(AuthenticationError)
def _no_key(request, error):
    return problem(401)


@api.exception_handler(HttpError)
def _not_read(request, error):
    return problem(error.status_code if error.status_code in SENTENCES else 400)


@api.exception_handler(Refused)
def _refused(request, no):
    return problem(no.status, no.sentence)


@api.exception_handler(TooOften)
def _too_often(request, error):
    return problem(429)
