"""What was missing, as a row to count, and the key of a quarter under which people are told apart."""

import secrets

from django.db import models
from django.db.models import Q

from werkcentrum.regions.models import Municipality, Region


class Kind(models.TextChoices):
    """In what way somebody did not get it."""

    EMPTY = "leeg", "Niets gevonden op de menukaart"
    REFUSED = "geweigerd", "Aanvraag geweigerd"
    NO_PLACE = "vol", "Geen plaats"


class Detail(models.TextChoices):
    """What besides the need was asked, from this list only. The value is what is stored."""

    EVENING = "avond", "in de avond"
    WEEKEND = "weekend", "in het weekend"
    ONLINE = "online", "online"
    PART_TIME = "deeltijd", "in deeltijd"


class Shortage(models.Model):
    """One person, in one month, for one need. No words of anybody, no date within the month, no way back to her."""

    web_may = ("SELECT", "INSERT")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    need = models.CharField("vraag", max_length=24)
    detail = models.CharField("wens", max_length=10, choices=Detail.choices, blank=True, default="", db_default="")
    group = models.CharField("situatie", max_length=16, blank=True, default="", db_default="")
    code = models.CharField("reden van weigering", max_length=24, blank=True, default="", db_default="")
    offer = models.ForeignKey("services.Offer", models.SET_NULL, null=True, related_name="+")
    month = models.DateField("maand")
    person_key = models.CharField(max_length=32, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="shortage_month_begins", condition=Q(month__day=1)),
            models.UniqueConstraint(
                name="shortage_once_a_month",
                fields=["region", "month", "kind", "need", "detail", "group", "code", "municipality", "person_key"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.need}, {self.month:%Y-%m}"


def new_secret() -> bytes:
    """Half of the key of a quarter."""
    return secrets.token_bytes(32)


class ShortageKey(models.Model):
    """Half of the key of one region and quarter; the other half is outside the database (werkcentrum.keys).

    SECURITY: dropped after the quarter. From then on nobody can tell whether a given person is in the rows.
    """

    web_may = ("SELECT", "INSERT")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    quarter = models.DateField("eerste dag van het kwartaal")
    secret = models.BinaryField(default=new_secret, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="shortagekey_one_a_quarter", fields=["region", "quarter"])]

    def __str__(self):
        return f"{self.region_id} {self.quarter}"
