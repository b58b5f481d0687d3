"""`manage.py demo`: a filled database, the accounts to log in with, and the product in a browser."""

from django.conf import settings
from django.core.management.base import BaseCommand

from werkcentrum.access.demo import ACCOUNTS
from werkcentrum.web.demo import database, load, serve, table


class Command(BaseCommand):
    """Load the demonstration and serve it."""

    help = "Laadt de demonstratie en start de website op de eerste vrije poort."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """--reset, --no-serve, --port, --host."""
        parser.add_argument("--reset", action="store_true", help="begin met een lege database")
        parser.add_argument("--no-serve", action="store_true", help="laad alleen, start geen website")
        parser.add_argument("--port", type=int, default=8000, help="eerste poort die wordt geprobeerd (standaard 8000)")
        parser.add_argument(
            "--host", default="127.0.0.1", help="adres waarop de website luistert (standaard 127.0.0.1)"
        )

    def handle(self, *, reset, no_serve, port, host, **options):
        """Prepare, load, show, serve."""
        database.require_demo_setting(settings)
        console = table.console(self.stdout)
        with database.explained():
            if reset:
                database.reset()
            database.require_demo_database()
            load.load(console)
        console.print(table.table(ACCOUNTS))
        if not no_serve:
            door = serve.listen(host, port)
            console.print(f"Werkcentrum: [bold]{serve.url(door)}[/bold]  (stoppen met Ctrl-C)", highlight=False)
            self.stdout.flush()
            serve.serve(door)
