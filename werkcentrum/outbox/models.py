"""What was promised for later, and the signs of life of who carries it out."""

from django.db import models
from django.db.models import Q

from werkcentrum.outbox.queries import MessageQuerySet


class Message(models.Model):
    """One piece of work for later. Holds ids and codes only; `said` is a line with numbers, `error` no more than where.

    A worker holds the row locked while it works, so nobody else begins; if it dies the lock goes and the row still
    waits. Open: neither `done_at` nor `stuck_at`.
    """

    name = models.CharField("taak", max_length=60)
    key = models.CharField("sleutel", max_length=60)
    payload = models.JSONField("gegevens", default=dict)
    created_at = models.DateTimeField("beloofd", auto_now_add=True)
    run_at = models.DateTimeField("niet voor")
    sent_at = models.DateTimeField("doorgegeven", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    done_at = models.DateTimeField("klaar", null=True, blank=True)
    stuck_at = models.DateTimeField("vastgelopen", null=True, blank=True)
    said = models.CharField("uitkomst", max_length=200, blank=True)
    error = models.CharField("fout", max_length=200, blank=True)
    objects = MessageQuerySet.as_manager()

    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="message_once_per_key", fields=["name", "key"]),
            models.CheckConstraint(name="message_not_done_and_stuck", condition=Q(done_at=None) | Q(stuck_at=None)),
        ]
        indexes = [
            models.Index(name="message_waiting", fields=["run_at"], condition=Q(done_at=None, stuck_at=None)),
            models.Index(name="message_stuck", fields=["stuck_at"], condition=Q(stuck_at__isnull=False)),
            models.Index(name="message_of_task", fields=["name", "-id"]),
        ]

    def __str__(self):
        return f"{self.name} {self.pk}"


class Beat(models.Model):
    """When a machine that carries out work last said that it lives."""

    name = models.CharField("machine", max_length=80, primary_key=True)
    at = models.DateTimeField("laatst")

    web_may = ("SELECT",)

    def __str__(self):
        return self.name
