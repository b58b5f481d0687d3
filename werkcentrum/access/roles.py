"""The roles, as data with prose that a privacy officer can read and sign."""

from dataclasses import dataclass

from werkcentrum.permissions import Permission as P


@dataclass(frozen=True)
class Role:
    """A role: what it is for, in Dutch, and everything it may do in its cell. Which dossiers is another question."""

    key: str
    label: str
    prose: str
    permissions: frozenset[P]
    partner_kinds: tuple[str, ...] = ()


_CASE_WORK = {
    P.CLIENT_LOOKUP, P.CLIENT_READ, P.CLIENT_EDIT, P.INTAKE_WRITE, P.SITUATION_CHANGE, P.HANDOVER_OFFER, P.MENU_READ,
    P.SUPPORT_ADD, P.GLASS_BREAK, P.CONSENT_RECORD, P.DOCUMENT_ADD,
}  # fmt: skip

_ALL = [
    Role(
        "gids",
        "Gids",
        "Ontvangt bezoekers aan de balie, neemt de intake af en brengt iemand bij de partner die kan helpen. "
        "Opent alleen dossiers waarbij zij zelf of haar balie betrokken is. Leest het BSN na invoer niet terug.",
        frozenset(_CASE_WORK | {P.VISIT_RECORD, P.CLIENT_REGISTER, P.WERKPLAN_READ}),
        ("werkcentrum",),
    ),
    Role(
        "coach",
        "Coach",
        "Begeleidt mensen die aan haar zijn toegewezen en maakt met hen het werkplan. Draagt over en neemt over.",
        frozenset(
            _CASE_WORK
            | {
                P.BSN_READ,
                P.HANDOVER_DECIDE,
                P.WERKPLAN_READ,
                P.WERKPLAN_EDIT,
                P.WERKPLAN_AGREE,
                P.VISIT_RECORD,
                P.OFFER_PROPOSE,
            }
        ),
    ),
    Role(
        "werkgeversadviseur",
        "Werkgeversadviseur",
        "Helpt werkgevers aan personeel. Ziet de menukaart, geen dossiers.",
        frozenset({P.MENU_READ, P.OFFER_PROPOSE}),
    ),
    Role(
        "regiocoordinator",
        "Regiocoördinator",
        "Beheert de menukaart van de regio: publiceert en trekt in wat partners voorstellen. Ziet welke overdrachten "
        "te lang wachten en spreekt partners erop aan. Houdt het budget van de regio bij; een ander keurt dat goed. "
        "Ziet geen klanten.",
        frozenset(
            {
                P.MENU_READ,
                P.OFFER_PROPOSE,
                P.OFFER_PUBLISH,
                P.FIGURES_READ,
                P.HANDOVER_WATCH,
                P.BUDGET_READ,
                P.BUDGET_KEEP,
            }
        ),
    ),
    Role(
        "programmamanager",
        "Programmamanager",
        "Stuurt op cijfers van de regio en houdt het budget bij; een ander keurt dat goed. Bij de kassier boekt hij "
        "wat binnenkomt en betaalt. Ziet de menukaart en aantallen, geen personen.",
        frozenset({P.MENU_READ, P.FIGURES_READ, P.BUDGET_READ, P.BUDGET_KEEP}),
    ),
    Role(
        "teamleider",
        "Teamleider",
        "Verdeelt dossiers over de medewerkers van de eigen partner, regelt vervanging, toetst wie wat opende en keurt "
        "goed wie er werkt. Opent zelf geen dossiers.",
        frozenset(
            {
                P.HANDOVER_ASSIGN,
                P.CASELOAD_ASSIGN,
                P.COVER_ARRANGE,
                P.REVIEW_ACCESS,
                P.MEMBERSHIP_APPROVE,
                P.MENU_READ,
                P.FIGURES_READ,
            }
        ),
    ),
    Role(
        "privacyofficer",
        "Privacy officer",
        "Ziet het logboek en de rollen, handelt verzoeken van klanten over hun gegevens af, maakt dossiers besloten en "
        "keurt goed wat wordt gewist, en wie er werkt bij een partner zonder teamleider. Opent geen dossiers.",
        frozenset(
            {P.AUDIT_READ, P.ACCESS_READ, P.DOSSIER_SEAL, P.RIGHTS_HANDLE, P.RETENTION_APPROVE, P.MEMBERSHIP_APPROVE}
        ),
    ),
    Role(
        "beheerder",
        "Functioneel beheerder",
        "Stelt voor wie waar werkt en wat gewist kan worden; een ander keurt dat goed. Ziet of het systeem zijn taken "
        "doet, en geeft systemen van partners een sleutel. Opent geen dossiers en verruimt nooit eigen rechten.",
        frozenset({P.ACCESS_READ, P.MEMBERSHIP_PROPOSE, P.RETENTION_PREPARE, P.JOBS_WATCH, P.KEY_GRANT, P.MENU_READ}),
    ),
    Role("werkgever", "Werkgever", "Ziet de menukaart voor werkgevers. Ziet geen klanten.", frozenset({P.MENU_READ})),
    Role(
        "klant",
        "Klant",
        "Ziet het eigen plan, de eigen gegevens en de eigen stappen, en geeft akkoord.",
        frozenset({P.OWN_PLAN_READ, P.OWN_PLAN_AGREE, P.OWN_DOCUMENTS, P.OWN_RIGHTS, P.MENU_READ}),
    ),
    Role(
        "systeem",
        "Systeemaccount",
        "Een koppeling of nachtelijke taak van één cel; logt niet in op schermen.",
        frozenset(),
    ),
]
ROLES: dict[str, Role] = {role.key: role for role in _ALL}
