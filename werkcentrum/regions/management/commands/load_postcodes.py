"""manage.py load_postcodes FILE.csv: replaces the demo excerpt by an official list of postcodes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from werkcentrum.regions.models import Municipality, PostcodeArea
from werkcentrum.regions.postcodes import UnreadableFile, read

SHOWN = 20


class Command(BaseCommand):
    """Loads all or nothing: one doubtful row and the file is refused, unless --skip-problems is given."""

    help = "Laadt postcodes (vier cijfers) met hun gemeente uit een csv-bestand, bijvoorbeeld dat van het CBS."

    def add_arguments(self, parser):
        """The file, and whether doubtful rows may be skipped."""
        parser.add_argument("file", type=Path, help="csv met een kolom voor postcode en een voor gemeentecode")
        parser.add_argument("--skip-problems", action="store_true", help="sla regels over die niet kloppen")

    def handle(self, *args, file, skip_problems, **options):
        """Reads, reports and writes in one transaction."""
        municipalities = dict(Municipality.objects.values_list("code", "pk"))
        try:
            result = read(file.read_text(encoding="utf-8-sig"), municipalities)
        except (OSError, UnicodeDecodeError, UnreadableFile) as problem:
            raise CommandError(f"{file} kan niet worden gelezen: {problem}") from problem
        for sentence in result.problems[:SHOWN]:
            self.stderr.write(sentence)
        if result.problems and not skip_problems:
            raise CommandError(
                f"{len(result.problems)} regels kloppen niet; er is niets gewijzigd. "
                "Herstel het bestand, of gebruik --skip-problems om deze regels over te slaan."
            )
        self._save(result.areas, municipalities)
        self.stdout.write(f"{len(result.areas)} postcodes geladen.")

    @transaction.atomic
    def _save(self, areas, municipalities):
        names = dict(Municipality.objects.values_list("code", "name"))
        rows = [
            PostcodeArea(pc4=pc4, municipality_id=municipalities[code], place=place or names[code])
            for pc4, (code, place) in areas.items()
        ]
        PostcodeArea.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["pc4"], update_fields=["municipality", "place"]
        )
