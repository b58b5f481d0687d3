"""`manage.py verify_log`: is the log still what was sealed? Exit code 0 when whole, else 2 and a sentence per fault."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from werkcentrum.access import door
from werkcentrum.audit.seal import anchor, merkle
from werkcentrum.audit.seal.verify import NAMES, proof, verify
from werkcentrum.refusal import Refused


class Command(BaseCommand):
    """Recomputes everything, or shows the proof of one row."""

    help = "Rekent het hele logboek na: gewijzigde, verwijderde en afgeknipte regels worden gevonden."

    def add_arguments(self, parser):
        """--anchor, --row."""
        parser.add_argument("--anchor", type=Path, help="ankerbestand (standaard WERKCENTRUM_LOG_ANCHOR)")
        parser.add_argument(
            "--row", help="toon het bewijs van één regel: uuid van een gebeurtenis, nummer van een inzage"
        )

    def handle(self, *, row, **options):
        """Check and tell."""
        with door.as_system("verify_log"):
            self._proof(row) if row else self._check(options["anchor"])

    def _check(self, anchor_file):
        try:
            file = anchor_file or anchor.path()
        except Refused as no:
            self.stderr.write(no.sentence, self.style.NOTICE)
            sys.exit(2)
        columns = TextColumn("{task.description}"), BarColumn(bar_width=24), TaskProgressColumn(), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task("Logboek narekenen", total=None)
            found = verify(
                file=file,
                progress=lambda done, total: bars.update(task, completed=done, total=total),
            )
        for sentence in found.findings:
            self.stdout.write(sentence)
        self.stdout.write(_summary(found))
        if not found.whole:
            sys.exit(2)

    def _proof(self, row):
        try:
            shown = proof(row.strip())
        except LookupError:
            self.stderr.write("Er is geen verzegelde regel met dit nummer.", self.style.NOTICE)
            sys.exit(2)
        batch, intact = shown["batch"], shown["now"] == shown["leaf"]
        reached = merkle.climb(shown["now"], shown["path"]).hex()
        self.stdout.write(
            f"Batch {batch.number} ({NAMES[batch.table]}), {batch.count} regels, {batch.sealed_at:%Y-%m-%d %H:%M:%S}"
        )
        self.stdout.write(f"regel  {shown['now'].hex()}")
        for side, other in shown["path"]:
            self.stdout.write(f"{'links' if side == 'left' else 'rechts':6} {other.hex()}")
        self.stdout.write(f"wortel {reached}")
        self.stdout.write(f"zegel  {batch.digest}")
        if not intact or reached != batch.root:
            self.stdout.write("Deze regel past niet onder de wortel van haar batch: zij is gewijzigd.")
            sys.exit(2)
        self.stdout.write("Deze regel is wat er is verzegeld.")


def _summary(found):
    said = f"{found.batches} batches en {found.rows} verzegelde regels nagerekend."
    if found.waiting:
        said += (
            f" {found.waiting} regels wachten nog op verzegeling, de oudste van {found.oldest_waiting:%Y-%m-%d %H:%M}."
        )
    return said + (" Alles klopt." if found.whole else f" Er {_faults(len(found.findings))} gevonden.")


def _faults(number):
    return "is 1 fout" if number == 1 else f"zijn {number} fouten"
