"""Emergency access as a fact: who took it, why, and which involvement it opened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from werkcentrum.access.glass.rules import AT_LEAST, Reason
from werkcentrum.access.models.dossier import Dossier, Involvement
from werkcentrum.regions.models import Participation

models.TextField.register_lookup(Length)


class Glass(models.Model):
    """An hour of reading a dossier one has nothing to do with. When it ends, the involvement says."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    involvement = models.OneToOneField(Involvement, models.PROTECT, related_name="glass")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    reason = models.CharField("reden", max_length=12, choices=Reason.choices)
    explanation = models.TextField("toelichting", max_length=1000)
    taken_at = models.DateTimeField("genomen op")

    class Meta:
        constraints = [
            models.CheckConstraint(name="glass_is_explained", condition=Q(explanation__length__gte=AT_LEAST)),
        ]
        indexes = [models.Index(name="glass_of_user", fields=["user", "-taken_at"])]

    def __str__(self):
        return f"Noodtoegang {self.public_id}"
