"""The dossier as thing of access, and the dated relation of a named person to it."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from werkcentrum.access.anchored import ScopedQuerySet
from werkcentrum.access.queries import InvolvementQuerySet
from werkcentrum.access.relations import Ground, Relation
from werkcentrum.permissions import FieldGroup
from werkcentrum.regions.models import Participation, Region

__all__ = ["Dossier", "Involvement", "Relation"]

FAR_AWAY = "9999-12-31"


class Dossier(models.Model):
    """What access is about. Who the person is stands one floor up, in `clients.Client`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("geopend op", auto_now_add=True)
    # SECURITY: of a sealed dossier only who is named for it sees anything, the fact that it exists included.
    sealed = models.BooleanField("besloten", default=False, db_default=False)
    # AVG 18: read for the lead, written by nobody.
    restricted_at = models.DateTimeField("beperkt sinds", null=True, blank=True)
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    # AVG 17: only this pseudonym is left; the log still points at it.
    erased_at = models.DateTimeField("gewist op", null=True, blank=True)
    web_may = ("SELECT", "UPDATE")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            # The second door asks of thousands of dossiers which few are sealed, restricted or closed.
            models.Index(
                name="dossier_not_ordinary",
                fields=["id"],
                include=["sealed", "restricted_at", "closed_at"],
                condition=Q(sealed=True) | Q(restricted_at__isnull=False) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Dossier {self.public_id}"


class Involvement(models.Model):
    """The dated relation of a named person to a dossier: the only truth about who opens it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="involvements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="involvements")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="involvements")
    relation = models.CharField("relatie", max_length=12, choices=Relation.choices)
    ground = models.CharField("grondslag", max_length=20, choices=Ground.choices)
    field_groups = ArrayField(
        models.CharField(max_length=3, choices=[(g.value, g.name) for g in FieldGroup]), default=list
    )
    valid_from = models.DateTimeField("van")
    valid_until = models.DateTimeField("tot", null=True, blank=True)
    # A copy of the plan's next date, so that a caseload of any size is read in order from one index.
    next_on = models.DateField("eerstvolgende datum", default=FAR_AWAY)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_named = models.BooleanField("aangewezen voor een besloten dossier", default=False, db_default=False)
    cover_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vervangt"
    )
    web_may = ("SELECT", "INSERT", "UPDATE")
    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="involvement_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="involvement_support_and_former_end",
                condition=~Q(relation__in=["support", "former", "glass", "review"]) | Q(valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="involvement_cover_is_team_and_ends",
                condition=Q(cover_for=None) | Q(relation="team", valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="involvement_cell_unless_self",
                condition=Q(relation="self", participation=None) | ~Q(relation="self") & Q(participation__isnull=False),
            ),
            models.UniqueConstraint(
                name="involvement_one_open_row",
                fields=["dossier", "user", "participation", "relation"],
                condition=Q(valid_until=None),
                nulls_distinct=False,
            ),
            ExclusionConstraint(
                name="involvement_one_lead_at_a_time",
                expressions=[
                    ("dossier", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"), F("valid_until"), function="tstzrange", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(relation="lead"),
            ),
        ]
        indexes = [
            models.Index(
                name="involvement_caseload",
                fields=["user", "participation", "next_on", "dossier"],
                include=["relation", "valid_from", "valid_until", "sealed_named"],
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.get_relation_display()} {self.dossier}"
