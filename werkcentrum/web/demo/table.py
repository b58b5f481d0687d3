"""The demo accounts, for people and for programs."""

from rich.console import Console
from rich.table import Table

from werkcentrum.access.roles import ROLES

COLUMNS = {
    "name": "Naam",
    "email": "E-mailadres",
    "password": "Wachtwoord",
    "role": "Rol",
    "partner": "Partner",
    "region": "Regio",
}

COPIED = {"email", "password"}  # never broken over lines
WIDE = 170  # columns, where there is no terminal to measure


def console(stream):
    """Return a console on a command's `self.stdout`."""
    return Console(file=stream._out, width=None if stream.isatty() else WIDE)


def rows(accounts):
    """Return one dict of strings per account, in the order of COLUMNS."""
    return [{key: getattr(account, key) for key in COLUMNS} for account in accounts]


def table(accounts):
    """Return the accounts as a table for the terminal."""
    shown = Table(title="Accounts van de demo (verzonnen personen)", title_justify="left")
    for key, label in COLUMNS.items():
        shown.add_column(label, overflow="fold", no_wrap=key in COPIED)
    for row in rows(accounts):
        shown.add_row(*(row | {"role": role_label(row["role"])}).values())
    return shown


def role_label(key):
    """Return what people call the role; an unknown key stands for itself."""
    return ROLES[key].label if key in ROLES else key
