"""`manage.py processing_register`: the register of processing, made from the code."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkcentrum.privacy.register import as_data, as_markdown


class Command(BaseCommand):
    """Prints it; keep it where the organisation keeps its registers."""

    help = "Schrijft het verwerkingsregister (AVG 30), als tekst of met --json als gegevens."

    def add_arguments(self, parser):
        """--json for machines."""
        parser.add_argument("--json", action="store_true", help="als JSON")

    def handle(self, **options):
        """Print the register of today."""
        today = timezone.localdate()
        text = json.dumps(as_data(today), ensure_ascii=False, indent=1) if options["json"] else as_markdown(today)
        self.stdout.write(text)
