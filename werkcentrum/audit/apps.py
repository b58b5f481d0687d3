"""App of the two logs: what was done, and who looked."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Event: what was done. Reading: who looked at whom, why."""

    name = "werkcentrum.audit"
    label = "audit"
    verbose_name = "Logboek"

    def ready(self):
        """Months are made after every migration, also of an empty test database."""
        from werkcentrum.audit.partitions import make_after_migrating

        post_migrate.connect(make_after_migrating, sender=self)
