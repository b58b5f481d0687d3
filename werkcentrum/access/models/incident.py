"""The register of personal data breaches (AVG 33.5), with the clock of 72 hours."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from werkcentrum.access.models.dossier import Dossier
from werkcentrum.access.models.review import Review
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Region

CLOCK = timedelta(hours=72)
"""AVG 33.1: to the supervisor within 72 hours after one knows."""


class Incident(ConcurrentTransitionMixin, models.Model):
    """Something that may be a breach: when it was known, what it was, whether it is reported and why (not)."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "te beoordelen"
        JUDGED = "judged", "beoordeeld"
        CLOSED = "closed", "afgesloten"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    review = models.OneToOneField(Review, models.PROTECT, null=True, blank=True, related_name="incident")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    detected_at = models.DateTimeField("bekend sinds")
    what = models.TextField("wat er gebeurde", max_length=2000)
    state = FSMField("stand", choices=State.choices, default=State.OPEN, protected=True)
    reported = models.BooleanField("gemeld bij de AP", null=True, blank=True)
    clients_told = models.BooleanField("betrokkenen ingelicht", null=True, blank=True)
    why = models.TextField("waarom wel of niet", max_length=2000, blank=True)
    judged_at = models.DateTimeField("beoordeeld op", null=True, blank=True)
    measures = models.TextField("wat er is gedaan", max_length=2000, blank=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    # SECURITY: until somebody says so here, who misused emergency access does not get it again.
    glass_again = models.BooleanField("noodtoegang mag weer", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="incident_judged_with_a_reason",
                condition=Q(state="open", reported=None, judged_at=None)
                | Q(state__in=["judged", "closed"], reported__isnull=False, judged_at__isnull=False) & ~Q(why=""),
            ),
            models.CheckConstraint(
                name="incident_closed_exactly_when_it_says_so",
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
            ),
        ]
        indexes = [models.Index(name="incident_register", fields=["region", "-detected_at"])]

    def __str__(self):
        return f"Incident {self.public_id}"

    @property
    def report_by(self):
        """The end of the 72 hours."""
        return self.detected_at + CLOCK

    @transition(field=state, source=State.OPEN, target=State.JUDGED, custom={"needs": Permission.RIGHTS_HANDLE})
    def judge(self, *, at, reported, clients_told, why):
        """U legt vast of dit is gemeld bij de Autoriteit Persoonsgegevens en aan de klant, en waarom."""
        self.judged_at, self.reported, self.clients_told, self.why = at, reported, clients_told, why

    @transition(field=state, source=State.JUDGED, target=State.CLOSED, custom={"needs": Permission.RIGHTS_HANDLE})
    def close(self, *, at, measures, glass_again):
        """Het incident blijft in het register staan; er is niets meer te doen."""
        self.closed_at, self.measures, self.glass_again = at, measures, glass_again
