"""`manage.py import_offers FILE --cell gemeente-leeuwarden@Friesland --by E-MAIL [--dry-run]`: a list as drafts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.imports import actions
from services.imports.columns import guess, header_of
from services.imports.report import report_of
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Membership
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Participation


class Command(BaseCommand):
    """Read a list, print what is wrong with it, and take the good rows over."""

    help = "Leest de lijst van een aanbieder in als concepten. Met --dry-run verandert er niets."

    def add_arguments(self, parser):
        """FILE --cell --by --dry-run."""
        parser.add_argument("file", type=Path, help="xlsx of csv")
        parser.add_argument("--cell", required=True, help="partner@regio, zoals gemeente-leeuwarden@Friesland")
        parser.add_argument("--by", default="", help="e-mailadres van wie het doet; nodig zonder --dry-run")
        parser.add_argument("--dry-run", action="store_true", help="alleen het verslag")

    def handle(self, *, file, cell, by, dry_run, **options):
        """Report first; then all good rows or none."""
        place, actor = _cell(cell), None if dry_run else _actor(by, cell)
        try:
            rows = actions.read_file(file.read_bytes())
            header = header_of(rows)
            self._tell(report_of(rows, header, guess(rows[header][1]), place))
            if not dry_run:
                offers = actions.bring_list(body=file.read_bytes(), cell=place, by=actor)
                offers = actions.take_over(offers=offers, by=actor)
                self.stdout.write(f"Overgenomen: {offers.made} nieuw, {offers.changed} bijgewerkt.")
        except OSError:
            raise CommandError(f"{file} is niet te lezen.") from None
        except Refused as no:
            raise CommandError(no.sentence) from no

    def _tell(self, report):
        if report.missing:
            raise CommandError(f"Deze kolommen staan niet in de lijst: {', '.join(report.missing)}.")
        for row in report.of("bad"):
            for column, sentence in row.wrong:
                self.stdout.write(f"regel {row.line}, {column}: {sentence}")
        counts = {what: len(report.of(what)) for what in ("new", "changed", "same", "bad")}
        self.stdout.write("{new} nieuw, {changed} gewijzigd, {same} hetzelfde, {bad} fout.".format(**counts))


def _cell(text):
    partner, _, region = text.partition("@")
    found = Participation.objects.filter(partner__slug=partner, region__name=region)
    cell = found.select_related("partner", "region").first()
    if cell is None:
        raise CommandError(f"{text} bestaat niet. Schrijf partner@regio, zoals gemeente-leeuwarden@Friesland.")
    return cell


def _actor(email, cell):
    today = timezone.localdate()
    region = cell.partition("@")[2]
    rows = Membership.objects.on(today).filter(user__email=email.lower(), participation__region__name=region)
    member = rows.select_related("user", "participation__partner", "participation__region").first()
    if member is None:
        raise CommandError("Zeg met --by wie het doet: het e-mailadres van iemand die in deze regio werkt.")
    return of_user(member.user, member)
