"""How far the reading of a monthly file of situations is, and what could not be noted. Nobody is named here."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Feed(models.Model):
    """One file, known by the digest of its bytes. `done` is per worker the last line that it settled."""

    digest = models.CharField("kenmerk", max_length=64, unique=True)
    participation = models.ForeignKey("regions.Participation", models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField("begonnen op", auto_now_add=True)
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)
    workers = models.PositiveSmallIntegerField("processen", default=1)
    web_may = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feed_ends_after_it_starts",
                condition=Q(finished_at=None) | Q(finished_at__gte=models.F("started_at")),
            )
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d} {self.digest[:8]}"


class FeedPart(models.Model):
    """The share of one worker: the last line it settled, and the numbers so far, saved in the same transaction."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField("deel")
    line = models.PositiveIntegerField("tot en met regel", default=0)
    counts = models.JSONField("aantallen", default=dict)
    web_may = ()

    class Meta:
        constraints = [models.UniqueConstraint(name="feedpart_once", fields=["feed", "number"])]

    def __str__(self):
        return f"deel {self.number}"


class FeedIssue(models.Model):
    """A line that was not noted, and why. AVG: only the number of the line leads back to the file."""

    class Kind(models.TextChoices):
        """What has to be done with it."""

        WRONG = "fout", "Niet te lezen"
        ASK = "navragen", "Eerst navragen"
        DIFFERS = "verschil", "Staat hier anders"
        REFUSED = "geweigerd", "Kon niet worden vastgelegd"

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="issues")
    line = models.PositiveIntegerField("regel")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    sentence = models.CharField("wat", max_length=400)
    web_may = ()

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(name="feedissue_once", fields=["feed", "line"])]

    def __str__(self):
        return f"regel {self.line}: {self.sentence}"
