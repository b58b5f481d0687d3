"""A step: who does what, by when, and how one sees that it is done."""

from django.db import models
from django.db.models import Q
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition
from simple_history.models import HistoricalRecords

from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission as P
from werkplan.queries import PartQuerySet

from .plan import Goal, Werkplan


class Step(ConcurrentTransitionMixin, models.Model):
    """A step of the plan. Without an owner of its own it follows the plan's lead: a handover rewrites no step."""

    class State(models.TextChoices):
        """Life-cycle of a step."""

        PROPOSED = "voorgesteld", "Voorgesteld"
        AGREED = "afgesproken", "Afgesproken"
        BUSY = "bezig", "Bezig"
        WAITING = "wacht_op_derde", "Wacht op een ander"
        DONE = "klaar", "Klaar"
        FAILED = "niet_gelukt", "Niet gelukt"
        DROPPED = "vervallen", "Vervallen"

    class Who(models.TextChoices):
        """Who does it."""

        CLIENT = "klant", "Klant"
        COACH = "coach", "Coach"
        PROVIDER = "aanbieder", "Aanbieder"
        EMPLOYER = "werkgever", "Werkgever"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="steps")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps")
    title = models.CharField("wat", max_length=160)
    who = models.CharField("wie", max_length=10, choices=Who.choices, default=Who.CLIENT)
    due_on = models.DateField("uiterlijk", null=True, blank=True)
    proof = models.CharField("klaar als", max_length=200, blank=True)
    state = FSMField("toestand", choices=State.choices, default=State.PROPOSED, protected=True)
    reason = models.CharField("reden", max_length=200, blank=True)
    done_on = models.DateField("klaar op", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    by_client = models.BooleanField("voorgesteld door de klant", default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    objects = PartQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_done_on_exactly_when_done",
                condition=Q(state="klaar", done_on__isnull=False) | ~Q(state="klaar") & Q(done_on=None),
            ),
            models.CheckConstraint(
                name="step_reason_when_not_done",
                condition=Q(state__in=["niet_gelukt", "vervallen"]) & ~Q(reason="")
                | ~Q(state__in=["niet_gelukt", "vervallen"]) & Q(reason=""),
            ),
        ]
        indexes = [models.Index(name="step_of_plan", fields=["plan", "position"])]

    def __str__(self):
        return self.title

    @transition(field=state, source=State.PROPOSED, target=State.AGREED, custom={"needs": P.WERKPLAN_EDIT})
    def agree(self):
        """Afgesproken."""

    @transition(
        field=state,
        source=[State.PROPOSED, State.AGREED, State.WAITING],
        target=State.BUSY,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def start(self):
        """Begonnen."""

    @transition(field=state, source=[State.AGREED, State.BUSY], target=State.WAITING, custom={"needs": P.WERKPLAN_EDIT})
    def wait(self):
        """Wacht op een ander."""

    @transition(
        field=state,
        source=[State.AGREED, State.BUSY, State.WAITING],
        target=State.DONE,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def finish(self, *, on):
        """Klaar."""
        self.done_on = on

    @transition(
        field=state,
        source=[State.AGREED, State.BUSY, State.WAITING],
        target=State.FAILED,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def fail(self, *, reason):
        """Niet gelukt, met reden. Samen zoekt u een andere weg."""
        self.reason = reason

    @transition(
        field=state,
        source=[State.PROPOSED, State.AGREED, State.BUSY, State.WAITING],
        target=State.DROPPED,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def drop(self, *, reason):
        """Vervallen, met reden."""
        self.reason = reason

    @transition(
        field=state,
        source="*",
        target=RETURN_VALUE(State.PROPOSED, State.AGREED, State.BUSY, State.WAITING),
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def undo(self, *, to):
        """Ongedaan gemaakt: de stap staat weer zoals hij stond."""
        self.done_on, self.reason = None, ""
        return to
