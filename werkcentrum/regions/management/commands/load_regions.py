"""`manage.py load_regions`: the regions, municipalities, partners, cells and desks of 2026."""

from django.core.management.base import BaseCommand

from werkcentrum.regions.load import load_map
from werkcentrum.regions.models import Municipality, Region


class Command(BaseCommand):
    """Load the map; again changes nothing that is right."""

    help = "Laadt de regio's, gemeenten, partners en balies van 2026. Opnieuw laden kan altijd."

    def handle(self, **options):
        """Load and count."""
        load_map()
        self.stdout.write(f"{Region.objects.count()} regio's en {Municipality.objects.count()} gemeenten.")
