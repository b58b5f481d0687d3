"""People in Friesland with a plan: running, in concept, just handed over, waiting to be."""

from datetime import timedelta

from django.utils import timezone

from werkcentrum.access import actions as access
from werkcentrum.access.models import Relation
from werkplan.actions import handover
from werkplan.demo.cast import Person, actor
from werkplan.demo.clock import days_ago, month_end, month_start
from werkplan.demo.contact import did_not_come, meets, noted
from werkplan.demo.deeds import agreed, arrives, assigned, changes_to, drafted, moved, not_happy

LWD, UWV = "leeuwarden", "uwv"

SANNE = Person(
    "999950630", "Sanne", "Vries", 28, ("Leeuwarden", "8911AB", 7, "Verzonnenstraat"),
    "Ik wil weer werken, maar weet niet hoe met mijn kind.", "Administratief medewerker", did="Winkelmedewerker",
    learned=("Secretarieel medewerker", "4"),
    facts={"care_tasks": {"children": True, "youngest_age": 3, "single_parent": True, "childcare": "partly"}},
)  # fmt: skip
KEES = Person(
    "999950721", "Kees", "Berg", 54, ("Heerenveen", "8441AA", 21, "Bedachte Laan"), "Mijn WW stopt straks. Wat dan?",
    "Magazijnmedewerker", prefix="van den", gender="M", did="Productiemedewerker zuivel",
)  # fmt: skip
AISHA = Person(
    "999950770", "Aisha", "Haddad", 22, ("Leeuwarden", "8921CD", 3, "Fantasieplein"), "Ik zoek werk met mensen.",
    "Helpende zorg", did="Oproepkracht horeca", learned=("Mbo dienstverlening", "4"), speaks=("ara", "B1"),
)  # fmt: skip
TOMASZ = Person(
    "999950812", "Tomasz", "Nowak", 41, ("Smallingerland", "9203AA", 118, "Voorbeeldweg"),
    "Mijn WW is bijna op en ik volg nog een cursus.", "Magazijnmedewerker", gender="M", did="Inpakker",
    speaks=("pol", "A2"),
)  # fmt: skip
RIA = Person(
    "999950861", "Ria", "Jong", 58, ("Súdwest-Fryslân", "8601AA", 4, "Schetshof"),
    "Ik kan niet meer hele dagen. Wat kan nog wel?", "Receptionist", prefix="de", did="Verzorgende",
    learned=("Verzorgende", "4"),
)  # fmt: skip
YUSUF = Person(
    "999950903", "Yusuf", "Demir", 35, ("Leeuwarden", "8922AA", 60, "Proefkade"), "Ik wil chauffeur worden.",
    "Vrachtwagenchauffeur", gender="M", did="Magazijnmedewerker", speaks=("tur", "B1"),
)  # fmt: skip


def _sanne(person):
    client = arrives(person, days=150, income="BIJSTAND", since=320, to=LWD, coach="Marijke")
    with days_ago(140):
        todo = [
            ("Computercursus afmaken", "klant", 90, "Certificaat gehaald", "TAAL"),
            ("Opvang regelen voor drie dagen", "coach", 60, "Plek op de opvang", "KO_SMI"),
            ("Vakcursus administratie volgen", "klant", 190, "Certificaat gehaald", "SCHOLING_GEM"),
            ("Cv bijwerken", "klant", 145, "Cv staat klaar", ""),
        ]
        goal = "Ik wil drie dagen per week op een kantoor werken."
        plan = drafted(client, by="Marijke", goal=goal, kind="betaald_werk", todo=todo)
    with days_ago(133):
        duty = {"duty": "pwet_werk", "freely": "Elke twee weken bellen wij op dinsdag."}
        agreed(plan, by="Marijke", promise="De gemeente betaalt de opvang tijdens de cursus.", **duty)
        access.involve(
            dossier=client.dossier,
            user=actor("Sanne").user,
            participation=None,
            relation=Relation.SELF,
            by=actor("Marijke"),
        )
    with days_ago(120):
        moved(plan, "Computercursus afmaken", "inzet.request", "inzet.grant", "inzet.start", by="Marijke")
        moved(plan, "Opvang regelen voor drie dagen", "inzet.request", "inzet.grant", by="Marijke")
    with days_ago(40):
        moved(plan, "Computercursus afmaken", "inzet.finish", "step.finish", by="Marijke")
        moved(plan, "Vakcursus administratie volgen", "inzet.request", by="Marijke")
        moved(plan, "Cv bijwerken", "step.start", by="Marijke")
        noted(client, "Sanne oefende een gesprek. Zij wil eerst twee dagen.", by="Marijke", audience="klant")
        noted(client, "Bel de opvang nog eens over de woensdag.", by="Marijke", audience="eigen")
    meets(client, by="Marijke", workdays=1, hour=10, subject="De vakcursus")


def _kees(person):
    until = month_end(timezone.localdate(), 3)
    client = arrives(person, days=100, income="WW", since=260, until=until, to=UWV, coach="Ulla")
    with days_ago(92):
        todo = [
            ("Elke week twee keer solliciteren", "klant", 120, "Lijst in de map", ""),
            ("Training solliciteren volgen", "klant", 95, "Alle dagen geweest", "SOLL_TRAINING"),
            ("Heftruckbewijs halen", "klant", 150, "Certificaat gehaald", "SCHOLING_WW"),
        ]
        plan = drafted(
            client, by="Ulla", goal="Ik wil weer vast werk, het liefst overdag.", kind="betaald_werk", todo=todo
        )
    with days_ago(86):
        agreed(plan, by="Ulla", duty="ww_zoeken", freely="Kees komt op de banenmarkt.", answer="digitaal")
        moved(plan, "Training solliciteren volgen", "inzet.request", "inzet.grant", "inzet.start", by="Ulla")
        moved(plan, "Elke week twee keer solliciteren", "step.start", by="Ulla")
    with days_ago(12):
        moved(plan, "Training solliciteren volgen", "inzet.finish", "step.finish", by="Ulla")
    did_not_come(client, by="Ulla", days=4, subject="Hoe gaat het solliciteren?")
    with days_ago(2):
        not_happy(plan, "Heftruckbewijs halen", "Ik werk liever niet in de nacht.", by="Ulla")


def _aisha(person):
    until = month_end(timezone.localdate(), 5)
    client = arrives(person, days=16, income="WW", since=40, until=until, to=UWV, coach="Ulla")
    with days_ago(6):
        todo = [("Open dag van de zorgschool bezoeken", "klant", 14, "Geweest en besproken", "")]
        drafted(client, by="Ulla", goal="Ik wil leren voor een baan in de zorg.", kind="opleiding", todo=todo)
    meets(client, by="Ulla", workdays=1, hour=14, subject="Het plan afmaken")


def _tomasz(person):
    until = timezone.localdate() + timedelta(days=12)
    client = arrives(person, days=110, income="WW", since=400, until=until, to=UWV, coach="Pieter")
    with days_ago(100):
        todo = [
            ("Heftruckcursus afmaken", "klant", 140, "Certificaat gehaald", "SCHOLING_WW"),
            ("Nederlands oefenen bij het Taalhuis", "klant", 160, "Gesprek op niveau B1", "TAAL"),
        ]
        plan = drafted(client, by="Pieter", goal="Ik wil in een groot magazijn werken.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Pieter", duty="ww_zoeken")
        moved(plan, "Heftruckcursus afmaken", "inzet.request", "inzet.grant", "inzet.start", by="Pieter")
        moved(plan, "Nederlands oefenen bij het Taalhuis", "inzet.request", "inzet.grant", "inzet.start", by="Pieter")
    with days_ago(12):
        offer = changes_to(client, "BIJSTAND", on=until + timedelta(days=1), by="Pieter")
    with days_ago(9):
        assigned(offer, to="smallingerland", coach="Sietske")
    with days_ago(5):
        handover.accept(handover=offer, by=actor("Sietske"))


def _ria(person):
    client = arrives(person, days=130, income="WGA", since=700, to=UWV, coach="Pieter")
    with days_ago(120):
        todo = [
            ("Laten onderzoeken wat lukt", "aanbieder", 125, "Verslag besproken", "ARBEIDSDESK"),
            ("Twee bedrijven bezoeken", "coach", 150, "Bezocht en besproken", ""),
        ]
        goal = "Ik wil werk dat mijn lichaam aankan."
        plan = drafted(client, by="Pieter", goal=goal, kind="naar_vermogen", todo=todo)
        agreed(plan, by="Pieter", duty="wga_meewerken", promise="UWV betaalt een stoel op maat.")
        moved(plan, "Laten onderzoeken wat lukt", "inzet.request", "inzet.grant", "inzet.start", by="Pieter")


def _yusuf(person):
    today = timezone.localdate()
    client = arrives(person, days=95, income="WW", since=380, until=month_end(today, 0), to=UWV, coach="Ulla")
    with days_ago(85):
        todo = [
            ("Theorie voor het rijbewijs C", "klant", 100, "Examen gehaald", ""),
            ("Op proef meerijden bij een vervoerder", "werkgever", 130, "Gesprek over een contract", "PP_UWV_WW"),
            ("Geldzaken op orde brengen", "klant", 120, "Overzicht gemaakt", "SHV"),
        ]
        plan = drafted(client, by="Ulla", goal="Ik wil op de vrachtwagen.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Ulla", duty="ww_zoeken", promise="UWV betaalt de reiskosten naar de proefplaatsing.")
        moved(plan, "Op proef meerijden bij een vervoerder", "inzet.request", "inzet.grant", by="Ulla")
        moved(plan, "Theorie voor het rijbewijs C", "step.start", by="Ulla")
    with days_ago(2):
        changes_to(client, "BIJSTAND", on=month_start(today), by="Ulla")


STORIES = ((SANNE, _sanne), (KEES, _kees), (AISHA, _aisha), (TOMASZ, _tomasz), (RIA, _ria), (YUSUF, _yusuf))
