"""`manage.py worker`: carries out what is promised for later, and the tasks of the night. Runs until it is stopped."""

from django.core.management.base import BaseCommand

from werkcentrum.outbox.supervisor import Supervisor


class Command(BaseCommand):
    """One or more of these run beside the web server; they need the owner's DATABASE_URL, not the web's."""

    help = "Voert uit wat later gedaan moet worden, en de taken van de nacht. Stoppen met Ctrl-C."

    def add_arguments(self, parser):
        """--parent."""
        parser.add_argument("--parent", type=int, help="stop wanneer dit proces niet meer mijn ouder is")

    def handle(self, *, parent, **options):
        """Run."""
        Supervisor(parent).run()
        self.stdout.write("De werker is gestopt.")
