"""App of users, memberships, dossiers and who may open them."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Who works where, in which role, and who is involved with which dossier."""

    name = "werkcentrum.access"
    label = "access"
    verbose_name = "Toegang"

    def ready(self):
        """Session clocks begin at login; after every `migrate` web role and role groups hold what the code names."""
        from werkcentrum import outbox
        from werkcentrum.access import anchored, door, nightly, stepup  # noqa: F401

        outbox.works_as(door.as_system)
        anchored.watch_models()
        post_migrate.connect(_grant_web, sender=self)
        post_migrate.connect(_refresh_role_groups, sender=self)


def _grant_web(**_):
    from werkcentrum.access import door

    door.grant([model for model in apps.get_models(include_auto_created=True) if model._meta.managed])


def _refresh_role_groups(**_):
    from werkcentrum.access.actions import refresh_role_groups

    refresh_role_groups()
