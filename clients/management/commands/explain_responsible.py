"""`manage.py explain_responsible FACTS.json`: who is responsible for this person, without a dossier or a database."""

import json
import sys

from django.core.management.base import BaseCommand

from clients.responsibility import FactsError, read_facts, responsible_partner
from clients.responsibility.source import read_text


class Command(BaseCommand):
    """Prints the answer as JSON; what it cannot use gives exit code 2 and one sentence on stderr."""

    help = "Wie is verantwoordelijk? Leest FACTS (JSON) uit een bestand, of van de invoer met -."
    requires_system_checks = []

    def add_arguments(self, parser):
        """One positional: the file, or `-` for standard input."""
        parser.add_argument("facts", nargs="?", help="bestand met FACTS in JSON, of - voor de invoer")

    def handle(self, *args, facts, **options):
        """Read, decide, print."""
        try:
            answer = responsible_partner(read_facts(read_text(facts, "FACTS")))
        except FactsError as error:
            self.stderr.write(str(error), self.style.NOTICE)
            sys.exit(2)
        self.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
