"""Today at the desk of Werkcentrum Friesland: who came by, and who is to be called back."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from clients.actions.visits import record_light_contact, record_visit
from clients.models import LightContact, Visit
from werkcentrum.regions.models import Municipality
from werkplan.demo.cast import actor
from werkplan.demo.clock import days_ago

# Reason, channel, minutes, municipality, outcome.
VISITS = (
    ("werk", "balie", 10, "Leeuwarden", "beantwoord"),
    ("inkomen", "balie", 15, "Leeuwarden", "verwezen"),
    ("werk", "telefoon", 5, "Heerenveen", "beantwoord"),
    ("taal", "balie", 10, "Leeuwarden", "verwezen"),
    ("leren", "balie", 20, "Tytsjerksteradiel", "beantwoord"),
    ("schulden", "balie", 15, "Leeuwarden", "verwezen"),
    ("werk", "balie", 5, "Waadhoeke", "beantwoord"),
    ("werkgever", "telefoon", 10, "Smallingerland", "verwezen"),
    ("ontslag", "balie", 20, "Leeuwarden", "beantwoord"),
    ("werk", "chat", 5, "Leeuwarden", "beantwoord"),
    ("inkomen", "telefoon", 10, "Harlingen", "beantwoord"),
    ("leren", "balie", 15, "Leeuwarden", "verwezen"),
    ("werk", "balie", 5, "Leeuwarden", "beantwoord"),
    ("anders", "balie", 5, "Leeuwarden", "beantwoord"),
    ("taal", "mail", 5, "Dantumadiel", "verwezen"),
)
# Name, phone, question, reason, days until the call.
CALLS = (
    ("Wim", "06-00000001", "Wil weten of hij met WW een cursus mag doen.", "leren", -1),
    ("Samira", "06-00000002", "Zoekt een leerbaan in de bouw.", "werk", 0),
    ("Jitske", "06-00000003", "Contract stopt in januari. Wat kan zij nu al doen?", "ontslag", 0),
    ("Pawel", "06-00000004", "Wil Nederlands leren in de avond.", "taal", 2),
)


def load_day():
    """Visits of today when there are none yet, and call-backs when none is open; spread over the hours behind us."""
    gids = actor("Gerda")
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    today = Visit.objects.filter(desk=gids.membership.desk_id, at__gte=midnight)
    hours = min((timezone.now() - midnight) / timedelta(days=1), 0.3)
    if not today.exists():
        for place, visit in enumerate(VISITS, start=1):
            with days_ago(hours * place / (len(VISITS) + 1)):
                _visit(gids, *visit)
    if not LightContact.objects.filter(desk=gids.membership.desk_id, done_at=None).exists():
        for call in CALLS:
            with days_ago(hours / 2):
                _call(gids, *call)


def _visit(gids, reason, channel, minutes, place, outcome):
    municipality = Municipality.objects.get(name=place)
    record_visit(by=gids, reason=reason, channel=channel, minutes=minutes, municipality=municipality, outcome=outcome)


def _call(gids, name, phone, question, reason, days):
    when = timezone.localdate() + timedelta(days=days)
    record_light_contact(by=gids, call_name=name, phone=phone, question=question, call_back_on=when, reason=reason)
