"""Filters that somebody chose before and gave a name: hers alone."""

from django.conf import settings
from django.db import models

from clients.queries import SavedViewQuerySet


class SavedView(models.Model):
    """The filters of a list, under a name of one's own. The filters are codes that the list understands, no words."""

    class Page(models.TextChoices):
        """The lists that keep filters."""

        TODAY = "vandaag", "Vandaag"
        CLIENTS = "klanten", "Klanten"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    page = models.CharField("lijst", max_length=8, choices=Page.choices)
    name = models.CharField("naam", max_length=40)
    query = models.CharField("filters", max_length=300)
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(name="saved_view_once", fields=["user", "page", "name"])]

    def __str__(self):
        return self.name
