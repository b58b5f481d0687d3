"""Queries per page: the same for few rows as for many, never more than the budget; and who is shown is logged (B33).

Red without its guard: `test_the_count_sees_one_query_more_per_row` adds one query per row of the caseload.
"""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clients.caseload import caseload_of
from clients.models import Client, Entry, Handover, Intake, LightContact, Visit
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, offer_of, rich
from tests.support.results import result
from tests.support.sweep import relate, routes
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.review.actions import open_review
from werkcentrum.access.review.incidents import add_incident
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.models import Reading
from werkplan.models import Agreement, Goal, Step, Werkplan

pytestmark = pytest.mark.django_db
FEW, MANY = 25, 250
TODAY = timezone.localdate()
# Savepoints and the session's own row are not counted; user, membership, permissions and the log of the reading are.
BUDGET = {
    "werkplan:plan": 13, "clients:list": 10, "services:menu": 9, "werkplan:today": 30, "clients:desk": 30,
    "werkplan:inbox": 30,
    "services:manage": 30, "access:log": 30, "staff:people": 30, "werkplan:timeline": 30, "clients:watchers": 30,
    "werkplan:documents": 30, "clients:person": 30, "werkplan:step_add": 30, "access:review": 30,
    "access:review_task": 30, "access:incidents": 30, "access:notices": 30, "werkplan:glass": 30,
}  # fmt: skip
WHO = {
    "werkplan:inbox": "leader",
    "clients:desk": "gids",
    "services:manage": "coordinator",
    "access:log": "officer",
    "staff:people": "officer",
    "access:review": "reviewer",
    "access:review_task": "officer",
    "access:incidents": "officer",
    "access:notices": "reviewer",
    "werkplan:glass": "breaker",
}


class Crowd:
    """Rows of every kind that a list can show; `grow(n)` brings each to n."""

    def __init__(self):
        self.made = rich()
        world = self.made.world
        self.main, self.lead = self.made.main, self.made.main.lead
        self.actors = {
            "lead": self.lead, "leader": world.team_leader(MUNICIPAL), "gids": world.gids(name="Gerda"),
            "coordinator": world.actor("regiocoordinator"), "officer": world.actor("privacyofficer"),
            "reviewer": world.team_leader(), "breaker": of_user(self.made.stranger),
        }  # fmt: skip
        for role in ROLES:
            self.actors.setdefault(role, world.actor(role, name=f"Counted {role}"))
        relate(self.actors["klant"], "self", self.main)
        self.doors = {name: Door(actor.user, actor.membership) for name, actor in self.actors.items()}
        self.size = 1

    def grow(self, number):
        """Bring every list to `number` rows."""
        for n in range(self.size, number):
            self._person(n)
        more = number - self.size
        plan, by = self.main.plan, self.lead.user
        goal = Goal.objects.create(plan=plan, text=f"Doel {number}", position=number)
        Step.objects.bulk_create(
            Step(plan=plan, goal=goal, title=f"Stap {n}", position=n, due_on=TODAY) for n in range(more)
        )
        Agreement.objects.bulk_create(
            Agreement(plan=plan, kind="vrijwillig", text=f"Afspraak {n}", valid_from=TODAY) for n in range(more)
        )
        Entry.objects.bulk_create(
            Entry(
                client=self.main.client,
                event_id=self.main.entry.event_id,
                kind="note",
                voice="staff",
                text=f"Regel {n}",
                actor=by,
            )
            for n in range(more)
        )
        for n in range(more):
            offer_of(self.made.world, ("gepubliceerd", "voorgesteld")[n % 2], title=f"Aanbod {number} {n}")
        self._contacts(more)
        self._readings(more)
        self._checks(number, more)
        self.size = number

    def _person(self, n):
        region, place = self.main.client.region, self.main.client.municipality
        dossier = Dossier.objects.create(region=region)
        Involvement.objects.create(
            dossier=dossier, user=self.lead.user, participation=self.lead.cell, relation="lead", ground="uwv",
            valid_from=timezone.now(), created_by=self.lead.user, next_on=TODAY + datetime.timedelta(days=n % 9),
        )  # fmt: skip
        Involvement.objects.create(
            dossier=dossier, user=self.actors["gids"].user, participation=self.actors["gids"].cell, relation="team",
            ground="desk", valid_from=timezone.now(), created_by=self.lead.user,
        )  # fmt: skip
        client = Client.objects.create(
            dossier=dossier, region=region, municipality=place, surname=f"Rij{n}", birth_on=datetime.date(1980, 1, 1)
        )
        Intake.objects.create(
            client=client, started_by=self.actors["gids"].user, desk=self.actors["gids"].membership.desk
        )
        cell = self.made.world.cell(MUNICIPAL)
        Werkplan.objects.create(
            client=client, region=region, lead=self.lead.cell, offered_to=cell,
            state="overdracht_aangeboden", state_before_offer="concept",
        )  # fmt: skip
        Handover.objects.create(
            client=client, from_participation=self.lead.cell, to_participation=cell, offered_by=self.lead.user,
            due_on=TODAY, expires_on=TODAY, reason="Inkomen.",
        )  # fmt: skip

    def _contacts(self, more):
        gids = self.actors["gids"]
        for n in range(more):
            visit = Visit.objects.create(
                region=gids.region, desk=gids.membership.desk, reason="werk", recorded_by=gids.user
            )
            LightContact.objects.create(
                visit=visit, desk=gids.membership.desk, call_name=f"Sam{n}", phone="0", question="?",
                call_back_on=TODAY,
                recorded_by=gids.user,
            )  # fmt: skip

    def _readings(self, more):
        rows = (
            Reading(
                actor=self.lead.user, participation=self.lead.cell, dossier=self.main.client.dossier, part="plan",
                purpose="taak", trace=self.main.client.public_id,
            )
            for _ in range(more)
        )  # fmt: skip
        Reading.objects.bulk_create(rows)

    def _checks(self, number, more):
        """Checks, incidents, messages, and readings of who took emergency access."""
        reviewer, by = self.actors["reviewer"], self.actors["officer"]
        for n in range(more):
            open_review(
                kind="pattern", key=f"{number}:{n}", subject=self.lead.user, subject_cell=self.lead.cell,
                region=reviewer.region, cell=reviewer.cell, dossier=self.main.client.dossier, by=by,
            )  # fmt: skip
            add_incident(what=f"Voorval {n}", by=by)
        glass = {"actor": self.made.stranger, "dossier": self.main.client.dossier, "part": "glass"}
        Reading.objects.bulk_create(
            Reading(purpose="noodtoegang", trace=self.main.client.public_id, **glass) for _ in range(more)
        )

    def everywhere(self):
        """(route, who) → its number of queries, of every page that anybody of ours is shown."""
        found = {}
        for route in routes():
            if route.foreign or "GET" not in route.tag.methods:
                continue
            path = route.address(self.main, self.made)
            for who, door in self.doors.items():
                answer = door.knock("GET", path)
                if answer.status == 200:
                    found[route.name, who] = counted_in(answer)
        return found

    def count(self, name):
        """The answer of a page and its number of queries."""
        args = [self.main.client.public_id] if name in OF_A_DOSSIER else []
        args = {"access:review_task": [self.made.review.public_id], "werkplan:glass": [self.made.glass.public_id]}.get(
            name, args
        )
        answer = self.doors[WHO.get(name, "lead")].knock("GET", reverse(name, args=args))
        assert answer.status == 200, f"{name}: {answer.status} {answer.error!r}"
        return answer, counted_in(answer)


def counted_in(answer):
    """The queries of an answer."""
    return len([sql for sql in answer.sql if "SAVEPOINT" not in sql.upper() and "access_session" not in sql])


OF_A_DOSSIER = {
    "werkplan:plan", "werkplan:timeline", "clients:watchers", "werkplan:documents", "clients:person",
    "werkplan:step_add",
}  # fmt: skip


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """Queries per page with few and with many rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        crowd = Crowd()
        found = {}
        for number in (FEW, MANY):
            crowd.grow(number)
            found[number] = {name: crowd.count(name)[1] for name in BUDGET}
            found["everywhere", number] = crowd.everywhere()
        yield crowd, found
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", BUDGET)
def test_queries_do_not_grow_with_rows(counted, name):
    _, found = counted
    few, many = found[FEW][name], found[MANY][name]
    assert few == many, f"{name}: {few} queries for {FEW} rows, {many} for {MANY}"
    assert many <= BUDGET[name]


MOST = 30
# Everything that is kept about one person, for herself: a query for each kind of row, however many rows there are.
EVERYTHING = dict.fromkeys(
    (f"clients:{whose}_{kind}" for whose in ("right", "request", "my") for kind in ("pdf", "json")), 70
)


def test_every_page_of_every_role_keeps_within_its_queries(counted):
    """Whoever looks: at most so many, and no more for ten times the rows."""
    _, found = counted
    few, many = found["everywhere", FEW], found["everywhere", MANY]
    grown = [f"{page}: {few[page]} → {many[page]}" for page in few if page in many and few[page] != many[page]]
    over = [f"{page}: {number}" for page, number in many.items() if number > EVERYTHING.get(page[0], MOST)]
    pages = {page: number for page, number in many.items() if page[0] not in EVERYTHING}
    result("B33", pages=len(many), most_queries=max(pages.values()), grown=len(grown), over=len(over))
    assert len(many) > 60 and not grown and not over, f"grown: {grown}; over {MOST}: {over}"


def test_every_person_on_a_page_has_a_line_in_the_log(counted):
    crowd, _ = counted
    for name in ("clients:list", "werkplan:today", "clients:desk", "werkplan:inbox"):
        last = Reading.objects.order_by("-pk").first().pk
        with transaction.atomic():
            door = crowd.doors[WHO.get(name, "lead")]
            text = door.knock("GET", reverse(name), keep=True).text
            logged = set(Reading.objects.filter(pk__gt=last, dossier__isnull=False).values_list("dossier", flat=True))
            transaction.set_rollback(True)
        ids = dict(Client.objects.values_list("pk", "public_id"))
        cards = {row.client_id: row.public_id for row in Handover.objects.all()}
        shown = {pk for pk, uid in ids.items() if str(uid) in text or (pk in cards and str(cards[pk]) in text)}
        assert shown <= logged, f"{name}: {len(shown - logged)} people shown without a line"
        assert logged <= shown, f"{name}: {len(logged - shown)} lines for people who were not shown"
        assert shown, f"{name} shows nobody: this test proves nothing"


def test_the_count_sees_one_query_more_per_row(counted, monkeypatch):
    crowd, _ = counted
    before = crowd.count("clients:list")[1]

    def careless(actor, filters):
        page = caseload_of(actor, filters)
        assert [Dossier.objects.unscoped("planted hole").get(pk=pk) for pk in page.ids]
        return page

    monkeypatch.setattr("clients.views.caseload.caseload_of", careless)
    assert crowd.count("clients:list")[1] > before + 5
