"""`manage.py add_member`: let somebody work in a cell, in a role; the first accounts of an installation."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from werkcentrum.access.actions import grant_membership
from werkcentrum.access.door import as_system
from werkcentrum.access.models import User
from werkcentrum.access.roles import ROLES
from werkcentrum.regions.models import Desk, Participation


class Command(BaseCommand):
    """Make the account when it is not there, and grant the membership."""

    help = "Geeft iemand een rol bij een partner in een regio. Vraagt een wachtwoord als het account nog niet bestaat."

    def add_arguments(self, parser):
        """--email, --name, --role, --partner, --region, --desk."""
        parser.add_argument("--email", required=True, help="e-mailadres waarmee iemand inlogt")
        parser.add_argument("--name", default="", help="naam zoals collega's die kennen")
        parser.add_argument("--role", required=True, choices=sorted(ROLES), help="rol")
        parser.add_argument("--partner", required=True, help="partner, zoals uwv of gemeente-leeuwarden")
        parser.add_argument("--region", required=True, help="regio, zoals Friesland")
        parser.add_argument("--desk", default="", help="balie, voor een gids")

    @transaction.atomic
    def handle(self, *, email, name, role, partner, region, desk, **options):
        """Find the cell, find or make the account, grant."""
        cell = Participation.objects.filter(partner__slug=partner, region__name=region).first()
        if cell is None:
            raise CommandError(f"{partner} doet niet mee in regio {region}. Laad eerst de regio's met load_regions.")
        place = Desk.objects.filter(name=desk, region=cell.region).first()
        if desk and place is None:
            raise CommandError(f"{desk} is geen balie in {region}. Laat --desk weg, of schrijf de naam voluit.")
        user = User.objects.filter(email=email.lower()).first() or self._account(email, name)
        try:
            with as_system("add_member"), transaction.atomic():
                grant_membership(user=user, participation=cell, role=role, desk=place, by=None)
        except IntegrityError as error:
            raise CommandError(f"{user.name} heeft deze rol hier al.") from error
        self.stdout.write(f"{user.name} werkt nu als {ROLES[role].label.lower()} bij {cell}.")

    def _account(self, email, name):
        if not name:
            raise CommandError("Dit account bestaat nog niet. Geef ook een naam, met --name.")
        password = getpass.getpass("Wachtwoord (ten minste 14 tekens): ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return User.objects.create_user(email, name, password)
