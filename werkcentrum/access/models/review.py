"""A check of what somebody did with access: what it is about, who has to look at it, by when, and what was decided."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from werkcentrum.access.models.dossier import Dossier
from werkcentrum.access.models.glass import Glass
from werkcentrum.access.review.queries import ReviewQuerySet
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Participation, Region


class Review(ConcurrentTransitionMixin, models.Model):
    """A task for a team leader (`participation`), or for the privacy officer of the region when that is empty."""

    class Kind(models.TextChoices):
        """What there is to look at."""

        GLASS = "glass", "Noodtoegang"
        REPORT = "report", "Melding van een klant"
        PATTERN = "pattern", "Opvallend gebruik"
        SEALED = "sealed", "Besloten dossier opgezocht"
        PARKED = "parked", "Ingeschreven op het BSN van een besloten dossier"

    class State(models.TextChoices):
        """How far the check is."""

        OPEN = "open", "te toetsen"
        ASKED = "asked", "uitleg gevraagd"
        ANSWERED = "answered", "uitleg gekregen"
        JUSTIFIED = "justified", "gerechtvaardigd"
        UNJUSTIFIED = "unjustified", "niet gerechtvaardigd"

    WAITING = (State.OPEN, State.ASKED, State.ANSWERED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("soort", max_length=8, choices=Kind.choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    subject_cell = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    glass = models.OneToOneField(Glass, models.PROTECT, null=True, blank=True, related_name="review")
    # What one and the same task is known by, so that it is opened once: a day, a week, a line of the log.
    key = models.CharField(max_length=80, unique=True)
    # AVG: codes and numbers only; never a name or what was typed.
    findings = models.JSONField("bevindingen", default=dict)
    state = FSMField("stand", choices=State.choices, default=State.OPEN, protected=True)
    opened_at = models.DateTimeField("geopend op")
    due_on = models.DateField("uiterlijk")
    # Told to the privacy officer that nobody judged it in time.
    escalated_at = models.DateTimeField("te laat gemeld op", null=True, blank=True)
    question = models.TextField("vraag", max_length=1000, blank=True)
    answer = models.TextField("uitleg", max_length=1000, blank=True)
    decision = models.TextField("oordeel", max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_decided_exactly_when_it_says_so",
                condition=Q(state__in=["justified", "unjustified"], decided_at__isnull=False, decided_by__isnull=False)
                | Q(state__in=["open", "asked", "answered"], decided_at=None, decided_by=None),
            ),
            models.CheckConstraint(
                name="review_of_glass_names_it",
                condition=Q(kind="glass", glass__isnull=False) | ~Q(kind="glass") & Q(glass=None),
            ),
            # SECURITY: nobody reviews his own act.
            models.CheckConstraint(
                name="review_by_somebody_else", condition=Q(decided_by=None) | ~Q(decided_by=F("subject"))
            ),
            models.CheckConstraint(
                name="review_condemns_with_words", condition=~Q(state="unjustified") | ~Q(decision="")
            ),
        ]
        indexes = [
            models.Index(name="review_worklist", fields=["participation", "state", "due_on"]),
            models.Index(name="review_of_subject", fields=["subject", "kind", "state"]),
        ]

    def __str__(self):
        return f"Toets {self.public_id}"

    @property
    def waits(self):
        """Whether it still has to be decided."""
        return self.state in self.WAITING

    def is_late(self, today: date) -> bool:
        """Whether the term went by without a decision."""
        return self.waits and today > self.due_on

    @transition(
        field=state,
        source=[State.OPEN, State.ANSWERED],
        target=State.ASKED,
        custom={"needs": Permission.REVIEW_ACCESS},
    )
    def ask(self, *, question):
        """De medewerker krijgt een bericht met uw vraag. De termijn loopt door."""
        self.question, self.answer = question, ""

    @transition(field=state, source=State.ASKED, target=State.ANSWERED, custom={"needs": Permission.CLIENT_READ})
    def explain(self, *, answer):
        """Uw uitleg gaat naar wie dit toetst."""
        self.answer = answer

    @transition(
        field=state,
        source=list(WAITING),
        target=State.JUSTIFIED,
        custom={"needs": Permission.REVIEW_ACCESS},
    )
    def justify(self, *, by, at, decision):
        """De toets is klaar. De medewerker ziet uw oordeel."""
        self.decided_by, self.decided_at, self.decision = by, at, decision

    @transition(
        field=state,
        source=list(WAITING),
        target=State.UNJUSTIFIED,
        custom={"needs": Permission.REVIEW_ACCESS},
    )
    def condemn(self, *, by, at, decision):
        """De noodtoegang van deze medewerker gaat uit. De privacy officer krijgt een incident: de 72 uur gaan lopen."""
        self.decided_by, self.decided_at, self.decision = by, at, decision
