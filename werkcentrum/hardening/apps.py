"""App of the checks on the installation itself."""

from django.apps import AppConfig


class HardeningConfig(AppConfig):
    """Registers every system check."""

    name = "werkcentrum.hardening"
    label = "hardening"
    verbose_name = "Beveiliging van de installatie"

    def ready(self):
        """Importing a theme registers its checks."""
        from werkcentrum.hardening import accounts, database, meaning, pages, sessions, transport  # noqa: F401
