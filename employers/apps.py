"""App of employers."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """Employers, sites and vacancies."""

    name = "employers"
    verbose_name = "Werkgevers"
