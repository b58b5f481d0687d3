"""Why a dossier is sealed, who asked for it and who decided: the privacy officer's own administration."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from werkcentrum.permissions import Permission

from .dossier import Dossier


class Seal(models.Model):
    """One request to seal a dossier and what came of it. At most one is open or in force per dossier."""

    class Reason(models.TextChoices):
        """Why; a code, never a story."""

        HIDDEN_ADDRESS = "geheim_adres", "Geheim adres"
        EMPLOYEE = "medewerker", "Medewerker van een partner als klant"
        VIP = "bekend", "Bekend persoon"
        THREAT = "dreiging", "Bedreiging of onveilige situatie"

    class State(models.TextChoices):
        ASKED = "gevraagd", "Gevraagd"
        SEALED = "besloten", "Besloten"
        REFUSED = "geweigerd", "Niet nodig gevonden"
        LIFTED = "opgeheven", "Opgeheven"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    reason = models.CharField("reden", max_length=16, choices=Reason.choices)
    state = FSMField("toestand", choices=State.choices, default=State.ASKED, protected=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="seal_one_per_dossier", fields=["dossier"], condition=Q(state__in=["gevraagd", "besloten"])
            ),
            models.CheckConstraint(
                name="seal_decided_exactly_when_not_asked",
                condition=Q(state="gevraagd", decided_at=None, decided_by=None)
                | ~Q(state="gevraagd") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Besloten {self.pk}"

    @transition(field=state, source=State.ASKED, target=State.SEALED, custom={"needs": Permission.DOSSIER_SEAL})
    def grant(self, *, by, at):
        """Besloten. Alleen wie is aangewezen opent dit dossier nog."""
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=State.ASKED, target=State.REFUSED, custom={"needs": Permission.DOSSIER_SEAL})
    def refuse(self, *, by, at):
        """Niet nodig gevonden. Er verandert niets."""
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=State.SEALED, target=State.LIFTED, custom={"needs": Permission.DOSSIER_SEAL})
    def lift(self, *, by, at):
        """Opgeheven. Wie een relatie heeft, opent dit dossier weer."""
        self.decided_by, self.decided_at = by, at
