"""`manage.py check_documents`: lets the virus scanner look at documents that wait; run it every quarter of an hour."""

from django.core.management.base import BaseCommand

from clients.actions.documents import check_document
from clients.models import Document
from werkcentrum.access.door import as_system
from werkcentrum.uploads import scanner


class Command(BaseCommand):
    """Have waiting documents looked at."""

    help = "Laat de virusscanner kijken naar documenten die nog wachten."

    def handle(self, **options):
        """One by one, each in a transaction of its own; stops when the scanner does not answer."""
        if not scanner.is_there():
            self.stdout.write("Er is geen scanner ingesteld (WERKCENTRUM_SCANNER).")
            return
        with as_system("check_documents") as by:
            waiting = list(Document.objects.waiting().order_by("pk"))
            good = 0
            for row in waiting:
                try:
                    good += check_document(document=row, by=by)
                except scanner.ScannerDown:
                    self.stderr.write("De scanner antwoordt niet. De rest wacht tot de volgende keer.")
                    break
        self.stdout.write(f"{len(waiting)} wachtten, {good} zijn nu te openen.")
