"""What happened in a dossier, told so that a person can read it back."""

from django.conf import settings
from django.db import models

from clients.queries import DossierQuerySet

from .person import Client


class Entry(models.Model):
    """One line of the timeline, with the event it tells of. Lines are added, never changed."""

    class Voice(models.TextChoices):
        """Who did it."""

        CLIENT = "client", "Klant"
        STAFF = "staff", "Medewerker"
        PARTNER = "partner", "Partner"
        SYSTEM = "system", "Systeem"

    client = models.ForeignKey(Client, models.PROTECT, related_name="timeline")
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    event_id = models.UUIDField("gebeurtenis")
    kind = models.CharField("soort", max_length=40)
    voice = models.CharField("door", max_length=8, choices=Voice.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    partner_name = models.CharField("partner", max_length=120, blank=True)
    milestone = models.BooleanField("mijlpaal", default=False)
    text = models.CharField("wat", max_length=300)
    before = models.CharField("was", max_length=300, blank=True)
    after = models.CharField("werd", max_length=300, blank=True)
    # What the three voices are made of (clients/voices.py): deed in the log, what it is about, and the reason given.
    deed = models.CharField("handeling", max_length=60, blank=True, db_default="")
    about = models.CharField("waarover", max_length=300, blank=True, db_default="")
    why = models.CharField("waarom", max_length=600, blank=True, db_default="")
    objects = DossierQuerySet.as_manager()

    web_may = ("SELECT", "INSERT")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="entry_of_client", fields=["client", "-at", "-id"])]

    def __str__(self):
        return self.text
