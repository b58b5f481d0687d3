"""App of the people the Werkcentrum works for."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Visits, people, the one intake, income and handover."""

    name = "clients"
    verbose_name = "Klanten"
