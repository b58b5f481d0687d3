"""`manage.py load_instruments`: bring the national catalogue up to date; safe to run at every release."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from services.load import load_catalogue
from services.models import Instrument, Offer


class Command(BaseCommand):
    """Load the national catalogue."""

    help = "Laadt de landelijke instrumenten. Opnieuw laden verandert niets aan wat al klopt."

    def handle(self, **options):
        """Load, and say what stands on a menu although its instrument is abolished."""
        load_catalogue()
        today = timezone.localdate()
        gone = Offer.objects.filter(state=Offer.State.PUBLISHED, instrument__abolished_on__lte=today).count()
        self.stdout.write(f"{Instrument.objects.count()} instrumenten geladen.")
        if gone:
            self.stdout.write(f"{gone} keer aanbod is niet meer geldig: het instrument is afgeschaft.")
