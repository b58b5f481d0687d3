"""`manage.py log_retention`: months of the log past their term; `--detach --approved-by MAIL` takes them out."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import User
from werkcentrum.permissions import Permission
from werkcentrum.privacy.log_months import detach, over
from werkcentrum.privacy.terms import terms
from werkcentrum.refusal import Refused


class Command(BaseCommand):
    """Proposes; does nothing without the name of who approved it."""

    help = "Toont welke maanden van het logboek ouder zijn dan de bewaartermijn, en haalt ze er op akkoord uit."

    def add_arguments(self, parser):
        """--detach, --approved-by."""
        parser.add_argument("--detach", action="store_true", help="haal deze maanden uit het logboek")
        parser.add_argument(
            "--approved-by", metavar="E-MAIL", help="wie dit goedkeurt: een privacy officer, niet uzelf"
        )

    def handle(self, **options):
        """Tell, and do."""
        with door.as_system("log_retention") as system:
            try:
                self._run(options["detach"], options["approved_by"], system)
            except Refused as no:
                self.stderr.write(no.sentence, self.style.NOTICE)
                sys.exit(2)

    def _run(self, wanted, mail, system):
        today = timezone.localdate()
        old = over(today)
        self.stdout.write(f"Bewaartermijn van het logboek: {terms(today)['log'].words}.")
        for month in old:
            self.stdout.write(f"{month.month:%Y-%m}  {month.part}  {month.rows} regels")
        if not old:
            self.stdout.write("Geen hele maand is ouder dan de termijn.")
        elif wanted:
            approver = _approver(mail)
            for month in old:
                detach(month, approved_by=approver, by=system)
                self.stdout.write(f"Uit het logboek: {month.part}. De tabel staat er nog: bewaar of verwijder haar.")


def _approver(mail):
    """Who approves: somebody who may. SECURITY: four eyes; who runs the command has no account to approve with."""
    if not mail:
        raise Refused("Dit vraagt het akkoord van een tweede persoon. Noem die met --approved-by.")
    user = User.objects.filter(email__iexact=mail, is_active=True).first()
    if user is None or not of_user(user).may(Permission.RETENTION_APPROVE):
        raise Refused("Deze persoon mag het wissen niet goedkeuren. Vraag de privacy officer.")
    return user
