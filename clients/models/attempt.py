"""Attempts to reach somebody who did not come: what was tried, and what she said was going on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.queries import DossierQuerySet
from werkcentrum.regions.models import Participation

from .appointment import Appointment
from .person import Client


class ContactAttempt(models.Model):
    """One attempt to reach a client, or her side of the story. Only added: it is what a later decision rests on."""

    class Way(models.TextChoices):
        """How it was tried."""

        PHONE = "telefoon", "Gebeld"
        MESSAGE = "bericht", "Bericht of e-mail gestuurd"
        LETTER = "brief", "Brief gestuurd"
        VISIT = "bezoek", "Langs geweest"
        OTHERS = "anderen", "Via iemand die haar kent of helpt"

    class Outcome(models.TextChoices):
        """What came of it."""

        REACHED = "bereikt", "Gesproken"
        SILENT = "geen_reactie", "Geen reactie"
        UNKNOWN = "onbekend", "Nummer of adres klopt niet"

    client = models.ForeignKey(Client, models.PROTECT, related_name="attempts")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="attempts")
    on = models.DateField("op welke dag")
    way = models.CharField("hoe", max_length=10, choices=Way.choices)
    outcome = models.CharField("wat kwam ervan", max_length=12, choices=Outcome.choices)
    said = models.TextField("wat er aan de hand was, in de woorden van de klant", max_length=1000, blank=True)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)
    objects = DossierQuerySet.as_manager()

    web_may = ("SELECT", "INSERT")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="attempt_words_of_who_was_reached", condition=Q(said="") | Q(outcome="bereikt"))
        ]
        indexes = [models.Index(name="attempt_of_client", fields=["client", "-on"])]

    def __str__(self):
        return f"Contactpoging {self.pk}"
