"""`manage.py demo_accounts [--json]`: who can log in to the demo. Needs no database."""

import json

from django.core.management.base import BaseCommand

from werkcentrum.access.demo import ACCOUNTS
from werkcentrum.web.demo import table


class Command(BaseCommand):
    """List the demo accounts."""

    help = "Toont de accounts van de demo, met wachtwoord."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """--json."""
        parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")

    def handle(self, *, json: bool, **options):
        """Print a table, or a JSON list of objects with name, email, password, role, partner, region."""
        if json:
            self.stdout.write(as_json())
        else:
            table.console(self.stdout).print(table.table(ACCOUNTS))


def as_json():
    """The accounts as a JSON list."""
    return json.dumps(table.rows(ACCOUNTS), ensure_ascii=False, indent=2)
