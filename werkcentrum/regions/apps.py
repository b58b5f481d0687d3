"""App of the regions, their municipalities, desks and partners."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Labour market regions and the cells in which every role is held."""

    name = "werkcentrum.regions"
    label = "regions"
    verbose_name = "Regio's en partners"
