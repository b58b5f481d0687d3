"""App of terms, erasures and what is left of people in the figures."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Destruction lists, legal holds, the ledger of the erased, and statistics without persons."""

    name = "werkcentrum.privacy"
    label = "privacy"
    verbose_name = "Privacy"

    def ready(self):
        """Register the checks, and how the log reads."""
        from werkcentrum.privacy import checks, nightly, tellers  # noqa: F401
