"""Two people in FoodValley, so that one sees that a region has its own people and its own menu."""

from werkplan.demo.cast import Person
from werkplan.demo.clock import days_ago
from werkplan.demo.deeds import agreed, arrives, drafted, moved

MEHMET = Person(
    "999951890", "Mehmet", "Kaya", 46, ("Ede", "6711AA", 12, "Bedenkstraat"), "Ik zoek werk dicht bij huis.",
    "Chauffeur", gender="M", did="Inpakker", speaks=("tur", "A2"),
)  # fmt: skip
INGRID = Person(
    "999951932", "Ingrid", "Dijk", 36, ("Ede", "6712AA", 5, "Ideeweg"), "Ik wil na mijn scheiding weer werken.",
    "Doktersassistent", prefix="van", did="Verkoper", learned=("Detailhandel", "4"),
)  # fmt: skip


def _mehmet(person):
    client = arrives(person, days=75, at="Nora", income="BIJSTAND", since=240, to="ede", coach="Karel")
    with days_ago(66):
        todo = [
            ("Nederlands oefenen", "klant", 120, "Gesprek op niveau B1", "TAAL"),
            ("Kennismaken bij een vervoerder", "coach", 80, "Gesprek gehad", ""),
        ]
        plan = drafted(client, by="Karel", goal="Ik wil een baan als chauffeur.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Karel", duty="pwet_werk")
        moved(plan, "Kennismaken bij een vervoerder", "step.start", by="Karel")


def _ingrid(person):
    arrives(person, days=8, at="Nora", income="BIJSTAND", since=30, to="ede", coach="Karel")


STORIES = ((MEHMET, _mehmet), (INGRID, _ingrid))
