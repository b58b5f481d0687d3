"""What is left of somebody who was erased: that it happened, and a row in the figures."""

from django.db import models

from werkcentrum.regions.models import Region


class Erasure(models.Model):
    """The ledger: pseudonyms of erased dossiers. Also written to a file outside the database, for after a restore."""

    dossier = models.UUIDField("dossier", primary_key=True)
    term = models.CharField("termijn", max_length=40)
    erased_on = models.DateField("gewist op")
    web_may = ("SELECT",)

    def __str__(self):
        return str(self.dossier)


class Statistic(models.Model):
    """One erased person in the figures: month, region and codes. Nothing leads back to her or to her dossier."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    month = models.DateField("maand waarin het dossier openging")
    codes = models.JSONField("codes", default=dict)
    web_may = ("SELECT",)

    class Meta:
        indexes = [models.Index(name="statistic_of_month", fields=["region", "month"])]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.codes}"
