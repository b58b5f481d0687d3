"""`manage.py rotate_keys`: everything sealed gets the newest key, while the product runs."""

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from clients.actions import rotation
from clients.standing import standing, work
from werkcentrum.access.door import as_system
from werkcentrum.keys import KeysWrong, keys


class Command(BaseCommand):
    """Rotate in batches, each committed by itself: stop it, kill it, start it again."""

    help = "Versleutelt en indexeert alles opnieuw met de eerste sleutel. Mag onderbroken en herhaald worden."

    def add_arguments(self, parser):
        """--batch."""
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="rijen per transactie")

    def handle(self, *, batch, **options):
        """Do what is left, show how far, and say what still holds an old key."""
        try:
            newest = keys()[0].id
        except KeysWrong as error:
            raise CommandError(str(error)) from error
        with as_system("rotate_keys") as by:
            self._rotate(by, batch)
            found = standing()
            old = found.old
        if found.unknown:
            raise CommandError(f"{found.unknown} rijen zijn versleuteld met een sleutel die er niet meer is.")
        if old:
            raise CommandError(f"{old} rijen houden nog de oude sleutel. Draai de opdracht nog eens.")
        self.stdout.write(f"Alles staat onder sleutel {newest}. 0 rijen houden nog een oude sleutel.")

    def _rotate(self, by, batch):
        columns = (TextColumn("Wisselen"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns) as bar:
            task = bar.add_task("", total=work())
            for done in rotation.rotate(by=by, size=batch):
                bar.advance(task, done)
