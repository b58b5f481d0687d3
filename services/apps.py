"""App of the menukaart."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """National instruments, and the offers of partners in a region."""

    name = "services"
    verbose_name = "Menukaart"
