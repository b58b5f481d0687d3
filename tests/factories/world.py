"""The world of a test: regions and cells of 2026, users per role, dossiers with a lead."""

import datetime
from dataclasses import dataclass, field
from itertools import count

from django.test import Client as Browser
from django.utils import timezone

from clients.actions.number import put_number
from clients.models import Client, Consent, HandoverTerms, IncomePeriod
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.middleware import SESSION_KEY
from werkcentrum.access.models import Membership, Relation, User
from werkcentrum.regions.load import load_map
from werkcentrum.regions.models import Desk, Municipality, Participation, Region

NUMBERS = count(1)
PARTNER_OF_ROLE = {"coach": "uwv", "teamleider": "uwv"}


def test_bsn(number: int) -> str:
    """The `number`-th BSN of the test series 9999xxxxx that passes the elfproef."""
    found = 0
    for tail in range(100_000):
        digits = f"9999{tail:05d}"
        if (sum(int(d) * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))) % 11 == 0:
            found += 1
            if found == number:
                return digits
    raise ValueError(number)


test_bsn.__test__ = False


@dataclass
class World:
    """Makes users (`gids()`, `coach("gemeente-leeuwarden")`, …) and dossiers (`client_of(actor)`)."""

    region_name: str = "Friesland"
    users: dict = field(default_factory=dict)

    def __post_init__(self):
        if not Region.objects.exists():
            load_map()
        if not HandoverTerms.objects.exists():
            # A test that commits empties the tables afterwards, and with them what a migration put there.
            HandoverTerms.objects.create(valid_from="2015-01-01", answer_days=5, expire_days=10, source="test")

    def region(self, name=None):
        """A region by name."""
        return Region.objects.get(name=name or self.region_name)

    def cell(self, slug, region=None):
        """The cell of a partner (slug) in a region."""
        return Participation.objects.select_related("partner", "region").get(
            partner__slug=slug, region=self.region(region)
        )

    def municipality(self, name="Leeuwarden"):
        """A municipality by name."""
        return Municipality.objects.get(name=name)

    def desk(self, region=None):
        """The main desk of a region."""
        return Desk.objects.get(region=self.region(region), kind=Desk.Kind.MAIN)

    def user(self, role, partner=None, region=None, name=None, desk=None):
        """A user with one live membership; the same arguments give the same user."""
        region = region or self.region_name
        partner = partner or PARTNER_OF_ROLE.get(role) or f"werkcentrum-{self.region(region).slug}"
        key = (role, partner, region, name)
        if key not in self.users:
            user = User.objects.create_user(
                f"u{next(NUMBERS)}@test.example", name or f"{role} {partner}", "wachtwoord-voor-test"
            )
            desk = desk or (self.desk(region) if role == "gids" else None)
            access.grant_membership(
                user=user,
                participation=self.cell(partner, region),
                role=role,
                desk=desk,
                by=None,
                valid_from=timezone.localdate() - datetime.timedelta(days=30),
            )
            self.users[key] = user
        return self.users[key]

    def actor(self, role, partner=None, region=None, name=None):
        """A fresh actor for such a user (permissions are asked anew)."""
        return of_user(self.user(role, partner, region, name))

    def gids(self, **kwargs):
        """A gids at the main desk."""
        return self.actor("gids", **kwargs)

    def coach(self, partner="uwv", **kwargs):
        """A coach of a partner."""
        return self.actor("coach", partner, **kwargs)

    def team_leader(self, partner="uwv", **kwargs):
        """A team leader of a partner."""
        return self.actor("teamleider", partner, **kwargs)

    def browser(self, actor):
        """A logged-in test client that works under the actor's membership."""
        browser = Browser()
        browser.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = browser.session
        session[SESSION_KEY] = actor.membership.pk
        session.save()
        return browser

    def client_of(
        self, actor, *, bsn=None, situation="WW", since="2026-01-01", until=None, municipality="Leeuwarden", **fields
    ):
        """A dossier led by `actor`, with one leading income situation (None: without)."""
        place = self.municipality(municipality)
        values = {
            "call_name": "Fatima",
            "first_names": "Fatima",
            "prefix": "el",
            "surname": "Amrani",
            "birth_on": datetime.date(1995, 3, 14),
            "postcode": "8911AA",
            "house_number": 12,
            "place": place.name,
            "phone": "000-0000000",
        } | fields
        dossier = access.open_dossier(region=place.region, user=actor.user, participation=actor.cell, by=actor)
        client = Client.objects.create(dossier=dossier, region=place.region, municipality=place, **values)
        if bsn:
            put_number(client=client, number=bsn, by=actor)
        if situation:
            IncomePeriod.objects.create(
                client=client,
                code=situation,
                valid_from=datetime.date.fromisoformat(since),
                valid_until=until and datetime.date.fromisoformat(until),
                leading=True,
                obtained_on=timezone.localdate(),
                recorded_by=actor.user,
            )
        return client

    def consent(
        self, client, cell=None, *, groups=("G2", "G4", "G5", "G6", "G7", "G8"), days=200, region=None, **fields
    ):
        """A live consent of a person to a cell (the social partners of the region unless told)."""
        cell = cell or self.cell("sociale-partners", region)
        today = timezone.localdate()
        values = {
            "purpose": Consent.Purpose.SUPPORT,
            "groups": [str(group) for group in groups],
            "valid_from": today - datetime.timedelta(days=30),
            "valid_until": today + datetime.timedelta(days=days),
            "way": Consent.Way.SPOKEN,
            "recorded_by": client.dossier.involvements.get(relation="lead").user,
        }
        return Consent.objects.create(client=client, receiver=cell, **(values | fields))

    def involve(self, actor, client, relation=Relation.TEAM, **kwargs):
        """Relate an actor to a dossier; support without a task of law rests on a consent."""
        until = kwargs.get("until")
        if relation == Relation.SUPPORT and access.ground_of(actor.cell) == "consent" and not kwargs.get("ground"):
            days = (until - timezone.now()).days + 1 if until else 200
            self.consent(client, actor.cell, days=days)
        return access.involve(
            dossier=client.dossier, user=actor.user, participation=actor.cell, relation=relation, by=actor, **kwargs
        )

    def memberships(self, user):
        """All memberships of a user."""
        return Membership.objects.filter(user=user)
