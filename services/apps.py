"""App of the menukaart."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """National instruments, and the offers of partners in a region."""

    name = "services"
    verbose_name = "Menukaart"

    def ready(self):
        """Register what is done every night."""
        from services import nightly  # noqa: F401
