"""App of the plan."""

from django.apps import AppConfig


class WerkplanConfig(AppConfig):
    """One plan per person, that outlives every change of income."""

    name = "werkplan"
    verbose_name = "Werkplan"

    def ready(self):
        """Register what the night does for plans, and what follows a deed."""
        from werkplan import next_date, night  # noqa: F401
        from werkplan.signals import jobs  # noqa: F401
