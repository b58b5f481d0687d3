"""What makes work difficult (GGM: aandachtspunt), and what helps."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from werkcentrum.audit.history import EventHistory
from werkplan.queries import PartQuerySet

from .plan import Werkplan


class Obstacle(models.Model):
    """One thing that makes it difficult. AVG 9 and 10: never a diagnosis, and of justice only that there is a talk."""

    class Kind(models.TextChoices):
        """The nine of the GGM, in plain words."""

        MONEY = "financien", "Zorgen over geld"
        ADDICTION = "verslaving", "Niet zonder iets kunnen"
        CARE = "zorgtaken", "Zorgen voor kinderen of een ander"
        JUSTICE = "justitie", "Een gesprek over politie of justitie"
        LANGUAGE = "taal", "De Nederlandse taal"
        DIGITAL = "digitaal", "Werken met computer of telefoon"
        BODY = "lichaam", "Wat het lichaam aankan"
        MIND = "hoofd", "Wat het hoofd aankan"
        HOUSING = "wonen", "Hoe iemand woont"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="obstacles")
    kind = models.CharField("waar het over gaat", max_length=10, choices=Kind.choices)
    words = models.CharField("wat het lastig maakt", max_length=200, blank=True)
    helps = models.CharField("wat helpt", max_length=300, blank=True)
    solved_on = models.DateField("opgelost op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = PartQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["solved_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="obstacle_once_while_it_is_there", fields=["plan", "kind"], condition=Q(solved_on=None)
            ),
            # AVG 10: about police and justice nothing is written but that a talk is needed.
            models.CheckConstraint(
                name="obstacle_of_justice_without_words", condition=~Q(kind="justitie") | Q(words="", helps="")
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
