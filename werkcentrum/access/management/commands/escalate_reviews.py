"""`manage.py escalate_reviews`: tell the privacy officer which checks nobody did in time; run it every night."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkcentrum.access.door import as_system
from werkcentrum.access.review.late import escalate_reviews


class Command(BaseCommand):
    """Each check is told once, however often it runs."""

    help = "Meldt toetsen die niet op tijd zijn gedaan aan de privacy officer van de regio."

    def handle(self, **options):
        """Tell, and say how many."""
        with as_system("escalate_reviews") as by:
            number = escalate_reviews(today=timezone.localdate(), by=by)
        self.stdout.write(f"{number} toetsen zijn te laat en gemeld aan de privacy officer.")
