"""A message inside the product: a fixed sentence and a place to go, nothing about a person."""

from django.conf import settings
from django.db import models

from werkcentrum.regions.models import Participation


class Notice(models.Model):
    """That something needs somebody's eyes. It names nobody: who it is about stands behind the link."""

    class Kind(models.TextChoices):
        """What happened, as the receiver reads it."""

        GLASS_LEAD = "glass_lead", "Er is noodtoegang genomen tot een dossier waarvan u regiehouder bent."
        GLASS_REVIEW = "glass_review", "Er is noodtoegang genomen tot een dossier van uw organisatie. Toets dit."
        REPORT = "report", "Een klant herkent niet wie in het dossier keek. Toets dit."
        PATTERN = "pattern", "Het gebruik door een medewerker valt op. Toets dit."
        ASKED = "asked", "U wordt om uitleg gevraagd over wat u opende."
        ANSWERED = "answered", "Er is uitleg gegeven bij een toets."
        DECIDED = "decided", "Wat u opende is getoetst. U leest het oordeel."
        INCIDENT = "incident", "Er is een incident. De termijn van 72 uur loopt."
        SEALED = "sealed", "Er ligt iets nieuws bij de toetsen."
        LATE = "late", "Een overdracht in uw regio wacht langer dan afgesproken."
        REMINDED = "reminded", "De regiocoördinator vraagt u om over een overdracht te beslissen."
        ADVISED = "advised", "De regiocoördinator stelt bij een overdracht een andere ontvanger voor."
        EXPIRED = "expired", "Een aanbod van u is verlopen zonder antwoord. U bent nog regiehouder."
        REVIEW_LATE = "review_late", "Een toets is niet op tijd gedaan."
        OFFER_ENDED = (
            "offer_ended",
            "Een overdracht is ingetrokken. Bel de privacy officer over wie de regie krijgt.",
        )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    path = models.CharField("waarheen", max_length=200)
    at = models.DateTimeField("tijdstip")
    seen_at = models.DateTimeField("gelezen op", null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                name="notice_unread",
                fields=["user", "participation", "-at"],
                condition=models.Q(seen_at=None),
            )
        ]

    def __str__(self):
        return self.get_kind_display()
