"""Two people on their way: one waits longer than agreed for an answer, one moves to another region with her plan."""

from django.utils import timezone

from clients.actions.moving import move_house
from clients.models import Client
from clients.next_receiver import next_receiver
from werkcentrum.regions.models import Municipality
from werkplan.actions import handover, handover_clock
from werkplan.demo.cast import Person, actor
from werkplan.demo.clock import days_ago
from werkplan.demo.deeds import agreed, arrives, assigned, drafted, moved, offered

WIM = Person(
    "999953011", "Wim", "Postma", 49, ("Leeuwarden", "8924AA", 9, "Droomsingel"), "Mijn uitkering is net begonnen.",
    "Conciërge", gender="M", did="Schoonmaker",
)  # fmt: skip
NADIA = Person(
    "999953023", "Nadia", "Bos", 33, ("Smallingerland", "9203AB", 31, "Sprookjesweg"), "Ik ga verhuizen. En mijn plan?",
    "Verkoper", did="Kassamedewerker", speaks=("ara", "B1"),
)  # fmt: skip


def _wim(person):
    client = arrives(person, days=13, income="BIJSTAND", since=14)
    with days_ago(12):
        offered(client, by="Gerda", to="leeuwarden", reason="Intake gedaan. Klaar om samen een plan te maken.")
    # Twelve days hold at least six working days, and fewer than the ten after which it expires.
    handover_clock.escalate_handovers(on=timezone.localdate(), by=None)


def _nadia(person):
    client = arrives(person, days=60, income="BIJSTAND", since=200, to="smallingerland", coach="Sietske")
    with days_ago(50):
        todo = [
            ("Nederlands oefenen", "klant", 120, "Gesprek op niveau B1", "TAAL"),
            ("Cv bijwerken", "klant", 60, "Cv staat klaar", ""),
        ]
        plan = drafted(client, by="Sietske", goal="Ik wil in een winkel werken.", kind="betaald_werk", todo=todo)
        agreed(plan, by="Sietske", duty="pwet_werk")
        moved(plan, "Nederlands oefenen", "inzet.request", "inzet.grant", "inzet.start", by="Sietske")
    with days_ago(3):
        sietske, ede = actor("Sietske"), Municipality.objects.get(name="Ede")
        client.refresh_from_db()
        home = {"postcode": "6711AB", "house_number": 2, "street": "Bedenkstraat", "place": "Ede"}
        move_house(client=client, version=client.version, municipality=ede, values=home, by=sietske)
        client = Client.objects.select_related("municipality", "dossier", "region").get(pk=client.pk)
        to = next_receiver(client, sietske.cell).receiver.cell
        offer = handover.offer(client=client, to=to, reason="De klant is verhuisd naar Ede.", by=sietske)
    with days_ago(2):
        assigned(offer, to="ede", coach="Karel")


STORIES = ((WIM, _wim), (NADIA, _nadia))
