"""What was done, and who looked at whom. Rows are only ever added; a trigger refuses changes.

`Event` and `Reading` are partitioned by month of `at` (`partitions.py`); the database also keeps a column `turn` in
them, the number of the transaction that wrote the row, which only the sealer reads (`seal/`).
"""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q


class Event(models.Model):
    """A deed: what, on what, by whom, in which cell. Holds no personal values, only codes, ids and dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    participation = models.ForeignKey("regions.Participation", models.PROTECT, null=True, related_name="+")
    role = models.CharField("rol", max_length=24, blank=True)
    action = models.CharField("handeling", max_length=60)
    object_type = models.CharField("soort object", max_length=60)
    object_id = models.CharField("object", max_length=40)
    dossier = models.ForeignKey("access.Dossier", models.PROTECT, null=True, related_name="+", db_index=False)
    trace = models.UUIDField("verzoek", null=True)
    detail = models.JSONField("bijzonderheden", default=dict)

    web_may = ("SELECT", "INSERT")

    class Meta:
        indexes = [
            models.Index(name="event_of_dossier", fields=["dossier", "-at"]),
            BrinIndex(name="event_in_time", fields=["at"]),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Reading(models.Model):
    """One person's data shown to one user: when, which part, in which relation and ground, for what purpose.

    `result` is empty for a page that was sent, else what came instead ("refused", "failed").
    """

    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    participation = models.ForeignKey(
        "regions.Participation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField("rol", max_length=24, blank=True)
    dossier = models.ForeignKey("access.Dossier", models.PROTECT, null=True, related_name="+", db_index=False)
    part = models.CharField("onderdeel", max_length=40)
    purpose = models.CharField("doel", max_length=40)
    trace = models.UUIDField("verzoek")
    relation = models.CharField("relatie", max_length=16, null=True)
    ground = models.CharField("grond", max_length=16, null=True)
    result = models.CharField("uitkomst", max_length=16, null=True)

    web_may = ("SELECT", "INSERT")

    class Meta:
        indexes = [
            models.Index(name="reading_of_dossier", fields=["dossier", "-at"]),
            models.Index(name="reading_by_actor", fields=["actor", "part", "-at"]),
            models.Index(name="reading_of_cell", fields=["participation", "-at"]),
            BrinIndex(name="reading_in_time", fields=["at"]),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.part}"


class Alias(models.Model):
    """The number under which one client sees one employee: given once, in the order in which they first looked."""

    dossier = models.ForeignKey("access.Dossier", models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField("nummer")

    web_may = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="alias_one_number", fields=["dossier", "number"]),
            models.UniqueConstraint(name="alias_one_employee", fields=["dossier", "actor"]),
        ]

    def __str__(self):
        return f"medewerker {self.number}"


class LogBatch(models.Model):
    """A run of finished rows of one table under one Merkle root, chained to the batch before (ADR 11).

    `leaves` holds of every row its id and its hash, in the order of the tree, so that a wrong row can be named.
    """

    number = models.BigIntegerField("nummer", primary_key=True)
    table = models.CharField("tabel", max_length=20)
    form = models.PositiveSmallIntegerField("vorm", default=1)
    first_turn = models.BigIntegerField()
    first_id = models.CharField(max_length=36)
    last_turn = models.BigIntegerField()
    last_id = models.CharField(max_length=36)
    count = models.PositiveIntegerField("aantal regels")
    leaves = models.BinaryField()
    root = models.CharField("wortel", max_length=64)
    previous = models.CharField("vorige zegel", max_length=64)
    digest = models.CharField("zegel", max_length=64)
    sealed_at = models.DateTimeField("verzegeld op")
    web_may = ()

    def __str__(self):
        return f"batch {self.number}"


class DetachedMonth(models.Model):
    """A month that was taken out of the log after its term: how many rows of which batch, and who approved it."""

    table = models.CharField("tabel", max_length=20)
    month = models.DateField("maand")
    rows = models.JSONField("regels per batch", default=dict)
    # Empty for a month that left before this was asked.
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    web_may = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="month_detached_once", fields=["table", "month"]),
            models.CheckConstraint(name="month_detached_four_eyes", condition=~Q(approved_by=F("prepared_by"))),
        ]

    def __str__(self):
        return f"{self.table} {self.month:%Y-%m}"


class Submission(models.Model):
    """A form that was handled, with where its sender was sent: the same form twice is one deed."""

    key = models.UUIDField(primary_key=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.key)
