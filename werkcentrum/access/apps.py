"""App of users, memberships, dossiers and who may open them."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who works where, in which role, and who is involved with which dossier."""

    name = "werkcentrum.access"
    label = "access"
    verbose_name = "Toegang"
