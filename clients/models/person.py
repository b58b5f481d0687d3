"""Who the person is. The primary key is the dossier: access needs no join."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from clients import names
from clients.queries import ClientQuerySet, DossierQuerySet
from werkcentrum.access.models import Dossier
from werkcentrum.audit.history import EventHistory
from werkcentrum.regions.models import Municipality
from werkcentrum.sealed import SealedRow


class Client(models.Model):
    """A person with a dossier. BSN and income stand in tables of their own."""

    class NameUse(models.TextChoices):
        """Which name one is addressed by (BRP: aanduiding naamgebruik)."""

        OWN = "E", "Eigen naam"
        PARTNER = "P", "Naam partner"
        PARTNER_FIRST = "V", "Naam partner, dan eigen naam"
        OWN_FIRST = "N", "Eigen naam, dan naam partner"

    class BirthPrecision(models.TextChoices):
        """How much of the birth date is known; the unknown part of `birth_on` is 01."""

        DAY = "day", "Hele datum"
        MONTH = "month", "Maand en jaar"
        YEAR = "year", "Alleen het jaar"

    class Channel(models.TextChoices):
        """How one likes to be reached."""

        VISIT = "visit", "Langskomen"
        PHONE = "phone", "Telefoon"
        MAIL = "mail", "E-mail"
        POST = "post", "Brief"

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="client")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    first_names = models.CharField("voornamen", max_length=120, blank=True)
    call_name = models.CharField("roepnaam", max_length=60, blank=True)
    prefix = models.CharField("voorvoegsel", max_length=20, blank=True)
    surname = models.CharField("achternaam", max_length=120)
    partner_prefix = models.CharField("voorvoegsel partner", max_length=20, blank=True)
    partner_surname = models.CharField("achternaam partner", max_length=120, blank=True)
    name_use = models.CharField("naamgebruik", max_length=1, choices=NameUse.choices, default=NameUse.OWN)
    gender = models.CharField(
        "aanspreekvorm", max_length=1, choices=[("M", "De heer"), ("V", "Mevrouw"), ("X", "Neutraal")], blank=True
    )
    birth_on = models.DateField("geboortedatum")
    birth_precision = models.CharField(max_length=5, choices=BirthPrecision.choices, default=BirthPrecision.DAY)
    street = models.CharField("straat", max_length=80, blank=True)
    house_number = models.PositiveIntegerField("huisnummer", null=True, blank=True)
    house_letter = models.CharField("huisletter", max_length=1, blank=True)
    house_addition = models.CharField("toevoeging", max_length=6, blank=True)
    postcode = models.CharField("postcode", max_length=6, blank=True)
    place = models.CharField("woonplaats", max_length=80, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    channel = models.CharField("liefst bereikbaar via", max_length=5, choices=Channel.choices, blank=True)
    language = models.CharField("taal", max_length=3, default="nld")
    interpreter = models.BooleanField("tolk nodig", default=False)
    # Written by `save`: the two keys that lists sort on and look-ups search in.
    sort_name = models.CharField(max_length=200, editable=False)
    search_name = models.CharField(max_length=200, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClientQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory], excluded_fields=["sort_name", "search_name"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="client_unknown_birth_parts_are_first",
                condition=Q(birth_precision="day")
                | Q(birth_precision="month", birth_on__day=1)
                | Q(birth_precision="year", birth_on__day=1, birth_on__month=1),
            ),
        ]
        indexes = [
            models.Index(name="client_born", fields=["birth_on"], include=["search_name"]),
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="client_search_name"),
        ]

    def __str__(self):
        return f"Klant {self.public_id}"

    def save(self, *args, **kwargs):
        """Save with the sort and search keys made anew."""
        self.sort_name = names.sort_key(self)
        self.search_name = names.search_key(self.surname)
        super().save(*args, **kwargs)

    @property
    def name(self):
        """The name as one is addressed: "Fatima el Amrani"."""
        return names.full(self)

    @property
    def initials(self):
        """First letters: "F. el A."; the most a minimal card shows."""
        return names.initials(self)


class NationalNumber(SealedRow):
    """The BSN, encrypted. No history, no place in any other form; `clients.actions.number` alone writes it."""

    PURPOSE = "bsn"
    client = models.OneToOneField(Client, models.CASCADE, primary_key=True, related_name="national_number")
    # SECURITY: registered on the number of a sealed dossier: the desk sees an ordinary one, see ADR 0007.
    parked_for = models.ForeignKey(Dossier, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    objects = DossierQuerySet.as_manager()

    def __str__(self):
        return "BSN (versleuteld)"

    def owner(self):
        """The person's public id, which outlives every key."""
        return self.client.public_id.bytes

    def bound(self):
        """The owner alone: the BSN is older than purposes, and no other text is bound to an owner alone."""
        return self.owner()

    @classmethod
    def with_owner(cls):
        """With the person."""
        return cls._base_manager.select_related("client")


class NumberIndex(models.Model):
    """The keyed index of a BSN, one row per live key. See ADR 0013: unique at every moment of a change of keys."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    key_id = models.CharField("sleutel", max_length=16, editable=False)
    index = models.BinaryField("index", max_length=32, editable=False)
    # SECURITY: beside the number of a sealed dossier the same number can stand once more, see ADR 0007.
    parked = models.BooleanField(default=False, db_default=False, editable=False)
    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="numberindex_one_per_key", fields=["client", "key_id"]),
            models.UniqueConstraint(name="numberindex_once", fields=["index", "parked"]),
        ]

    def __str__(self):
        return "index van een BSN"
