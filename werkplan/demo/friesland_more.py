"""More people in Friesland: at the desk, offered, with the social partners, in aftercare, closed, resting."""

from werkplan.actions import plan as plans
from werkplan.demo.cast import Person, actor
from werkplan.demo.clock import days_ago
from werkplan.demo.deeds import agreed, arrives, came_in, drafted, lives_on, moved, offered, told

LWD, UWV = "leeuwarden", "uwv"

ELINE = Person(
    "999950952", "Eline", "Hoekstra", 24, ("Leeuwarden", "8911EF", 15, "Denkbeeldsteeg"), "Ik ben mijn baan kwijt.",
    "Kapper", did="Kapper", learned=("Kapper", "4"),
)  # fmt: skip
PETRA = Person(
    "999951099", "Petra", "Wagenaar", 47, ("Leeuwarden", "8923AA", 33, "Verzinlaan"),
    "Mijn kinderen zijn groot, ik wil weer aan het werk.", "Onderwijsassistent", learned=("Havo", "3"),
)  # fmt: skip
BART = Person(
    "999951610", "Bart", "Hiemstra", 44, ("Leeuwarden", "8924AA", 9, "Modelweg"),
    "Mijn bedrijf krimpt. Ik wil op tijd iets anders.", "Werkvoorbereider", gender="M", did="Drukker",
    learned=("Grafische techniek", "4"), facts={"notice_period": {"number": 2, "unit": "month"}},
)  # fmt: skip
HASAN = Person(
    "999951701", "Hasan", "Yilmaz", 38, ("Leeuwarden", "8925AA", 71, "Testsingel"), "Ik wil in de techniek werken.",
    "Monteur", gender="M", did="Schoonmaker", speaks=("tur", "B1"),
)  # fmt: skip
LIEKE = Person(
    "999951750", "Lieke", "Terpstra", 31, ("Leeuwarden", "8926AA", 2, "Oefenhof"), "Ik zoek een nieuwe baan.",
    "Boekhouder", did="Administrateur", learned=("Bedrijfskunde", "5"),
)  # fmt: skip
OMAR = Person(
    "999951841", "Omar", "Idrissi", 49, ("Leeuwarden", "8927AA", 40, "Schijnstraat"), "Ik wil weer meedoen.",
    "Kok", prefix="el", gender="M", did="Kok", speaks=("ara", "A2"),
)  # fmt: skip


def _eline(person):
    with days_ago(1):
        client = came_in(person, by="Gerda", reason="ontslag")
        told(client, person, by="Gerda", only=("help_question", "contact_preference"))


def _petra(person):
    with days_ago(2):
        client = came_in(person, by="Gerda")
        lives_on(client, "NUG", by="Gerda", since=90)
        told(client, person, by="Gerda")
    with days_ago(1):
        offered(client, by="Gerda", to=LWD, reason="Petra heeft geen uitkering en wil graag hulp bij het zoeken.")


def _bart(person):
    client = arrives(person, days=45, income="MET_ONTSLAG_BEDREIGD", since=60, to="sociale partners", coach="Anne")
    with days_ago(35):
        todo = [
            ("Loopbaangesprek voeren", "klant", 45, "Gesprek gehad", "LOOPBAANADVIES_SP"),
            ("Cursus werkvoorbereiding kiezen", "klant", 70, "Cursus gekozen", ""),
        ]
        goal = "Ik wil binnen een jaar ander werk, zonder tussentijd."
        plan = drafted(client, by="Anne", goal=goal, kind="betaald_werk", todo=todo)
        agreed(plan, by="Anne", freely="Bart bespreekt het plan met zijn baas.", answer="digitaal")
        moved(plan, "Loopbaangesprek voeren", "step.start", by="Anne")


def _hasan(person):
    client = arrives(person, days=300, income="BIJSTAND", since=500, to=LWD, coach="Marijke")
    with days_ago(290):
        todo = [("Op proef bij een installatiebedrijf", "werkgever", 150, "Contract getekend", "PP_GEM")]
        plan = drafted(client, by="Marijke", goal="Ik wil monteur worden.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Marijke", duty="pwet_werk")
        moved(plan, todo[0][0], "inzet.request", "inzet.grant", "inzet.start", by="Marijke")
    with days_ago(60):
        moved(plan, todo[0][0], "inzet.finish", "step.finish", by="Marijke")
        plans.evaluate(plan=plan, by=actor("Marijke"))
        plans.aftercare(plan=plan, by=actor("Marijke"))


def _lieke(person):
    client = arrives(person, days=200, income="WW", since=230, to=UWV, coach="Pieter")
    with days_ago(190):
        todo = [("Solliciteren bij drie kantoren", "klant", 60, "Drie gesprekken gehad", "")]
        plan = drafted(client, by="Pieter", goal="Ik wil weer als boekhouder werken.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Pieter", duty="ww_zoeken", answer="digitaal")
    with days_ago(80):
        moved(plan, todo[0][0], "step.start", "step.finish", by="Pieter")
        plans.close(plan=plan, reason="werk", by=actor("Pieter"))


def _omar(person):
    client = arrives(person, days=160, income="BIJSTAND", since=900, to=LWD, coach="Marijke")
    with days_ago(150):
        todo = [("Meedoen in de keuken van het buurthuis", "klant", 120, "Tien keer geweest", "")]
        plan = drafted(client, by="Marijke", goal="Ik wil weer in een keuken werken.", kind="meedoen", todo=todo)
        agreed(plan, by="Marijke", duty="pwet_plan")
    with days_ago(20):
        plans.pause(plan=plan, reason="mantelzorg", by=actor("Marijke"))


STORIES = ((ELINE, _eline), (PETRA, _petra), (BART, _bart), (HASAN, _hasan), (LIEKE, _lieke), (OMAR, _omar))
