"""The accounts of the demonstration: fictitious people, one password, usable only under the demo setting."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

PASSWORD = "welkom-bij-werkcentrum"  # noqa: S105  SECURITY: demo accounts only; refused unless WERKCENTRUM_DEMO is on

WORKING_HERE = timedelta(days=400)  # the people of the demonstration have a past with them


@dataclass(frozen=True)
class DemoAccount:
    """One account: who, where (partner slug and region name), and as what."""

    name: str
    email: str
    role: str
    partner: str
    region: str
    desk: str = ""
    password: str = PASSWORD


def _account(name, role, partner, region, desk=""):
    return DemoAccount(name, f"{name.split()[0].lower()}@demo.werkcentrum.example", role, partner, region, desk)


LWD, FRL, FV = "gemeente-leeuwarden", "Friesland", "FoodValley"
ACCOUNTS = [
    _account("Gerda Visser", "gids", "werkcentrum-friesland", FRL, "Werkcentrum Friesland"),
    _account("Joost Dijkstra", "gids", "werkcentrum-friesland", FRL, "Werkcentrum Friesland"),
    _account("Tineke Bosma", "teamleider", "uwv", FRL),
    _account("Ulla Postma", "coach", "uwv", FRL),
    _account("Pieter Hoekstra", "coach", "uwv", FRL),
    _account("Rients Wiersma", "teamleider", LWD, FRL),
    _account("Marijke Jansma", "coach", LWD, FRL),
    _account("Sietske Kooistra", "coach", "gemeente-smallingerland", FRL),
    _account("Douwe Hofstra", "teamleider", "gemeente-smallingerland", FRL),
    _account("Anne Bakker", "coach", "sociale-partners", FRL),
    _account("Bea Mulder", "teamleider", "sociale-partners", FRL),
    _account("Wietse Algra", "werkgeversadviseur", "werkcentrum-friesland", FRL),
    _account("Corrie Zijlstra", "regiocoordinator", "werkcentrum-friesland", FRL),
    _account("Piet Meijer", "programmamanager", "werkcentrum-friesland", FRL),
    _account("Fenna Haan", "privacyofficer", "werkcentrum-friesland", FRL),
    _account("Bram Beheer", "beheerder", "werkcentrum-friesland", FRL),
    _account("Ewout Smid", "werkgever", "werkcentrum-friesland", FRL),
    _account("Sanne Vries", "klant", "werkcentrum-friesland", FRL),
    _account("Nora Ede", "gids", "werkcentrum-foodvalley", FV, "Werkcentrum FoodValley"),
    _account("Karel Vallei", "coach", "gemeente-ede", FV),
    _account("Hanna Vallei", "teamleider", "gemeente-ede", FV),
    _account("Lotte Vallei", "regiocoordinator", "werkcentrum-foodvalley", FV),
]


def may_log_in(user) -> bool:
    """Demo accounts open nothing outside a demonstration."""
    return not user.is_demo or settings.DEMO or settings.TESTING


def load_accounts(progress=None):
    """Make the demo accounts that are not there yet, each with its membership."""
    from werkcentrum.access.actions import grant_membership
    from werkcentrum.access.models import User
    from werkcentrum.regions.models import Desk, Participation

    since = timezone.localdate() - WORKING_HERE
    hashed = make_password(PASSWORD)  # once: the password is the same for all, and hashing it is slow on purpose
    for done, account in enumerate(ACCOUNTS, start=1):
        if not User.objects.filter(email=account.email).exists():
            cell = Participation.objects.get(partner__slug=account.partner, region__name=account.region)
            desk = Desk.objects.filter(name=account.desk, region=cell.region).first()
            user = User.objects.create(email=account.email, name=account.name, password=hashed, is_demo=True)
            held = {"participation": cell, "role": account.role, "desk": desk, "valid_from": since}
            grant_membership(user=user, by=None, **held)
        if progress:
            progress(done, len(ACCOUNTS))
