"""App of work for later and of the nightly tasks."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages, the workers that carry them out, and the night."""

    name = "werkcentrum.outbox"
    label = "outbox"
    verbose_name = "Taken"

    def ready(self):
        """Register the tasks of this floor."""
        from werkcentrum.outbox import night  # noqa: F401
