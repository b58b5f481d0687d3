"""What each relation to a dossier allows: data a privacy officer can read and sign (access design §2.4)."""

from dataclasses import dataclass

from django.db import models

from werkcentrum.permissions import FieldGroup, Permission

G = FieldGroup
P = Permission


class Relation(models.TextChoices):
    """How a named person stands to a dossier."""

    LEAD = "lead", "regie"
    TEAM = "team", "vervanger"
    SUPPORT = "support", "ondersteuning"
    PROPOSED = "proposed", "voorgesteld"
    FORMER = "former", "vorige regie"
    GLASS = "glass", "noodtoegang"
    REVIEW = "review", "toetsing"
    KIN = "kin", "eigen of bekende"
    SELF = "self", "klant zelf"


class Ground(models.TextChoices):
    """The legal ground of an involvement."""

    UWV = "uwv", "Wettelijke taak UWV (SUWI)"
    MUNICIPALITY = "municipality", "Wettelijke taak gemeente (Participatiewet 7)"
    DESK = "desk", "Gidsfunctie van het Werkcentrum"
    ORDER = "order", "Opdracht van UWV of gemeente"
    CONSENT = "consent", "Toestemming van de klant"
    SELF = "self", "Eigen dossier"


@dataclass(frozen=True)
class Rights:
    """What a relation opens: deeds, field groups, and whether the dossier's pages open at all."""

    sentence: str
    opens: bool
    deeds: frozenset[Permission]
    groups: frozenset[FieldGroup]


WORKING_GROUPS = frozenset(
    {G.EXISTS, G.NAME, G.CONTACT, G.BSN, G.INCOME, G.PROFILE, G.BARRIERS, G.CAPACITY, G.PLAN, G.NOTES}
)
TEAM_DEEDS = frozenset(
    {
        P.CLIENT_READ,
        P.CLIENT_EDIT,
        P.BSN_READ,
        P.INTAKE_WRITE,
        P.SITUATION_CHANGE,
        P.WERKPLAN_READ,
        P.WERKPLAN_EDIT,
        P.WERKPLAN_AGREE,
        P.CONSENT_RECORD,
        P.DOCUMENT_ADD,
    }
)

_COMMON = frozenset({G.CONTACT, G.INCOME, G.PROFILE, G.PLAN, G.NOTES})
SHAREABLE: dict[str, frozenset[FieldGroup]] = {
    Ground.UWV: _COMMON | {G.BARRIERS, G.CAPACITY},
    Ground.MUNICIPALITY: _COMMON | {G.BARRIERS, G.CAPACITY},
    # Who carries out work by order of UWV or a municipality needs to know what somebody can do.
    Ground.ORDER: _COMMON | {G.CAPACITY},
    Ground.DESK: _COMMON,
    # AVG 9.2.a: with an explicit yes of the client, which the consent names group by group.
    Ground.CONSENT: _COMMON | {G.BARRIERS, G.CAPACITY},
}
"""What a lead can open for who supports, by the ground of that person's partner; the BSN is in none (UAVG 46)."""

RIGHTS: dict[str, Rights] = {
    Relation.LEAD: Rights(
        "Voert de regie: leest en werkt bij, en biedt het dossier aan een andere partner aan.",
        True,
        TEAM_DEEDS | {P.HANDOVER_OFFER, P.SUPPORT_ADD},
        WORKING_GROUPS,
    ),
    Relation.TEAM: Rights(
        "Vervangt de regiehouder: leest en werkt bij, maar draagt niet over.", True, TEAM_DEEDS, WORKING_GROUPS
    ),
    Relation.SUPPORT: Rights(
        "Ondersteunt op onderdelen, met einddatum: leest alleen de genoemde groepen gegevens.",
        True,
        frozenset({P.CLIENT_READ, P.WERKPLAN_READ}),
        frozenset({G.EXISTS, G.NAME}),
    ),
    Relation.PROPOSED: Rights(
        "Krijgt het dossier aangeboden: ziet alleen het kaartje en de titels van de stappen.",
        False,
        frozenset({P.HANDOVER_DECIDE}),
        frozenset({G.EXISTS, G.NAME}),
    ),
    Relation.FORMER: Rights(
        "Voerde de regie: ziet nog 30 dagen het kaartje en de eigen bijdragen.",
        False,
        frozenset(),
        frozenset({G.EXISTS, G.NAME}),
    ),
    Relation.GLASS: Rights(
        "Nam noodtoegang, met reden, voor een uur: leest naam, contact, soort inkomen en de titels van de stappen.",
        False,
        frozenset(),
        frozenset({G.EXISTS, G.NAME, G.CONTACT}),
    ),
    Relation.REVIEW: Rights(
        "Toetst binnen een geopende toets of klacht: leest het kaartje en wie wat opende.",
        False,
        frozenset(),
        frozenset({G.EXISTS, G.NAME, G.ACCESS_LOG}),
    ),
    Relation.KIN: Rights(
        "Is het zelf, of kent de klant van huis: opent dit dossier niet, welke andere relatie er ook is.",
        False,
        frozenset(),
        frozenset(),
    ),
    Relation.SELF: Rights(
        "Is de klant zelf: leest alles over zichzelf en geeft akkoord.",
        True,
        frozenset({P.OWN_PLAN_READ, P.OWN_PLAN_AGREE, P.OWN_DOCUMENTS, P.OWN_RIGHTS}),
        frozenset({G.EXISTS, G.NAME, G.CONTACT, G.INCOME, G.PROFILE, G.BARRIERS, G.CAPACITY, G.PLAN, G.ACCESS_LOG}),
    ),
}

OPENING = tuple(relation for relation, rights in RIGHTS.items() if rights.opens)
"""Relations that open the dossier's pages; the others show a card at most."""
CARD = (*OPENING, Relation.PROPOSED, Relation.FORMER)
"""Relations that show the card on the pages of the work; glass and review have pages of their own."""
STRONGEST_FIRST = (
    Relation.SELF, Relation.LEAD, Relation.TEAM, Relation.SUPPORT, Relation.PROPOSED, Relation.GLASS, Relation.REVIEW,
    Relation.FORMER, Relation.KIN,
)  # fmt: skip
