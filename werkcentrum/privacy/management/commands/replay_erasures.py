"""`manage.py replay_erasures`: after a restore, erase again whom the ledger says was erased."""

from django.core.management.base import BaseCommand, CommandError

from werkcentrum.access.door import as_system
from werkcentrum.privacy import ledger
from werkcentrum.privacy.replay import replay


class Command(BaseCommand):
    """Run it before anybody logs in on a restored database."""

    help = "Wist opnieuw wie na de back-up was gewist, volgens het bestand ERASURE_LEDGER. Doe dit na elk terugzetten."

    def handle(self, **options):
        """Replay, and say how many."""
        if not ledger.path().exists():
            raise CommandError(f"Het bestand met wissingen staat niet op {ledger.path()}. Zet het daar eerst neer.")
        with as_system("replay_erasures") as by:
            gone = replay(by=by)
        self.stdout.write(f"{len(ledger.entries())} wissingen gelezen, {gone} mensen opnieuw gewist.")
