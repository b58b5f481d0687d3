"""App of users, memberships, dossiers and who may open them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Who works where, in which role, and who is involved with which dossier."""

    name = "werkcentrum.access"
    label = "access"
    verbose_name = "Toegang"

    def ready(self):
        """Session clocks begin at login; after every `migrate` the role groups hold what the code names, no more."""
        from werkcentrum.access import stepup  # noqa: F401

        post_migrate.connect(_refresh_role_groups, sender=self)


def _refresh_role_groups(**_):
    from werkcentrum.access.actions import refresh_role_groups

    refresh_role_groups()
