"""`manage.py log_partitions`: make the months of the log ahead. Every migration does it too, and so does the sealer."""

from django.core.management.base import BaseCommand

from werkcentrum.audit.partitions import AHEAD, make_ahead


class Command(BaseCommand):
    """Makes what is missing; says what it made."""

    help = "Maakt de maanden van het logboek vooruit aan."

    def add_arguments(self, parser):
        """--ahead."""
        parser.add_argument("--ahead", type=int, default=AHEAD, help=f"maanden vooruit (standaard {AHEAD})")

    def handle(self, *, ahead, **options):
        """Make and tell."""
        made = make_ahead(ahead=ahead)
        self.stdout.write("\n".join(f"Gemaakt: {name}" for name in made) or "Er ontbreekt geen maand.")
