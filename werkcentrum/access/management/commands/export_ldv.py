"""`manage.py export_ldv --from DAY --until DAY FILE`: who was processed, as a Logboek Dataverwerkingen wants it."""

import datetime
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.ldv import lines


def _day(text):
    return timezone.make_aware(datetime.datetime.combine(datetime.date.fromisoformat(text), datetime.time.min))


class Command(BaseCommand):
    """Writes the file whole or not at all; it can be read by its owner only."""

    help = "Schrijft de inzagen van een tijd als regels van de standaard Logboek Dataverwerkingen (LDV) van Logius."

    def add_arguments(self, parser):
        """The file, --from, --until, --register."""
        parser.add_argument("file", type=Path, help="bestand om te schrijven")
        parser.add_argument("--from", dest="start", type=_day, required=True, help="eerste dag (JJJJ-MM-DD)")
        parser.add_argument("--until", dest="end", type=_day, required=True, help="de dag erna")
        parser.add_argument(
            "--register",
            default="urn:werkcentrum:verwerking:",
            help="adres van het verwerkingsregister, voor de sleutel",
        )

    def handle(self, *, file, start, end, register, **options):
        """Write and tell how many."""
        if end <= start:
            raise CommandError("--until moet na --from liggen.")
        half, number = file.with_name(file.name + ".half"), 0
        try:
            with (
                door.as_system("export_ldv"),
                os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
            ):
                for line in lines(start, end, base=register):
                    out.write(line)
                    number += 1
            half.replace(file)
        except OSError as error:
            raise CommandError(f"Het bestand kan niet worden geschreven: {error.strerror}.") from error
        finally:
            half.unlink(missing_ok=True)
        self.stdout.write(f"{number} regels geschreven.")
