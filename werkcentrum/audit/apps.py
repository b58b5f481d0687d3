"""App of the two logs: what was done, and who looked."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Event: what was done. Reading: who looked at whom, why."""

    name = "werkcentrum.audit"
    label = "audit"
    verbose_name = "Logboek"
