"""What is about to be erased: a list that one person prepares and another approves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from werkcentrum.access.models import Dossier
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Region


class LegalHold(models.Model):
    """A dossier that is kept although its term is over: a complaint, a court case, an investigation."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="holds")
    reason = models.CharField("reden", max_length=300)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField("vanaf", auto_now_add=True)
    lifted_at = models.DateTimeField("opgeheven op", null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.UniqueConstraint(name="hold_once", fields=["dossier"], condition=Q(lifted_at=None)),
        ]

    def __str__(self):
        return f"Bewaren {self.dossier_id}"


class EraseWish(models.Model):
    """A granted request to erase (AVG 17): the dossier comes on the next list, whatever its term."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="erase_wish")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    web_may = ("SELECT", "INSERT")

    def __str__(self):
        return f"Wissen {self.dossier_id}"


class Destruction(models.Model):
    """A list of dossiers whose term is over. Four eyes: who approves is not who prepared (a constraint says so)."""

    class State(models.TextChoices):
        PREPARED = "klaargezet", "Wacht op goedkeuring"
        APPROVED = "goedgekeurd", "Goedgekeurd, wordt gewist"
        REFUSED = "afgewezen", "Afgewezen"
        DONE = "gewist", "Gewist"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    as_of = models.DateField("peildatum")
    state = FSMField("toestand", choices=State.choices, default=State.PREPARED, protected=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("klaargezet op", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    refusal = models.CharField("waarom niet", max_length=300, blank=True)
    done_at = models.DateTimeField("gewist op", null=True, blank=True)
    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(name="destruction_four_eyes", condition=~Q(decided_by=F("prepared_by"))),
            models.CheckConstraint(
                name="destruction_decided_by_somebody",
                condition=Q(state="klaargezet", decided_by=None, decided_at=None)
                | ~Q(state="klaargezet") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="destruction_refused_why", condition=~Q(state="afgewezen") | ~Q(refusal="")),
            models.CheckConstraint(name="destruction_done_when", condition=Q(state="gewist") ^ Q(done_at=None)),
            models.UniqueConstraint(
                name="destruction_one_at_a_time",
                fields=["region"],
                condition=Q(state__in=["klaargezet", "goedgekeurd"]),
            ),
        ]

    def __str__(self):
        return f"Vernietigingslijst {self.public_id}"

    @transition(
        field=state, source=State.PREPARED, target=State.APPROVED, custom={"needs": Permission.RETENTION_APPROVE}
    )
    def approve(self, *, by, at):
        """Goedgekeurd. De nachtelijke taak wist deze dossiers; in de cijfers blijven zij meetellen."""
        self.decided_by, self.decided_at = by, at

    @transition(
        field=state, source=State.PREPARED, target=State.REFUSED, custom={"needs": Permission.RETENTION_APPROVE}
    )
    def refuse(self, *, by, at, refusal):
        """Afgewezen met reden. Er wordt niets gewist."""
        self.decided_by, self.decided_at, self.refusal = by, at, refusal

    @transition(field=state, source=State.APPROVED, target=State.DONE, custom={"needs": Permission.RETENTION_PREPARE})
    def finish(self, *, at):
        """Gewist door de nachtelijke taak."""
        self.done_at = at


class DestructionLine(models.Model):
    """One dossier, or a number of rows of another kind, on a list. Names nobody."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    term = models.CharField("termijn", max_length=40)
    count = models.PositiveIntegerField("aantal", default=1)
    triggered_on = models.DateField("gesloten op", null=True, blank=True)
    erased = models.BooleanField("gewist", default=False)
    web_may = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="destructionline_dossier_once", fields=["destruction", "dossier"]),
            models.CheckConstraint(name="destructionline_one_dossier", condition=Q(dossier=None) | Q(count=1)),
        ]

    def __str__(self):
        return f"{self.term} {self.dossier_id or self.count}"
