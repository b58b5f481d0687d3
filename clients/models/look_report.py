"""What a client says about a line of "Wie keek in mijn dossier" that she does not recognise."""

import uuid

from django.conf import settings
from django.db import models

from clients.queries import LookReportQuerySet
from werkcentrum.access.models import Review
from werkcentrum.regions.models import Participation

from .person import Client


class LookReport(models.Model):
    """One employee on one day, not recognised by the client; somebody looks into it before `due_on`.

    SECURITY: `actor` is for who checks; the client knows the employee as `number` only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="look_reports")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField("nummer van de medewerker")
    day = models.DateField("dag")
    words = models.TextField("wat u ervan vindt", max_length=1000, blank=True)
    reported_at = models.DateTimeField("gemeld op", auto_now_add=True)
    due_on = models.DateField("antwoord voor")
    review = models.OneToOneField(Review, models.PROTECT, related_name="+")
    objects = LookReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="look_reported_once", fields=["client", "actor", "day"])]

    def __str__(self):
        return f"Melding {self.public_id}"
