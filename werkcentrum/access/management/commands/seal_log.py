"""`manage.py seal_log`: seal the finished rows of the log; `--every 60` keeps doing so."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from werkcentrum.access import door
from werkcentrum.audit.partitions import make_ahead
from werkcentrum.audit.seal import anchor
from werkcentrum.audit.seal.sealer import seal, shift_after_restore
from werkcentrum.refusal import Refused


class Command(BaseCommand):
    """One line per run; a refusal is exit code 2."""

    help = "Verzegelt het logboek en schrijft de wortels naar het ankerbestand buiten de database."

    def add_arguments(self, parser):
        """--every, --anchor, --after-restore."""
        parser.add_argument("--every", type=int, default=0, metavar="SECONDEN", help="herhaal, tot Ctrl-C")
        parser.add_argument("--anchor", type=Path, help="ankerbestand (standaard WERKCENTRUM_LOG_ANCHOR)")
        parser.add_argument(
            "--after-restore", action="store_true", help="na het terugzetten van een dump: tel door boven het logboek"
        )

    def handle(self, *, every, after_restore, **options):
        """Seal once, or for ever."""
        if after_restore:
            with door.as_system("seal_log"):
                shift = shift_after_restore()
            self.stdout.write(f"De nummers lopen door met een verschuiving van {shift}.")
        try:
            file = options["anchor"] or anchor.path()
            while True:
                make_ahead()
                with door.as_system("seal_log"):
                    self._once(file)
                if not every:
                    return
                time.sleep(every)
        except KeyboardInterrupt:
            self.stdout.write("Gestopt.")
        except Refused as no:
            self.stderr.write(no.sentence, self.style.NOTICE)
            sys.exit(2)
        except OSError as error:
            raise CommandError(f"Het ankerbestand kan niet worden geschreven: {error.strerror}.") from error

    def _once(self, file):
        batches = seal(file=file)
        rows = sum(batch.count for batch in batches)
        said = f"Verzegeld: {rows} regels in {len(batches)} batches." if batches else "Niets nieuws om te verzegelen."
        self.stdout.write(said)
