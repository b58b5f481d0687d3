"""`manage.py retention`: count what may go, and erase what two people approved."""

import json
from typing import IO, cast

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from werkcentrum.access.door import as_system
from werkcentrum.privacy.actions.destruction import carry_out
from werkcentrum.privacy.due import counts
from werkcentrum.privacy.models import Destruction
from werkcentrum.privacy.terms import terms
from werkcentrum.regions.models import Region


class Command(BaseCommand):
    """The nightly job of terms."""

    help = "Telt waarvan de bewaartermijn voorbij is (--dry-run), of wist wat op een goedgekeurde lijst staat."

    def add_arguments(self, parser):
        """--dry-run counts only; --json for machines; --region one region."""
        parser.add_argument("--dry-run", action="store_true", help="alleen tellen, per grondslag; wist niets")
        parser.add_argument("--json", action="store_true", help="als JSON")
        parser.add_argument("--region", default="", help="alleen deze regio, zoals Friesland")

    def handle(self, *, dry_run, region, **options):
        """Count per term, or carry out every approved list."""
        regions = Region.objects.filter(name=region) if region else Region.objects.all()
        with as_system("retention") as by:
            if dry_run:
                self._count(regions, options["json"])
            else:
                self._carry_out(regions, by)

    def _count(self, regions, as_json):
        found: dict[str, int] = {}
        for region in regions:
            for key, count in counts(region.pk, timezone.localdate()).items():
                found[key] = found.get(key, 0) + count
        if as_json:
            self.stdout.write(json.dumps(found))
            return
        table = Table("Grondslag", "Termijn", "Voorbij", title="Waarvan de bewaartermijn voorbij is")
        held = terms(timezone.localdate())
        for key, count in found.items():
            name, words = (held[key].name, held[key].words) if key in held else ("Verzoek om te wissen", "meteen")
            table.add_row(name, words, str(count))
        Console(file=cast("IO[str]", self.stdout), width=100).print(table)

    def _carry_out(self, regions, by):
        lists = Destruction.objects.filter(state=Destruction.State.APPROVED, region__in=regions).order_by("decided_at")
        for row in lists:
            gone = carry_out(destruction=row, by=by)
            self.stdout.write(f"Lijst {row.public_id}: {gone} mensen gewist.")
        if not lists:
            self.stdout.write("Er is geen goedgekeurde lijst. Er is niets gewist.")
