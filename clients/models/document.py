"""Documents of a person: what is known of a file, and the sealed file itself in a table of its own (ADR 0014)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.queries import DocumentQuerySet, DossierQuerySet
from werkcentrum.regions.models import Participation
from werkcentrum.sealed import SealedFile

from .person import Client


class Document(models.Model):
    """A file that somebody added to a dossier. It can be withdrawn; then the file and its name are gone at once."""

    class Kind(models.TextChoices):
        """What it is about; the group of fields that goes with a kind stands in `clients.documents`."""

        CV = "cv", "Cv of sollicitatiebrief"
        DIPLOMA = "diploma", "Diploma, certificaat of getuigschrift"
        PROOF = "bewijs", "Bewijs bij een stap of afspraak"
        INCOME = "inkomen", "Brief of besluit over inkomen of uitkering"
        CONTRACT = "contract", "Arbeidscontract of loonstrook"
        OTHER = "anders", "Iets anders bij het plan"

    class Format(models.TextChoices):
        """What the bytes are."""

        PDF = "pdf", "pdf"
        DOCX = "docx", "docx"
        ODT = "odt", "odt"
        JPG = "jpg", "jpg"
        PNG = "png", "png"

    class Why(models.TextChoices):
        """Why it is gone."""

        WITHDRAWN = "ingetrokken", "Ingetrokken"
        VIRUS = "virus", "Virus gevonden"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="documents")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    name = models.CharField("naam van het bestand", max_length=80, blank=True)
    note = models.CharField("wat het is", max_length=200, blank=True)
    format = models.CharField("formaat", max_length=4, choices=Format.choices)
    size = models.PositiveIntegerField("grootte in bytes")
    digest = models.CharField("controlegetal", max_length=64)
    by_client = models.BooleanField("door de klant", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("toegevoegd op", auto_now_add=True)
    # Empty while a virus scanner that is there has not seen it: until then nobody opens it.
    checked_at = models.DateTimeField("gecontroleerd op", null=True, blank=True)
    gone_at = models.DateTimeField("weg sinds", null=True, blank=True)
    gone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    gone_why = models.CharField("waarom weg", max_length=12, choices=Why.choices, blank=True)
    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="document_once_per_client", fields=["client", "digest"], condition=Q(gone_at=None)
            ),
            models.CheckConstraint(
                name="document_gone_with_its_name_and_a_reason",
                condition=Q(gone_at=None, gone_by=None, gone_why="")
                | Q(gone_at__isnull=False, gone_why="virus", gone_by=None, name="", note="")
                | Q(gone_at__isnull=False, gone_why="ingetrokken", gone_by__isnull=False, name="", note=""),
            ),
        ]

    def __str__(self):
        return f"Document {self.public_id}"


class DocumentBody(SealedFile):
    """The file, sealed with the keys of the installation; read by `actions.documents.read` alone."""

    PURPOSE = "document"
    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="content")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    objects = DossierQuerySet.as_manager()

    def __str__(self):
        return "bestand (versleuteld)"

    def owner(self):
        """The document's public id."""
        return self.document.public_id.bytes

    @classmethod
    def with_owner(cls):
        """With the document."""
        return cls._base_manager.select_related("document")
