"""`manage.py sample_reviews`: the weekly look at how accounts were used."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from clients.actions.patterns import sample_week
from werkcentrum.access.door import as_system


class Command(BaseCommand):
    """Run it every Monday; the same week twice opens nothing twice."""

    help = "Opent een toets voor elke medewerker van wie het gebruik in de afgelopen week opvalt."

    def add_arguments(self, parser):
        """--until."""
        parser.add_argument("--until", type=date.fromisoformat, help="laatste dag van de week (gisteren)")

    def handle(self, *, until, **options):
        """Open the checks and say how many."""
        with as_system("sample_reviews") as by:
            number = sample_week(until=until or timezone.localdate() - timedelta(days=1), by=by)
        self.stdout.write(f"{number} medewerkers staan in de lijst van de teamleiders.")
