"""`manage.py check_keys`: whether the keys are in order, and how many rows hold which."""

from typing import IO, cast

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from clients.standing import standing
from werkcentrum.access.door import as_system
from werkcentrum.keys import KeysWrong, keys


class Command(BaseCommand):
    """Never shows a key, only its id."""

    help = "Controleert het sleutelbestand en telt per tabel welke sleutel de rijen hebben."

    def handle(self, **options):
        """A table; exit code 1 when a key is wrong or missing."""
        try:
            live = [key.id for key in keys()]
        except KeysWrong as error:
            raise CommandError(str(error)) from error
        with as_system("check_keys"):
            found = standing()
            old = found.old
        table = Table("tabel", "sleutel", "rijen", "")
        for (label, key_id), number in sorted(found.rows.items()):
            words = "nieuwste" if key_id == live[0] else "oud" if key_id in live else "ontbreekt"
            table.add_row(label, key_id, str(number), words)
        Console(file=cast("IO[str]", self.stdout)).print(table)
        if found.unknown:
            raise CommandError(f"{found.unknown} rijen hebben een sleutel die er niet meer is: zet haar terug.")
        self.stdout.write(f"Sleutels in orde: {', '.join(live)}. Nog te wisselen met rotate_keys: {old} rijen.")
