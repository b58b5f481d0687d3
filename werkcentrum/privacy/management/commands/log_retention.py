"""`manage.py log_retention`: months of the log past their term; `--detach` takes them out, with two names."""

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
    """Proposes; does nothing without the names of who prepared and who approved it: two people, each with that role."""

    help = "Toont welke maanden van het logboek ouder zijn dan de bewaartermijn, en haalt ze er op akkoord uit."

    def add_arguments(self, parser):
        """--detach, --prepared-by, --approved-by."""
        parser.add_argument("--detach", action="store_true", help="haal deze maanden uit het logboek")
        parser.add_argument("--prepared-by", metavar="E-MAIL", help="wie dit klaarzet: een functioneel beheerder")
        parser.add_argument("--approved-by", metavar="E-MAIL", help="wie dit goedkeurt: een privacy officer")

    def handle(self, **options):
        """Tell, and do."""
        with door.as_system("log_retention") as system:
            try:
                self._run(options, system)
            except Refused as no:
                self.stderr.write(no.sentence, self.style.NOTICE)
                sys.exit(2)

    def _run(self, options, system):
        today = timezone.localdate()
        old = over(today)
        self.stdout.write(f"Bewaartermijn van het logboek: {terms(today)['log'].words}.")
        for month in old:
            self.stdout.write(f"{month.month:%Y-%m}  {month.part}  {month.rows} regels")
        if not old:
            self.stdout.write("Geen hele maand is ouder dan de termijn.")
        elif options["detach"]:
            people = four_eyes(options["prepared_by"], options["approved_by"])
            for month in old:
                detach(month, **people, by=system)
                self.stdout.write(f"Uit het logboek: {month.part}. De tabel staat er nog: bewaar of verwijder haar.")


def four_eyes(preparer, approver) -> dict:
    """Who prepares and who approves, by mail address: two people who hold that role today, as for a list (ADR 10)."""
    people = {
        "prepared_by": _who(preparer, Permission.RETENTION_PREPARE, "--prepared-by", "klaarzetten"),
        "approved_by": _who(approver, Permission.RETENTION_APPROVE, "--approved-by", "goedkeuren"),
    }
    if people["prepared_by"] == people["approved_by"]:
        raise Refused("Wie dit klaarzet, keurt het niet goed. Noem twee mensen.")
    return people


def _who(mail, needs, option, deed):
    """The account with that address, when one of its memberships of today carries the right."""
    if not mail:
        raise Refused(f"Dit vraagt twee mensen: wie het klaarzet en wie het goedkeurt. Noem ook {option}.")
    user = User.objects.filter(email__iexact=mail, is_active=True).first()
    held = user.memberships.on(timezone.localdate()).select_related("participation") if user else ()
    if not any(of_user(user, membership).may(needs) for membership in held):
        raise Refused(f"De persoon bij {option} mag wissen niet {deed}. Vraag wie in de rol staat die dat mag.")
    return user
