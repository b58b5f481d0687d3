"""The story of the product: Fatima in WW at UWV, with a running plan in which every class of carry-over occurs."""

import datetime
from dataclasses import dataclass

from services.load import load_catalogue
from services.models import Instrument, Offer
from werkplan.models import Agreement, Goal, Inzet, Step, Werkplan

NEW_YEAR = datetime.date(2027, 1, 1)
LAST_DAY = datetime.date(2026, 12, 31)
REASONS = {"onderbroken": "Ziek"}


@dataclass
class Fatima:
    """Her plan, with the makers of its parts."""

    world: object
    coach: object
    client: object
    plan: Werkplan
    goal: Goal

    def step(self, title, state="afgesproken", **fields):
        """A step of the goal."""
        return Step.objects.create(plan=self.plan, goal=self.goal, title=title, state=state, **fields)

    def use(self, code, title, state="gestart", **fields):
        """A step with an inzet of an instrument."""
        started = {"starts_on": datetime.date(2026, 9, 1)} if state in {"gestart", "onderbroken", "afgerond"} else {}
        step = self.step(title, "bezig")
        reason = REASONS.get(state, "")
        return Inzet.objects.create(
            plan=self.plan, step=step, instrument_id=code, state=state, reason=reason, **started | fields
        )

    def agreement(self, text, kind=Agreement.Kind.VOLUNTARY, **fields):
        """An agreement that holds since September."""
        return Agreement.objects.create(plan=self.plan, kind=kind, text=text, valid_from="2026-09-01", **fields)

    def offer(self, code, partner, title, **fields):
        """A published offer of a partner in Friesland."""
        cell = self.world.cell(partner)
        values = {"valid_from": datetime.date(2026, 1, 1), "description": title, "state": "gepubliceerd"} | fields
        return Offer.objects.create(
            instrument_id=code,
            provider=cell,
            region=cell.region,
            title=title,
            published_at="2026-01-01T09:00Z",
            published_by=self.coach.user,
            **values,
        )


def fatima(world, *, until=LAST_DAY) -> Fatima:
    """Fatima with an empty running plan, led by a coach of UWV; the municipality of Leeuwarden has a team leader."""
    if not Instrument.objects.exists():
        load_catalogue()
    world.team_leader("uwv")
    world.team_leader("gemeente-leeuwarden")
    coach = world.coach()
    client = world.client_of(coach, until=until and until.isoformat())
    plan = Werkplan.objects.create(
        client=client,
        region=client.region,
        lead=coach.cell,
        state="in_uitvoering",
        evaluate_on=datetime.date(2027, 3, 1),
    )
    goal = Goal.objects.create(plan=plan, text="Ik wil in de zorg werken.")
    return Fatima(world, coach, client, plan, goal)


def golden(world, **kwargs) -> Fatima:
    """Fatima with an item of every class for the change from WW to assistance on 1 January 2027."""
    story = fatima(world, **kwargs)
    story.use("TAAL", "Taaltraining NT2")
    story.use("SCHOLING_WW", "Mbo-certificaat zorg")
    story.use("PP_UWV_WW", "Proefplaatsing bij Zorgpartners", "toegekend")
    story.use("TOLK", "Tolk bij gesprekken")
    story.step("Cv bijwerken", who="klant")
    uwv = story.coach.cell
    duty = {"article": "WW 24.1.b.1°", "owner": uwv, "code": "SOLLICITATIEPLICHT_WW"}
    story.agreement("U zoekt genoeg naar werk dat bij u past.", Agreement.Kind.DUTY, **duty)
    story.agreement("UWV betaalt de reiskosten.", Agreement.Kind.PROMISE, owner=uwv)
    story.agreement("Elke maandag bellen we even.")
    return story
