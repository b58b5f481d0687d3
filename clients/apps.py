"""App of the people the Werkcentrum works for."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Visits, people, the one intake, income and handover."""

    name = "clients"
    verbose_name = "Klanten"

    def ready(self):
        """Answer what the floor below asks: consents, and what of a person stays in the figures."""
        from clients import left, nightly, telling  # noqa: F401  they register themselves
        from clients.sharing import support_until
        from werkcentrum.access import consented

        consented.register(support_until)
