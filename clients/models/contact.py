"""The two light depths of contact: an anonymous visit, and a name with a question."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clients.queries import DeskQuerySet
from werkcentrum.regions.models import Desk, Municipality, Region
from werkcentrum.vocabulary import SITUATION_CHOICES


class Visit(models.Model):
    """Somebody came by, called or wrote. Nothing in it says who."""

    class Reason(models.TextChoices):
        WORK = "werk", "Werk zoeken"
        LEARN = "leren", "Leren of omscholen"
        INCOME = "inkomen", "Inkomen of uitkering"
        DISMISSAL = "ontslag", "Ontslag of baan loopt af"
        LANGUAGE = "taal", "Taal"
        DEBT = "schulden", "Geldzorgen"
        EMPLOYER = "werkgever", "Vraag van een werkgever"
        OTHER = "anders", "Iets anders"

    class Channel(models.TextChoices):
        DESK = "balie", "Aan de balie"
        PHONE = "telefoon", "Telefoon"
        MAIL = "mail", "E-mail"
        CHAT = "chat", "Chat"
        EVENT = "bijeenkomst", "Bijeenkomst"

    class Outcome(models.TextChoices):
        ANSWERED = "beantwoord", "Vraag beantwoord"
        REFERRED = "verwezen", "Verwezen"
        LIGHT = "teruggebeld", "Naam genoteerd, wij bellen terug"
        REGISTERED = "ingeschreven", "Ingeschreven"

    submit_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    reason = models.CharField("reden", max_length=12, choices=Reason.choices)
    channel = models.CharField("kanaal", max_length=12, choices=Channel.choices, default=Channel.DESK)
    minutes = models.PositiveSmallIntegerField("minuten", default=5)
    situation = models.CharField("situatie", max_length=24, choices=SITUATION_CHOICES, blank=True)
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome.choices, default=Outcome.ANSWERED)
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = DeskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="visit_of_desk", fields=["desk", "-at"])]
        constraints = [
            models.CheckConstraint(name="visit_minutes_in_a_day", condition=Q(minutes__gte=1, minutes__lte=480)),
        ]

    def __str__(self):
        return f"Bezoek {self.at:%Y-%m-%d %H:%M}"


class LightContact(models.Model):
    """A call name, a way to reach somebody, and a question: enough to call back, too little for a dossier."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="light_contact")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    call_name = models.CharField("roepnaam", max_length=60)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    question = models.TextField("vraag", max_length=2000)
    needs = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    call_back_on = models.DateField("terugbellen op", null=True, blank=True)
    done_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField("uitkomst", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = DeskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="lightcontact_call_back", fields=["desk", "call_back_on"], condition=Q(done_at=None))
        ]
        constraints = [
            models.CheckConstraint(name="lightcontact_can_be_reached", condition=~Q(phone="") | ~Q(email="")),
            models.CheckConstraint(
                name="lightcontact_done_by_somebody",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Licht contact {self.public_id}"
