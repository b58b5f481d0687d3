"""`manage.py bench`: one JSON line per hot path, on a database of its own that is thrown away afterwards."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import setup_test_environment


class Command(BaseCommand):
    """Measure the hot paths against raw SQL."""

    help = "Meet de drukste pagina's en zoekacties tegen kale SQL; één regel JSON per scenario."

    def add_arguments(self, parser):
        """--persons, --only."""
        parser.add_argument("--persons", type=int, default=30_000, help="aantal verzonnen personen (standaard 30.000)")
        parser.add_argument("--only", default="", help="alleen scenario's waarvan de naam hiermee begint")

    def handle(self, *, persons, only, **options):
        """Make the database, fill it, measure, throw it away."""
        settings.TESTING = True
        setup_test_environment(debug=False)
        connection.settings_dict["TEST"]["NAME"] = "werkcentrum_bench"
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            from werkplan.bench.run import run

            for line in run(persons=persons, only=only, say=self.stderr.write):
                self.stdout.write(json.dumps(line))
                self.stdout.flush()
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)
