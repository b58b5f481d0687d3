"""The plan itself, its life-cycle, and its goals."""

import uuid

from django.db import models
from django.db.models import Q
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition
from simple_history.models import HistoricalRecords

from clients.models import Client
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission as P
from werkcentrum.regions.models import Participation
from werkplan.queries import PartQuerySet, WerkplanQuerySet


class State(models.TextChoices):
    """Life-cycle of a plan."""

    DRAFT = "concept", "Concept"
    FOR_CONSENT = "ter_akkoord", "Ter akkoord"
    ESTABLISHED = "vastgesteld", "Vastgesteld"
    RUNNING = "in_uitvoering", "In uitvoering"
    REVIEW = "in_evaluatie", "In evaluatie"
    PAUSED = "gepauzeerd", "Gepauzeerd"
    OFFERED = "overdracht_aangeboden", "Overdracht aangeboden"
    AFTERCARE = "nazorg", "Nazorg"
    CLOSED = "afgesloten", "Afgesloten"
    REOPENED = "heropend", "Heropend"


class PauseReason(models.TextChoices):
    """Why a plan rests."""

    ILLNESS = "ziekte", "Ziekte"
    DETENTION = "detentie", "Detentie"
    BIRTH = "zwangerschap", "Zwangerschap of bevalling"
    CARE = "mantelzorg", "Mantelzorg of rouw"
    DECISION = "besluit", "Wachten op een besluit"
    AWAY = "afwezig", "Vakantie of verblijf in het buitenland"


class CloseReason(models.TextChoices):
    """Why a plan is closed."""

    WORK = "werk", "Werk gevonden"
    STUDY = "opleiding", "Opleiding"
    BUSINESS = "onderneming", "Eigen onderneming"
    PENSION = "aow", "AOW-leeftijd"
    DEATH = "overleden", "Overleden"
    MOVED = "verhuisd", "Verhuisd buiten de regio, overgedragen"
    OWN_WISH = "eigen_verzoek", "Op eigen verzoek"
    NO_CONTACT = "geen_contact", "Geen contact meer"
    NO_RIGHT = "geen_recht", "Geen recht meer"


# States in which a plan can be offered to another partner and to which it returns when that is decided.
CARRIED = (
    State.DRAFT,
    State.FOR_CONSENT,
    State.ESTABLISHED,
    State.RUNNING,
    State.REVIEW,
    State.PAUSED,
    State.AFTERCARE,
    State.REOPENED,
)


class Werkplan(ConcurrentTransitionMixin, models.Model):
    """One plan per person. It outlives every change of income."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.OneToOneField(Client, models.PROTECT, related_name="plan")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    lead = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name="regiehouder")
    offered_to = models.ForeignKey(Participation, models.PROTECT, related_name="+", null=True, blank=True)
    state = FSMField("toestand", choices=State.choices, default=State.DRAFT, protected=True)
    state_before_offer = models.CharField(max_length=24, choices=State.choices, blank=True)
    pause_reason = models.CharField("reden van pauze", max_length=16, choices=PauseReason.choices, blank=True)
    close_reason = models.CharField("reden van afsluiten", max_length=16, choices=CloseReason.choices, blank=True)
    evaluate_on = models.DateField("evaluatie uiterlijk", null=True, blank=True)
    own_view = models.TextField("zienswijze van de klant", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(auto_now_add=True)
    objects = WerkplanQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="werkplan_offered_exactly_during_handover",
                condition=Q(state="overdracht_aangeboden", offered_to__isnull=False) & ~Q(state_before_offer="")
                | ~Q(state="overdracht_aangeboden") & Q(offered_to=None, state_before_offer=""),
            ),
            models.CheckConstraint(
                name="werkplan_pause_reason_while_paused",
                condition=Q(state="gepauzeerd") & ~Q(pause_reason="")
                | Q(state="overdracht_aangeboden")
                | ~Q(state__in=["gepauzeerd", "overdracht_aangeboden"]) & Q(pause_reason=""),
            ),
            models.CheckConstraint(
                name="werkplan_close_reason_exactly_when_closed",
                condition=Q(state="afgesloten") & ~Q(close_reason="") | ~Q(state="afgesloten") & Q(close_reason=""),
            ),
            models.CheckConstraint(
                name="werkplan_running_is_evaluated",
                condition=~Q(state="in_uitvoering") | Q(evaluate_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Werkplan {self.public_id}"

    @transition(
        field=state, source=[State.DRAFT, State.REOPENED], target=State.FOR_CONSENT, custom={"needs": P.WERKPLAN_EDIT}
    )
    def send_for_consent(self):
        """Het plan ligt bij de klant. Zij zegt of zij het ermee eens is."""

    @transition(field=state, source=State.FOR_CONSENT, target=State.DRAFT, custom={"needs": P.WERKPLAN_EDIT})
    def take_back(self):
        """Terug naar concept om aan te passen."""

    @transition(field=state, source=State.FOR_CONSENT, target=State.ESTABLISHED, custom={"needs": P.WERKPLAN_AGREE})
    def establish(self):
        """Vastgesteld: deze versie ligt vast. Een wijziging wordt een nieuwe versie."""

    @transition(
        field=state,
        source=[State.ESTABLISHED, State.REVIEW, State.REOPENED],
        target=State.RUNNING,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def run(self, *, evaluate_on):
        """Het plan loopt. Op de afgesproken datum kijkt u samen terug."""
        self.evaluate_on = evaluate_on

    @transition(field=state, source=State.RUNNING, target=State.REVIEW, custom={"needs": P.WERKPLAN_EDIT})
    def evaluate(self):
        """U kijkt samen terug op het plan."""

    @transition(field=state, source=State.RUNNING, target=State.PAUSED, custom={"needs": P.WERKPLAN_EDIT})
    def pause(self, *, reason):
        """Het plan rust. Er verandert niets aan wat is afgesproken."""
        self.pause_reason = reason

    @transition(field=state, source=State.PAUSED, target=State.RUNNING, custom={"needs": P.WERKPLAN_EDIT})
    def resume(self, *, evaluate_on):
        """Het plan loopt weer."""
        self.pause_reason, self.evaluate_on = "", evaluate_on

    @transition(field=state, source=CARRIED, target=State.OFFERED, custom={"needs": P.HANDOVER_OFFER})
    def offer(self, *, to):
        """Het inkomen veranderde: een andere partner neemt over. Lopende stappen lopen door."""
        self.offered_to, self.state_before_offer = to, self.state

    @transition(field=state, source=State.OFFERED, target=RETURN_VALUE(*CARRIED), custom={"needs": P.HANDOVER_DECIDE})
    def accept_offer(self):
        """Overgenomen: hetzelfde plan loopt door onder de nieuwe regiehouder."""
        self.lead = self.offered_to  # type: ignore[assignment]  # the constraint says it is there during a handover
        return self._settle()

    @transition(field=state, source=State.OFFERED, target=RETURN_VALUE(*CARRIED), custom={"needs": P.HANDOVER_DECIDE})
    def refuse_offer(self):
        """Niet overgenomen: de oude regiehouder blijft verantwoordelijk."""
        return self._settle()

    @transition(
        field=state, source=[State.RUNNING, State.REVIEW], target=State.AFTERCARE, custom={"needs": P.WERKPLAN_EDIT}
    )
    def aftercare(self):
        """Er is werk. Wij houden nog contact."""

    @transition(
        field=state,
        source=[State.DRAFT, State.ESTABLISHED, State.RUNNING, State.REVIEW, State.AFTERCARE],
        target=State.CLOSED,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def close(self, *, reason):
        """Afgesloten. Het plan blijft bewaard en kan weer open."""
        self.close_reason = reason

    @transition(field=state, source=State.CLOSED, target=State.REOPENED, custom={"needs": P.WERKPLAN_EDIT})
    def reopen(self):
        """Heropend: verder waar u gebleven was."""
        self.close_reason = ""

    def _settle(self):
        before, self.state_before_offer, self.offered_to = self.state_before_offer, "", None
        return before


class Goal(models.Model):
    """What the client wants, in her own words: 'Ik wil …'."""

    class Kind(models.TextChoices):
        """Main direction (GGM hoofddoel)."""

        WORK = "betaald_werk", "Betaald werken"
        BUSINESS = "ondernemen", "Ondernemen"
        STUDY = "opleiding", "Opleiding met studiefinanciering"
        ABILITY = "naar_vermogen", "Betaald werken naar vermogen"
        FIT = "werkfit", "Werkfit worden"
        SOCIAL = "meedoen", "Maatschappelijk fit worden"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="goals")
    text = models.CharField("doel, in de woorden van de klant", max_length=300)
    kind = models.CharField("soort doel", max_length=16, choices=Kind.choices, default=Kind.WORK)
    position = models.PositiveSmallIntegerField(default=1)
    by_client = models.BooleanField("zelf opgeschreven door de klant", default=False, db_default=False)
    # The client wrote it down, and nobody said yes yet: it asks a decision.
    proposed = models.BooleanField("voorstel dat wacht", default=False, db_default=False)
    reached_on = models.DateField("bereikt op", null=True, blank=True)
    dropped_reason = models.CharField("reden van vervallen", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = PartQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="goal_only_the_client_proposes",
                condition=Q(proposed=False) | Q(by_client=True, dropped_reason="", reached_on=None),
            ),
        ]

    def __str__(self):
        return self.text
