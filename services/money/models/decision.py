"""Four eyes: one table for everything that one person prepares and another decides."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from services.money.queries import MoneyQuerySet


class Decision(models.Model):
    """What somebody prepared, and who else decided. `detail` holds ids and cents; approved, the deed is done with it.

    The database refuses that one person is both (`decision_by_another`), and that what was decided changes.
    """

    class What(models.TextChoices):
        PROMISE = "toezegging", "Toezegging"
        RECEIPT = "ontvangst", "Ontvangst"
        COMMITMENT = "verplichting", "Verplichting"
        ANNULMENT = "annulering", "Annulering"

    class State(models.TextChoices):
        WAITING = "voorgelegd", "Wacht op een ander"
        APPROVED = "goedgekeurd", "Goedgekeurd"
        REFUSED = "afgewezen", "Afgewezen"

    web_may = ("SELECT", "INSERT", "UPDATE")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey("services.RegionalBudget", models.PROTECT, related_name="decisions")
    what = models.CharField("wat", max_length=12, choices=What.choices)
    commitment = models.ForeignKey(
        "services.Commitment", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    detail = models.JSONField(default=dict)
    cents = models.BigIntegerField("bedrag (centen)")
    text = models.CharField("omschrijving", max_length=300, blank=True)
    state = models.CharField("stand", max_length=12, choices=State.choices, default=State.WAITING)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField("voorgelegd op", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_by_another", condition=Q(decided_by=None) | ~Q(decided_by=F("prepared_by"))
            ),
            models.CheckConstraint(
                name="decision_by_somebody",
                condition=Q(state="voorgelegd", decided_by=None, decided_at=None)
                | ~Q(state="voorgelegd") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_refused_with_reason", condition=~Q(state="afgewezen") | ~Q(reason="")
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state="voorgelegd", what="verplichting"),
                name="decision_one_open_per_commitment",
            ),
        ]
        indexes = [models.Index(name="decision_waiting", fields=["budget", "state"])]

    def __str__(self):
        return f"{self.get_what_display()} {self.pk}"
