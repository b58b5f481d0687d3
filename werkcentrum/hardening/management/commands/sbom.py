"""`manage.py sbom`: the bill of materials of this installation."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from werkcentrum.hardening.sbom import bill


class Command(BaseCommand):
    """Print it, or write it to a file."""

    help = "Maakt de lijst van alle pakketten van deze installatie (CycloneDX 1.6, JSON)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """--output."""
        parser.add_argument("--output", default="", help="bestand om te schrijven; zonder: op het scherm")

    def handle(self, *, output, **options):
        """Everything that is installed, now."""
        found = bill()
        text = json.dumps(found, indent=2, ensure_ascii=False)
        if output:
            Path(output).write_text(text + "\n")
            self.stdout.write(f"{len(found['components'])} pakketten in {output}.")
        else:
            self.stdout.write(text)
