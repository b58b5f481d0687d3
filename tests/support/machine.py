"""The whole domain as a machine: anybody tries any deed in any order, and what must hold, holds (B10)."""

import contextlib
import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from clients.actions import consents, income, intake
from clients.actions.registration import Papers, register
from clients.intake.fields import FIELDS
from clients.models import Client, Handover
from tests.factories.world import World, test_bsn
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, full, hand_over, offer_of
from tests.support.invariants import Watch, rows, steps_of
from tests.support.machine_access import DAY, PICK, SOMEBODY, AccessMoves
from werkcentrum.access.actions import end_involvement, ground_of, involve
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.permissions import FieldGroup
from werkcentrum.refusal import Refused
from werkplan.actions import client as own
from werkplan.actions import consent, goals, handover, inzet, steps
from werkplan.actions import plan as plans
from werkplan.actions.income import change_income
from werkplan.models import Goal, Inzet, Step, Werkplan
from werkplan.models.plan import CloseReason, PauseReason
from werkplan.policy import moves_from
from werkplan.transition import preview_of

PEOPLE = 4
BORN = datetime.date(1990, 3, 1)
CODES = ("WW", "BIJSTAND", "NUGGER", "WIA", "WERK", "ZW")
PLAN_MOVES = (
    "send_for_consent", "take_back", "establish", "run", "pause", "resume", "evaluate", "aftercare", "close", "reopen",
    "again",
)  # fmt: skip
ANSWERS = sorted(
    code for code, asked in FIELDS.items() if asked.kind == "answer" and asked.type in {"text", "longtext"}
)
WORDS = st.sampled_from(["Bel de school", "Maak een cv", "Ga kijken", "Leer Nederlands"])


def likely(move, who, row):
    """Mostly a move that the life-cycle allows from here, so that deep states are reached; sometimes any."""
    now = sorted(
        {found.name for found in moves_from(type(row), row.state)} & ({*PLAN_MOVES} | {*steps.TOLD, *inzet.TOLD})
    )
    return now[len(move) % len(now)] if now and who % 4 else move


class Cast:
    """Who takes part: made once, outside the examples."""

    def __init__(self):
        from services.load import load_catalogue

        self.world = world = World()
        load_catalogue()
        self.actors = [
            world.coach(name="Ulla"), world.coach(name="Uco"), world.coach(MUNICIPAL, name="Marijke"),
            world.coach(MUNICIPAL, name="Menno"), world.gids(name="Gerda"), world.gids(name="Guus"),
            world.team_leader(name="Tineke"), world.team_leader(MUNICIPAL, name="Tom"),
            world.coach("sociale-partners", name="Sanne"), world.actor("regiocoordinator"),
            world.actor("privacyofficer"), world.actor("beheerder"),
        ]  # fmt: skip
        self.offers = [offer_of(world, "gepubliceerd", places=2), offer_of(world, "gepubliceerd", places=None)]
        self.client_actors = [world.actor("klant", name=f"Klant {n}") for n in range(PEOPLE)]
        # Two are on their way already: one with a plan that runs, one whose plan waits for the next coach.
        running = full(world, self.actors[0], 60, offer=self.offers[0], birth_on=BORN)
        waiting = full(world, self.actors[1], 61, offer=self.offers[1], birth_on=BORN + DAY)
        waiting.client.income_periods.update(code="BIJSTAND")
        hand_over(world, waiting)
        self.people = {0: running.client.pk, 1: waiting.client.pk}
        self.actors.append(waiting.receiver)
        for n, whole in enumerate((running, waiting)):
            me = self.client_actors[n]
            involve(dossier=whole.client.dossier, user=me.user, participation=None, relation="self", by=me)


class Domain(AccessMoves, RuleBasedStateMachine):
    """One example: a savepoint, some dozens of deeds, and back."""

    cast: Cast
    done = refused = 0
    seen: dict[str, int] = {}
    wrong: list[str] = []

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.watch, self.people = Watch(), dict(self.cast.people)
        self.watch.begin()

    def teardown(self):
        found = self.watch.end()
        type(self).wrong += found
        assert not found, found
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # Who and what

    def actor(self, n, client=None):
        """Somebody: mostly the lead of the dossier, sometimes anybody at all."""
        if client is not None and n >= 6:
            row = Involvement.objects.live().filter(dossier=client.pk, relation="lead").select_related("user").first()
            if row:
                return of_user(row.user)
        return of_user(self.cast.actors[n % len(self.cast.actors)].user)

    def client(self, n):
        """A person who is registered, or None."""
        known = [self.people[key] for key in sorted(self.people)]
        return Client.objects.select_related("dossier", "region").get(pk=known[n % len(known)]) if known else None

    def plan(self, n):
        """The plan of somebody, or None."""
        client = self.client(n)
        plan = client and Werkplan.objects.filter(client=client).first()
        if plan:
            plan.client = client
        return plan

    def part(self, model, n, plan):
        """A row of a plan, or None."""
        found = list(model.objects.filter(plan=plan).select_related("plan__client").order_by("pk")) if plan else []
        return found[n % len(found)] if found else None

    def handover(self, n):
        """A handover, mostly one that waits."""
        found = list(Handover.objects.open().order_by("pk")) or list(Handover.objects.order_by("pk"))
        if not found:
            return None
        return Handover.objects.select_related("client__dossier", "to_participation__partner").get(
            pk=found[n % len(found)].pk
        )

    def act(self, deed, by, *, what="", writes=True, moved=None):
        """Do it; whether it was done. A refusal leaves nothing behind; steps are the same after what moves people."""
        name = deed.__qualname__.split(".<locals>")[0].split(".")[-1]
        what = f"{name} {what}".strip()
        before = steps_of(moved) if moved else None
        try:
            with transaction.atomic():
                result = deed()
            done = True
        except (Refused, PermissionDenied) as no:
            result, done = no, False
        found = self.watch.after(name, done and writes, by)
        if moved and steps_of(moved) != before:
            found.append(f"{name}: the steps of client {moved.pk} changed")
        kind = type(self)
        kind.done, kind.refused = kind.done + done, kind.refused + (not done)
        kind.seen[what] = kind.seen.get(what, 0) + done
        kind.wrong += found
        assert not found, found
        return result if done else None

    # The desk

    @rule(n=st.integers(0, PEOPLE - 1), who=SOMEBODY)
    def register(self, n, who):
        by = self.actor(who if who < 6 else 4)
        known = self.people.get(n)

        def registration():
            place = self.cast.world.municipality()
            person = Client(
                municipality=place, birth_on=BORN + n * DAY, surname=("Jansma", "Hoekstra")[n % 2], call_name="Fatima",
                first_names="Fatima", postcode=f"891{n}ZZ", house_number=40 + n,
            )  # fmt: skip
            return register(by=by, person=person, papers=Papers(bsn=test_bsn(60 + n)), reason="werk")

        # The number of somebody who is sealed is parked on a second dossier: nobody at a desk may hear of the first.
        hidden = known is not None and Dossier.objects.get(pk=known).sealed
        made = self.act(registration, by)
        assert made is None or known is None or hidden, "the same BSN has two dossiers"
        if made and known is None:
            self.people[n] = made.pk
            me = self.cast.client_actors[n]
            involve(dossier=made.dossier, user=me.user, participation=None, relation="self", by=by)
            self.watch.again()

    @rule(n=PICK, who=SOMEBODY)
    def start_intake(self, n, who):
        if client := self.client(n):
            by = self.actor(who, client)
            self.act(lambda: intake.start_intake(client=client, by=by), by)

    @rule(n=PICK, who=SOMEBODY, code=st.sampled_from(ANSWERS), text=WORDS)
    def answer(self, n, who, code, text):
        if client := self.client(n):
            by = self.actor(who, client)
            known = intake.known_of(client)
            if code in known:
                typed = {code: intake.Typed(text, known[code].version)}
                self.act(lambda: intake.save_answers(client=client, typed=typed, by=by), by, writes=False)

    @rule(n=PICK, who=SOMEBODY)
    def finish_intake(self, n, who):
        if client := self.client(n):
            by = self.actor(who, client)
            self.act(lambda: intake.finish(client=client, by=by), by)

    # Income

    @rule(n=PICK, who=SOMEBODY, code=st.sampled_from(CODES), since=st.integers(-400, 60), lasts=st.integers(-5, 500))
    def add_period(self, n, who, code, since, lasts):
        if client := self.client(n):
            by, day = self.actor(who, client), timezone.localdate() + since * DAY
            until = None if lasts > 300 else day + lasts * DAY
            facts = {"code": code, "valid_from": day, "valid_until": until, "source": "klant"}
            self.act(lambda: income.add_period(client=client, by=by, **facts), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, deed=st.sampled_from(["end", "remove", "lead"]), on=st.integers(-60, 60))
    def change_period(self, n, k, who, deed, on):
        client = self.client(n)
        found = list(client.income_periods.select_related("client")) if client else []
        if not found:
            return
        by, period, day = self.actor(who, client), found[k % len(found)], timezone.localdate() + on * DAY
        deeds = {
            "end": lambda: income.end_period(period=period, on=day, by=by),
            "remove": lambda: income.remove_period(period=period, by=by),
            "lead": lambda: income.change_leading(period=period, by=by),
        }
        self.act(deeds[deed], by, what=deed)

    @rule(n=PICK, who=SOMEBODY, code=st.sampled_from(CODES), on=st.integers(-30, 30), stale=st.booleans())
    def change_income(self, n, who, code, on, stale):
        if client := self.client(n):
            by, day = self.actor(who, client), timezone.localdate() + on * DAY

            def change():
                digest = preview_of(client=client, code=code, on=day, by=by).digest
                digest = digest if not stale or who % 4 else "0" * 64
                return change_income(client=client, code=code, on=day, source="klant", digest=digest, by=by)

            self.act(change, by, moved=client)

    # Handover

    @rule(n=PICK, who=SOMEBODY, to=st.sampled_from([MUNICIPAL, "uwv", "sociale-partners"]))
    def offer(self, n, who, to):
        if client := self.client(n):
            by, cell = self.actor(who, client), self.cast.world.cell(to)
            self.act(lambda: handover.offer(client=client, to=cell, reason="Inkomen.", by=by), by, moved=client)

    @rule(k=PICK, who=SOMEBODY, coach=st.integers(0, 8))
    def assign(self, k, who, coach):
        if row := self.handover(k):
            by = self.actor(who if who < 6 else (6, 7)[who % 2])
            user = self.cast.actors[coach].user
            self.act(lambda: handover.assign(handover=row, coach=user, by=by), by, moved=row.client)

    @rule(k=PICK, who=SOMEBODY, deed=st.sampled_from(["accept", "accept", "refuse", "withdraw", "talk"]))
    def decide(self, k, who, deed):
        if row := self.handover(k):
            by = of_user(row.assigned_to) if who >= 6 and row.assigned_to else self.actor(who)
            by = self.actor(19, row.client) if deed == "withdraw" and who >= 6 else by
            deeds = {
                "accept": lambda: handover.accept(handover=row, by=by),
                "refuse": lambda: handover.refuse(handover=row, reason="Vol.", by=by),
                "withdraw": lambda: handover.withdraw(handover=row, by=by),
                "talk": lambda: handover.plan_talk(handover=row, on=timezone.localdate() + DAY, by=by),
            }
            self.act(deeds[deed], by, what=deed, moved=row.client)

    # The plan

    @rule(n=PICK, who=SOMEBODY)
    def start_plan(self, n, who):
        if client := self.client(n):
            by = self.actor(who, client)
            self.act(lambda: plans.start_plan(client=client, by=by), by)

    @rule(n=PICK, who=SOMEBODY, text=WORDS)
    def add_goal(self, n, who, text):
        if plan := self.plan(n):
            by = self.actor(who, plan.client)
            self.act(lambda: goals.add_goal(plan=plan, text=text, kind="betaald_werk", by=by), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, text=WORDS, use=st.integers(0, 2), party=st.sampled_from(["klant", "coach"]))
    def add_step(self, n, k, who, text, use, party):
        plan = self.plan(n)
        if goal := self.part(Goal, k, plan):
            by, offer = self.actor(who, plan.client), (*self.cast.offers, None)[use]
            facts = {"title": text, "who": party, "due_on": timezone.localdate() + 20 * DAY, "proof": "Gedaan."}
            self.act(lambda: steps.add_step(plan=plan, goal=goal, offer=offer, by=by, **facts), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, old=st.integers(0, 3), text=WORDS)
    def edit_step(self, n, k, who, old, text):
        plan = self.plan(n)
        if step := self.part(Step, k, plan):
            by, version = self.actor(who, plan.client), step.version - (old == 0)
            facts = {"title": text, "who": "klant", "due_on": None, "proof": ""}
            self.act(lambda: steps.edit_step(step=step, version=version, by=by, **facts), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, move=st.sampled_from(sorted(steps.TOLD)))
    def move_step(self, n, k, who, move):
        plan = self.plan(n)
        if step := self.part(Step, k, plan):
            by, move = self.actor(who, plan.client), likely(move, who, step)
            self.act(lambda: steps.move_step(step=step, move=move, reason="Omdat.", by=by), by, what=move)

    @rule(n=PICK, k=PICK, who=SOMEBODY, move=st.sampled_from(sorted(inzet.TOLD)))
    def move_inzet(self, n, k, who, move):
        plan = self.plan(n)
        if row := self.part(Inzet, k, plan):
            by, move = self.actor(who, plan.client), likely(move, who, row)
            self.act(lambda: inzet.move_inzet(inzet=row, move=move, reason="Omdat.", by=by), by, what=move)

    @rule(n=PICK, who=SOMEBODY, move=st.sampled_from(PLAN_MOVES))
    def move_plan(self, n, who, move):
        if plan := self.plan(n):
            move = likely(move, who, plan)
            by, soon, today = self.actor(who, plan.client), timezone.localdate() + 60 * DAY, timezone.localdate()
            deeds = {
                "send_for_consent": lambda: consent.send_for_consent(plan=plan, by=by),
                "take_back": lambda: consent.take_back(plan=plan, by=by),
                "establish": lambda: consent.establish(plan=plan, answer="papier", on=today, by=by),
                "again": lambda: consent.agree_version(plan=plan, answer="papier", on=today, by=by),
                "run": lambda: plans.run(plan=plan, evaluate_on=soon, by=by),
                "pause": lambda: plans.pause(plan=plan, reason=PauseReason.CARE, by=by),
                "resume": lambda: plans.resume(plan=plan, evaluate_on=soon, by=by),
                "evaluate": lambda: plans.evaluate(plan=plan, by=by),
                "aftercare": lambda: plans.aftercare(plan=plan, by=by),
                "close": lambda: plans.close(plan=plan, reason=(CloseReason.WORK, CloseReason.DEATH)[who % 2], by=by),
                "reopen": lambda: plans.reopen(plan=plan, by=by),
            }
            self.act(deeds[move], by, what=move)

    @rule(n=st.integers(0, PEOPLE - 1), k=PICK, deed=st.sampled_from(["done", "fails", "view", "agree", "disagree"]))
    def client_does(self, n, k, deed):
        by = of_user(self.cast.client_actors[n].user)
        plan = self.plan(n if k > 2 and n in self.people else k)
        step = self.part(Step, k, plan)
        if plan is None or (step is None and deed in {"done", "fails"}):
            return
        deeds = {
            "done": lambda: own.step_done(step=step, on=timezone.localdate(), by=by),
            "fails": lambda: own.step_fails(step=step, words="Het lukt niet.", by=by),
            "view": lambda: own.say_own_view(plan=plan, words="Goed zo.", by=by),
            "agree": lambda: consent.agree_by_client(plan=plan, by=by),
            "disagree": lambda: consent.disagree_by_client(plan=plan, own_words="Liever niet.", by=by),
        }
        self.act(deeds[deed], by, what=deed)

    # Who may see

    @rule(n=PICK, who=SOMEBODY, to=st.integers(0, 8), days=st.integers(1, 300))
    def consent(self, n, who, to, days):
        if client := self.client(n):
            by, today = self.actor(who, client), timezone.localdate()
            facts = {
                "purpose": "ondersteuning", "groups": [FieldGroup.PROFILE, FieldGroup.PLAN], "valid_from": today,
                "valid_until": today + days * DAY, "way": "papier", "receiver": self.cast.actors[to].cell,
            }  # fmt: skip
            self.act(lambda: consents.give(client=client, by=by, **facts), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY)
    def withdraw_consent(self, n, k, who):
        client = self.client(n)
        found = list(client.consents.order_by("pk")) if client else []
        if found:
            by, row = self.actor(who, client), found[k % len(found)]
            self.act(lambda: consents.withdraw(consent=row, by=by), by)
            [(left,)] = rows(
                """SELECT count(*) FROM access_involvement i JOIN clients_consent c ON c.client_id = i.dossier_id
                   AND c.receiver_id = i.participation_id AND c.withdrawn_at IS NOT NULL
                   WHERE i.relation = 'support' AND i.ground = 'consent' AND i.valid_until > now()
                   AND NOT EXISTS (SELECT FROM clients_consent o WHERE o.client_id = i.dossier_id
                   AND o.receiver_id = i.participation_id AND o.withdrawn_at IS NULL)"""
            )
            assert not left, "support goes on without the consent it rests on"

    @rule(n=PICK, to=st.integers(0, 8), hours=st.integers(-48, 400), until=st.integers(1, 400))
    def relate(self, n, to, hours, until):
        """A relation that begins and ends at some hour: rights are those of the clock."""
        client = self.client(n)
        if client is None or client.dossier.closed_at:
            return
        actor = self.cast.actors[to]
        relation, ground = ("team", "support")[until % 2], ground_of(actor.cell)
        if relation == "support" and ground == "consent":
            return
        start = timezone.now() + datetime.timedelta(hours=hours)
        end = start + datetime.timedelta(hours=until)
        with contextlib.suppress(Involvement.DoesNotExist):
            Involvement.objects.create(
                dossier=client.dossier, user=actor.user, participation=actor.cell, relation=relation, valid_from=start,
                valid_until=end, ground=ground, created_by=actor.user,
                field_groups=["G5"] if relation == "support" else [],
            )  # fmt: skip
        found = self.watch.after("relate", False, of_user(actor.user))
        assert not found, found

    @rule(n=PICK, k=PICK, kind=st.sampled_from(["team", "support", "former"]))
    def end_relation(self, n, k, kind):
        client = self.client(n)
        found = list(Involvement.objects.live().filter(dossier=client.pk, relation=kind)) if client else []
        if found:
            row = found[k % len(found)]
            by = of_user(row.user)
            self.act(lambda: end_involvement(row=row, by=by), by)

    @rule(n=PICK, who=SOMEBODY, page=st.sampled_from(["werkplan:plan", "clients:person", "werkplan:timeline"]))
    def look(self, n, who, page):
        """A page that opens leaves its reading; one that does not open leaves none."""
        client = self.client(n)
        if client is None:
            return
        by = self.actor(who, client)
        last = rows("SELECT coalesce(max(id), 0) FROM audit_reading")[0][0]
        answer = Door(by.user, by.membership).knock("GET", reverse(page, args=[client.public_id]), keep=True)
        assert answer.status < 500, answer.error
        noted = rows("SELECT count(*) FROM audit_reading WHERE id > %s AND dossier_id = %s AND actor_id = %s",
                     [last, client.pk, by.user.pk])[0][0]  # fmt: skip
        if answer.status == 200:
            assert noted, f"{page} was shown without a reading"
        elif answer.status in {403, 404}:
            assert not noted or page == "werkplan:plan", f"{page} answered {answer.status} and noted a reading"
        found = self.watch.after("look", False, by)
        assert not found, found
