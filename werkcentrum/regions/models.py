"""The map: regions, municipalities, desks, partners, and the cell in which every role is held."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from werkcentrum.permissions import Permission
from werkcentrum.regions.queries import ParticipationQuerySet, PeriodQuerySet
from werkcentrum.vocabulary import PartnerKind


class DateRange(Func):
    """The SQL `daterange(from, until, '[]')` of two date columns."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, start="valid_from", end="valid_until"):
        super().__init__(F(start), F(end), models.Value("[]"))


class Region(models.Model):
    """One of the 35 labour market regions (Besluit SUWI 2.4); UWV fixes them yearly."""

    code = models.CharField("code CBS", max_length=6, unique=True)
    name = models.CharField("naam", max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    central = models.ForeignKey(
        "Municipality", models.PROTECT, null=True, related_name="+", verbose_name="centrumgemeente"
    )
    source = models.CharField("bron", max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Municipality(models.Model):
    """One of the 342 municipalities; `region` is where it belongs now, `RegionMembership` says since when."""

    code = models.CharField("code CBS", max_length=6, unique=True)
    name = models.CharField("naam", max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities", verbose_name="arbeidsmarktregio")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class RegionMembership(models.Model):
    """The period in which a municipality belonged to a region."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="region_periods")
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipality_periods")
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="regionmembership_one_region_at_a_time",
                expressions=[("municipality", RangeOperators.EQUAL), (DateRange(), RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self):
        return f"{self.municipality} in {self.region} vanaf {self.valid_from}"


class PostcodeArea(models.Model):
    """The municipality of a four-digit postcode; good for a first guess, the client confirms it."""

    pc4 = models.CharField("postcode (4 cijfers)", max_length=4, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="postcodes")
    place = models.CharField("plaats", max_length=80)

    def __str__(self):
        return f"{self.pc4} {self.place}"


class Partner(models.Model):
    """An organisation that takes part: UWV, a municipality, social partners, education, SBB, a social enterprise."""

    kind = models.CharField("soort", max_length=20, choices=PartnerKind.choices())
    name = models.CharField("naam", max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    municipality = models.OneToOneField(Municipality, models.PROTECT, null=True, blank=True, related_name="partner")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="partner_municipality_exactly_for_kind",
                condition=Q(kind=PartnerKind.MUNICIPALITY, municipality__isnull=False)
                | ~Q(kind=PartnerKind.MUNICIPALITY) & Q(municipality=None),
            )
        ]

    def __str__(self):
        return self.name


class Participation(models.Model):
    """The cell: one partner in one region. Every role is held in a cell, every grant hangs on one."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="participations")
    region = models.ForeignKey(Region, models.PROTECT, related_name="participations")
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    objects = ParticipationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [(permission.value, permission.label) for permission in Permission]
        constraints = [models.UniqueConstraint(fields=["partner", "region"], name="participation_once_per_region")]

    def __str__(self):
        return f"{self.partner} in {self.region}"


class Desk(models.Model):
    """A place where one can walk in: the Werkcentrum itself, a dependance, or the digital desk."""

    class Kind(models.TextChoices):
        MAIN = "main", "Werkcentrum"
        BRANCH = "branch", "Dependance"
        DIGITAL = "digital", "Digitaal loket"

    region = models.ForeignKey(Region, models.PROTECT, related_name="desks")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="desks")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    name = models.CharField("naam", max_length=120)
    opening_hours = models.CharField("openingstijden", max_length=120, blank=True)

    class Meta:
        ordering = ["region", "name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="desk_name_once_per_region")]

    def __str__(self):
        return self.name
