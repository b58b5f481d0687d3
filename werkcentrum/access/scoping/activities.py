"""The processing activities (AVG 30): purpose, legal ground, whose data, receivers and retention; imports nothing.

Every model with a personal field names its activity in `PART_OF` of its floor's file; the register of processing is
made from these and from the classes of the fields, so nothing is typed twice.
"""

from dataclasses import dataclass

PARTNERS = "De partner die de regie voert en wie bij naam betrokken is"


@dataclass(frozen=True)
class Activity:
    """One processing activity. `retention` is a key of the retention table; `verified` whether a lawyer checked it."""

    key: str
    name: str
    purpose: str
    plain: str
    grounds: tuple[str, ...]
    subjects: str
    receivers: tuple[str, ...]
    retention: str
    verified: bool = False


_ALL = (
    Activity(
        "dossier",
        "Dossier en intake",
        "Iemand één keer inschrijven, de intake één keer afnemen en bepalen welke partner kan helpen.",
        "Om u te leren kennen en te weten wie u kan helpen.",
        ("AVG 6.1.e", "Wet SUWI 10 en 30a", "Participatiewet 7", "UAVG 30.1.b voor beperkingen om te werken"),
        "Klanten van het Werkcentrum",
        (PARTNERS,),
        "dossier",
    ),
    Activity(
        "bsn",
        "Burgerservicenummer",
        "Zeker weten over wie een dossier gaat, zodat niemand twee keer wordt ingeschreven.",
        "Om zeker te weten dat het dossier van u is.",
        ("UAVG 46", "Wabb 10", "Wet SUWI 62"),
        "Klanten van het Werkcentrum",
        ("UWV en gemeenten, op een klik die wordt vastgelegd",),
        "dossier",
    ),
    Activity(
        "income",
        "Inkomenssituatie",
        "Bepalen welke partner verantwoordelijk is, nu en na een wijziging van inkomen.",
        "Om te bepalen welke organisatie u helpt.",
        ("AVG 6.1.e", "Wet SUWI 30a", "Participatiewet 7"),
        "Klanten van het Werkcentrum",
        (PARTNERS,),
        "dossier",
    ),
    Activity(
        "plan",
        "Werkplan en tijdlijn",
        "Doelen, stappen, afspraken en inzet bijhouden, ook als de partner wisselt.",
        "Om met u afspraken te maken en die bij te houden.",
        ("AVG 6.1.e", "Participatiewet 7, 10 en 44a", "Wet SUWI 30a", "Werkloosheidswet 26"),
        "Klanten van het Werkcentrum",
        (PARTNERS, "De klant zelf"),
        "dossier",
    ),
    Activity(
        "contact",
        "Afspraken, gesprekken en contact",
        "Afspreken wie wanneer met wie praat, onthouden wat is besproken, en opnieuw contact zoeken met wie niet kwam.",
        "Om met u af te spreken en te onthouden wat wij bespraken.",
        ("AVG 6.1.e", "Participatiewet 7, 18 en 44a", "Wet SUWI 30a"),
        "Klanten van het Werkcentrum",
        (PARTNERS, "De klant zelf, behalve werkaantekeningen"),
        "dossier",
    ),
    Activity(
        "handover",
        "Overdracht tussen partners",
        "Een dossier aanbieden aan de partner die het overneemt.",
        "Om uw dossier over te dragen aan wie u verder helpt.",
        ("AVG 6.1.e", "Wet SUWI 62", "Participatiewet 64"),
        "Klanten van het Werkcentrum",
        ("De partner aan wie het dossier wordt aangeboden: kaartje en titels van stappen",),
        "dossier",
    ),
    Activity(
        "consent",
        "Toestemming om te delen",
        "Vastleggen waarvoor iemand toestemming gaf, aan wie, tot wanneer, en of zij die introk.",
        "Om te weten met wie wij uw gegevens mogen delen, en te stoppen als u nee zegt.",
        ("AVG 6.1.a en 7",),
        "Klanten van het Werkcentrum",
        (PARTNERS, "De klant zelf"),
        "dossier",
    ),
    Activity(
        "documents",
        "Documenten in het dossier",
        "Stukken bewaren die bij de intake of het plan horen, zoals een cv of diploma; nooit een kopie van een "
        "identiteitsbewijs en nooit medische stukken.",
        "Om papieren te bewaren die bij uw plan horen.",
        ("AVG 6.1.e", "Participatiewet 7 en 17", "Wet SUWI 30a"),
        "Klanten van het Werkcentrum",
        (PARTNERS, "De klant zelf"),
        "dossier",
    ),
    Activity(
        "rights",
        "Verzoeken over de eigen gegevens",
        "Verzoeken om inzage, verbetering, beperking, bezwaar en wissen op tijd beantwoorden, met wat er betwist is.",
        "Om uw vragen over uw gegevens te beantwoorden.",
        ("AVG 12 en 15 tot en met 21",),
        "Klanten van het Werkcentrum",
        ("De privacy officer van de regio", PARTNERS, "De klant zelf"),
        "dossier",
    ),
    Activity(
        "desk",
        "Bezoek aan de balie",
        "Bezoekers helpen zonder dossier, en iemand terugbellen die daarom vraagt.",
        "Om u terug te bellen als u dat vraagt.",
        ("AVG 6.1.e", "Wet SUWI 10"),
        "Bezoekers van een balie",
        ("De balie waar het is vastgelegd",),
        "light_contact",
    ),
    Activity(
        "access",
        "Wie een dossier opent",
        "Vastleggen wie bij een dossier betrokken is, in welke relatie, op welke grond en tot wanneer.",
        "Om te zorgen dat alleen wie u helpt uw gegevens ziet.",
        ("AVG 5.1.f, 25 en 32",),
        "Klanten van het Werkcentrum en medewerkers van de partners",
        ("De privacy officer en de teamleider van de partner",),
        "dossier",
    ),
    Activity(
        "erasing",
        "Wissen na de bewaartermijn",
        "Op tijd wissen wat niet meer nodig is, met goedkeuring van een tweede persoon, en bewaren wat nog moet.",
        "Om uw gegevens op tijd te wissen.",
        ("AVG 5.1.e en 17", "Archiefwet"),
        "Klanten van het Werkcentrum, als nummer",
        ("De functioneel beheerder en de privacy officer",),
        "dossier",
    ),
    Activity(
        "shortages",
        "Hulp die er niet was",
        "Tellen hoeveel mensen iets nodig hadden dat de menukaart niet had, zodat partners het kunnen regelen.",
        "Om te tellen hoeveel mensen hulp zoeken die er niet is. Uw naam staat daar niet bij.",
        ("AVG 6.1.e en 89", "Wet SUWI 10"),
        "Klanten van het Werkcentrum, als telling per maand; na het kwartaal is niemand meer te herkennen",
        ("De regiocoördinator en de programmamanager, alleen als aantallen van tien of meer",),
        "shortage",
    ),
    Activity(
        "log",
        "Logboek",
        "Achteraf kunnen vaststellen wie wat deed en wie wie bekeek.",
        "Om u te kunnen laten zien wie naar uw gegevens keek.",
        ("AVG 5.2, 30 en 32", "BIO2 8.15"),
        "Klanten van het Werkcentrum en medewerkers van de partners",
        ("De privacy officer van de regio", "De klant zelf, zonder namen van medewerkers"),
        "log",
    ),
    Activity(
        "accounts",
        "Accounts en rollen",
        "Medewerkers, werkgevers en klanten veilig laten inloggen en vastleggen in welke rol iemand werkt.",
        "Om u veilig te laten inloggen.",
        ("AVG 6.1.e en 32",),
        "Medewerkers van de partners, werkgevers en klanten met een account",
        ("De functioneel beheerder, de teamleider en de privacy officer",),
        "account",
    ),
)
ACTIVITIES: dict[str, Activity] = {activity.key: activity for activity in _ALL}
