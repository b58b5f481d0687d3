"""The use of an offer in a step: from first idea to result."""

from django.db import models
from django.db.models import F, Q
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition
from simple_history.models import HistoricalRecords

from services.models import Instrument, Offer
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission as P
from werkcentrum.regions.models import Participation
from werkplan.queries import PartQuerySet

from .plan import Werkplan
from .step import Step

EDIT = {"needs": P.WERKPLAN_EDIT}


class Inzet(ConcurrentTransitionMixin, models.Model):
    """A step that uses an offer of the menukaart (SGR: Reintegratievoorziening: aanvang, omschrijving, einde)."""

    class State(models.TextChoices):
        """Life-cycle of an inzet."""

        EXPLORED = "verkend", "Verkend"
        REQUESTED = "aangevraagd", "Aangevraagd"
        ASSESSED = "in_beoordeling", "In beoordeling"
        GRANTED = "toegekend", "Toegekend"
        REFUSED = "afgewezen", "Afgewezen"
        WAITLIST = "wachtlijst", "Wachtlijst"
        STARTED = "gestart", "Gestart"
        INTERRUPTED = "onderbroken", "Onderbroken"
        FINISHED = "afgerond", "Afgerond"
        ENDED_EARLY = "voortijdig_beeindigd", "Eerder gestopt"
        TO_RECONFIRM = "te_herbevestigen", "Opnieuw bevestigen"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="inzetten")
    step = models.ForeignKey(Step, models.PROTECT, related_name="inzetten")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="inzetten")
    # Null: the plan's lead decides. Filled where another partner owns it (class E, or a provider with its own task).
    owner = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslist"
    )
    state = FSMField("toestand", choices=State.choices, default=State.EXPLORED, protected=True)
    decision_ref = models.CharField("kenmerk besluit", max_length=60, blank=True)
    starts_on = models.DateField("van", null=True, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    reason = models.CharField("reden", max_length=200, blank=True)
    # The state to which a decision by the new owner returns it.
    state_before_reconfirm = models.CharField(max_length=24, choices=State.choices, blank=True)
    decide_by = models.DateField("besluit uiterlijk", null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    version = models.PositiveIntegerField(default=1)
    objects = PartQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="inzet_reconfirm_knows_what_it_was",
                condition=Q(state="te_herbevestigen", decide_by__isnull=False) & ~Q(state_before_reconfirm="")
                | ~Q(state="te_herbevestigen") & Q(state_before_reconfirm="", decide_by=None),
            ),
            models.CheckConstraint(
                name="inzet_reason_when_refused_or_ended",
                condition=~Q(state__in=["afgewezen", "voortijdig_beeindigd", "onderbroken"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="inzet_started_has_a_date", condition=~Q(state="gestart") | Q(starts_on__isnull=False)
            ),
            models.CheckConstraint(
                name="inzet_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        indexes = [models.Index(name="inzet_of_plan", fields=["plan"])]

    def __str__(self):
        return str(self.instrument_id)

    @transition(field=state, source=State.EXPLORED, target=State.REQUESTED, custom=EDIT)
    def request(self):
        """Aangevraagd bij wie erover beslist."""

    @transition(field=state, source=State.REQUESTED, target=State.ASSESSED, custom=EDIT)
    def assess(self):
        """De aanvraag wordt beoordeeld."""

    @transition(
        field=state, source=[State.REQUESTED, State.ASSESSED, State.WAITLIST], target=State.GRANTED, custom=EDIT
    )
    def grant(self, *, decision_ref=""):
        """Toegekend."""
        self.decision_ref = decision_ref

    @transition(
        field=state, source=[State.REQUESTED, State.ASSESSED, State.WAITLIST], target=State.REFUSED, custom=EDIT
    )
    def refuse(self, *, reason):
        """Afgewezen, met reden."""
        self.reason = reason

    @transition(
        field=state, source=[State.REQUESTED, State.ASSESSED, State.GRANTED], target=State.WAITLIST, custom=EDIT
    )
    def queue(self):
        """Op de wachtlijst."""

    @transition(field=state, source=[State.GRANTED, State.INTERRUPTED], target=State.STARTED, custom=EDIT)
    def start(self, *, on):
        """Gestart."""
        self.starts_on = self.starts_on or on
        self.reason = ""

    @transition(field=state, source=State.STARTED, target=State.INTERRUPTED, custom=EDIT)
    def interrupt(self, *, reason):
        """Onderbroken, met reden."""
        self.reason = reason

    @transition(field=state, source=State.STARTED, target=State.FINISHED, custom=EDIT)
    def finish(self, *, on):
        """Afgerond."""
        self.ends_on = on

    @transition(
        field=state,
        source=[
            State.EXPLORED,
            State.REQUESTED,
            State.ASSESSED,
            State.WAITLIST,
            State.GRANTED,
            State.STARTED,
            State.INTERRUPTED,
            State.TO_RECONFIRM,
        ],
        target=State.ENDED_EARLY,
        custom=EDIT,
    )
    def end_early(self, *, on, reason):
        """Eerder gestopt, met reden."""
        self.ends_on = max(on, self.starts_on) if self.starts_on else on
        self.reason, self.state_before_reconfirm, self.decide_by = reason, "", None

    @transition(
        field=state,
        source=[
            State.EXPLORED,
            State.REQUESTED,
            State.ASSESSED,
            State.WAITLIST,
            State.GRANTED,
            State.STARTED,
            State.INTERRUPTED,
        ],
        target=State.TO_RECONFIRM,
        custom=EDIT,
    )
    def reconfirm(self, *, by):
        """De nieuwe eigenaar beslist opnieuw; tot dan geldt het oude besluit."""
        self.state_before_reconfirm, self.decide_by = self.state, by

    @transition(field=state, source=State.TO_RECONFIRM, target=State.GRANTED, custom=EDIT)
    def confirm_granted(self, *, decision_ref=""):
        """De nieuwe eigenaar gaat ermee door."""
        self._settle(decision_ref)

    @transition(field=state, source=State.TO_RECONFIRM, target=State.STARTED, custom=EDIT)
    def confirm_running(self, *, decision_ref=""):
        """De nieuwe eigenaar gaat ermee door; het liep en het loopt."""
        self._settle(decision_ref)

    @transition(
        field=state,
        source=State.TO_RECONFIRM,
        target=RETURN_VALUE(
            State.EXPLORED,
            State.REQUESTED,
            State.ASSESSED,
            State.WAITLIST,
            State.GRANTED,
            State.STARTED,
            State.INTERRUPTED,
        ),
        custom=EDIT,
    )
    def put_back(self):
        """De wijziging gaat niet door: alles blijft zoals het was."""
        before, self.state_before_reconfirm, self.decide_by = self.state_before_reconfirm, "", None
        return before

    def _settle(self, decision_ref):
        self.state_before_reconfirm, self.decide_by = "", None
        self.decision_ref = decision_ref or self.decision_ref
