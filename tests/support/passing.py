"""Passing dossiers on in any order: offers, answers, the clock, moves and incomes, and nothing is lost or led twice."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from clients.actions.moving import move_house
from clients.models import Client, Handover, HandoverAdvice
from tests.factories.world import World
from tests.support.dossiers import MUNICIPAL, full, hand_over, offer_of
from tests.support.invariants import half_handovers, one_of_each, rows
from tests.support.kept import Kept
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Municipality
from werkplan.actions import handover
from werkplan.actions import handover_clock as clock
from werkplan.actions.income import change_income
from werkplan.actions.remap import decide_remap
from werkplan.models import Inzet, RemapLine
from werkplan.transition import preview_of

FAR, FAR_TOWN, SECOND = "FoodValley", "gemeente-ede", "gemeente-smallingerland"
TOWNS = ("Leeuwarden", "Smallingerland", "Ede", "Wageningen")
CODES = ("WW", "BIJSTAND", "NUGGER", "WIA", "WERK")
DAY = datetime.timedelta(days=1)
PARTS = ("client__dossier", "client__municipality", "to_participation__partner")
PICK = st.integers(0, 11)
WHO = st.integers(0, 9)


class Cast:
    """Partners of two regions, three people with everything in their dossier; made once, outside the examples."""

    def __init__(self):
        from services.load import load_catalogue

        self.world = world = World()
        load_catalogue()
        cells = [("uwv", None), (MUNICIPAL, None), (SECOND, None), (FAR_TOWN, FAR), ("uwv", FAR)]
        self.coaches = [world.coach(slug, region=region, name=f"Coach {slug} {n}")
                        for slug, region in cells for n in range(2)]  # fmt: skip
        self.leaders = [world.team_leader(slug, region=region, name=f"Leider {slug}") for slug, region in cells]
        self.cells = [actor.cell for actor in self.leaders]
        local = Municipality.objects.filter(name="Leeuwarden").values_list("code", flat=True)
        offers = [offer_of(world, "gepubliceerd", reach=list(local)), offer_of(world, "gepubliceerd", region=FAR)]
        lead = self.coaches[0]
        wholes = [full(world, lead, 80 + n, offer=offers[0]) for n in range(3)]
        hand_over(world, wholes[2])
        self.coaches.append(wholes[2].receiver)
        self.people = [whole.client.pk for whole in wholes]


class Passing(RuleBasedStateMachine):
    """One example: a savepoint, some dozens of deeds, and back. After each, everything that must hold is asked."""

    cast: Cast
    done = refused = 0
    seen: dict[str, int] = {}

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def client(self, n):
        """One of the people."""
        rows = Client.objects.select_related("dossier", "region", "municipality__region")
        return rows.get(pk=self.cast.people[n % len(self.cast.people)])

    def lead(self, client):
        """Who leads now, as an actor."""
        row = Involvement.objects.select_related("user").get(dossier=client.pk, relation="lead", valid_until=None)
        return of_user(row.user)

    def somebody(self, who, client):
        """The lead mostly; else any coach."""
        return self.lead(client) if who else of_user(self.cast.coaches[who].user)

    def handover(self, k):
        """One that waits, or any."""
        found = list(Handover.objects.open().order_by("pk")) or list(Handover.objects.order_by("pk"))
        rows = Handover.objects.select_related(*PARTS)
        return rows.get(pk=found[k % len(found)].pk) if found else None

    def act(self, name, deed, *clients, handed=True):
        """Do it. `handed`: it may end no help and no agreement either, as another income or a decision may."""
        kept = [Kept(client.pk, handed=handed) for client in clients]
        try:
            with transaction.atomic():
                deed()
                rows("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SELECT 1")
            done = True
        except (Refused, PermissionDenied):
            done = False
        kind = type(self)
        kind.done, kind.refused = kind.done + done, kind.refused + (not done)
        kind.seen[name] = kind.seen.get(name, 0) + done
        found = [line for one in kept for line in one.lost()]
        found += [*one_of_each(), *half_handovers(), *regions_apart()]
        assert not found, (name, found)

    @rule(n=PICK, who=WHO, to=st.integers(0, 9))
    def offer(self, n, who, to):
        """Mostly to whom it belongs."""
        from clients.facts import responsible_for
        from clients.receiver import receiver_of

        client = self.client(n)
        right = receiver_of(client, responsible_for(client)).cell
        cell, by = right if right and to > 2 else self.cast.cells[to % 5], self.somebody(who, client)
        self.act("offer", lambda: handover.offer(client=client, to=cell, reason="Inkomen.", by=by), client)

    @rule(k=PICK, who=WHO, coach=PICK)
    def assign(self, k, who, coach):
        if row := self.handover(k):
            self.give(row, who, coach)

    def give(self, row, who, coach):
        """To one of the receiving cell by its leader mostly; else to anybody by any leader."""
        own = [actor for actor in self.cast.coaches if actor.cell.pk == row.to_participation_id]
        pool = own if own and who else self.cast.coaches
        leaders = [one for one in self.cast.leaders if one.cell.pk == row.to_participation_id] if who else []
        by = of_user((leaders or self.cast.leaders)[0].user)
        user = pool[coach % len(pool)].user
        self.act("assign", lambda: handover.assign(handover=row, coach=user, by=by), row.client)

    @rule(k=PICK, who=WHO, deed=st.sampled_from(["accept", "accept", "refuse", "withdraw"]))
    def decide(self, k, who, deed):
        if row := self.handover(k):
            if who > 3 and row.state == "aangeboden" and not row.assigned_to_id:
                self.give(row, who, k)
                row = self.handover(k)
            taker = of_user(row.assigned_to) if row.assigned_to and who else of_user(self.cast.coaches[1].user)
            by = self.somebody(who, row.client) if deed == "withdraw" else taker
            deeds = {
                "accept": lambda: handover.accept(handover=row, by=by),
                "refuse": lambda: handover.refuse(handover=row, reason="Vol.", code="geen_ruimte", by=by),
                "withdraw": lambda: handover.withdraw(handover=row, by=by),
            }
            self.act(deed, deeds[deed], row.client)

    @rule(k=PICK, late=st.integers(0, 3))
    def night(self, k, late):
        """A night some days later: offers become late, or expire."""
        row = self.handover(k)
        on = (row.expires_on if row and late == 3 else row.due_on if row else timezone.localdate()) + DAY
        people = [self.client(n) for n in range(3)]
        self.act("escalate", lambda: clock.escalate_handovers(on=on, by=None), *people)
        if late == 3:
            self.act("expire", lambda: clock.expire_handovers(on=on, by=None), *people)

    @rule(k=PICK)
    def forgotten(self, k):
        """An offer of long ago that no night has closed yet: nobody can accept it."""
        row = self.handover(k)
        if row and row.state == "aangeboden":
            Handover.objects.filter(pk=row.pk).update(due_on="2026-01-05", expires_on="2026-01-12")

    @rule(k=PICK, who=WHO, to=PICK)
    def advise(self, k, who, to):
        """A coordinator proposed another receiver; the lead follows, or somebody tries."""
        row = self.handover(k)
        if row is None or row.state != "aangeboden":
            return
        by, cell = self.somebody(who, row.client), self.cast.cells[to % 5]
        HandoverAdvice.objects.create(
            handover=row, client=row.client, kind="andere", to_participation=cell, reason="Zo.", by=by.user
        )
        self.act("follow", lambda: handover.follow_advice(handover=row, by=by), row.client)

    @rule(n=PICK, who=WHO, town=st.sampled_from(TOWNS))
    def move(self, n, who, town):
        client = self.client(n)
        by, place = self.somebody(who, client), self.cast.world.municipality(town)
        facts = {"version": client.version, "municipality": place, "values": {"place": town}}
        self.act("move", lambda: move_house(client=client, by=by, **facts), client)

    @rule(n=PICK, who=WHO, code=st.sampled_from(CODES), on=st.integers(-20, 40))
    def income(self, n, who, code, on):
        client = self.client(n)
        by, day = self.somebody(who, client), timezone.localdate() + on * DAY

        def change():
            digest = preview_of(client=client, code=code, on=day, by=by).digest
            change_income(client=client, code=code, on=day, source="klant", digest=digest, by=by)

        self.act("income", change, client, handed=False)

    @rule(n=PICK, k=PICK, who=WHO, choice=st.sampled_from(["over", "blijft", "stopt"]))
    def remap(self, n, k, who, choice):
        client = self.client(n)
        lines = list(RemapLine.objects.filter(plan__client=client.pk).order_by("choice", "pk"))
        if lines:
            uses = Inzet.objects.select_related("plan__client__municipality", "step", "offer", "instrument")
            inzet, by = uses.get(pk=lines[0].inzet_id), self.somebody(who, client)
            facts = {"inzet": inzet, "choice": choice, "reason": "Klaar.", "by": by}
            self.act("remap", lambda: decide_remap(**facts), client, handed=False)

    @rule(n=PICK, town=st.sampled_from(TOWNS), choice=st.sampled_from(["over", "blijft", "stopt"]))
    def whole_way(self, n, town, choice):
        """Somebody moves house, who helps there takes over and decides about the help: rare if left to chance."""
        self.move(n=n, who=5, town=town)
        self.offer(n=n, who=5, to=5)
        if row := Handover.objects.open().filter(client=self.client(n)).first():
            row = Handover.objects.select_related(*PARTS).get(pk=row.pk)
            self.give(row, 5, n)
            row = Handover.objects.select_related(*PARTS).get(pk=row.pk)
            if row.assigned_to:
                taker = of_user(row.assigned_to)
                self.act("accept", lambda: handover.accept(handover=row, by=taker), row.client)
        self.remap(n=n, k=n, who=5, choice=choice)


def regions_apart():
    """Dossier, person and plan belong to one region, once somebody leads there who took it over."""
    apart = rows(
        """SELECT d.id FROM access_dossier d JOIN clients_client c ON c.dossier_id = d.id
           JOIN access_involvement i ON i.dossier_id = d.id AND i.relation = 'lead' AND i.valid_until IS NULL
           JOIN regions_participation p ON p.id = i.participation_id
           LEFT JOIN werkplan_werkplan w ON w.client_id = d.id
           WHERE d.region_id <> p.region_id OR c.region_id <> p.region_id OR w.region_id <> p.region_id"""
    )
    yield from (f"dossier {pk} belongs to another region than who leads it" for (pk,) in apart)
