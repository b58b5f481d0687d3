"""The demo accounts, for people and for programs."""

from dataclasses import asdict, is_dataclass

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


def rows(accounts):
    """Return one dict of strings per account, in the order of COLUMNS."""
    return [{key: str(_fields(account).get(key) or "") for key in COLUMNS} for account in accounts]


def table(accounts):
    """Return the accounts as a table for the terminal."""
    shown = Table(title="Accounts van de demo (verzonnen personen)", title_justify="left")
    for label in COLUMNS.values():
        shown.add_column(label, overflow="fold")
    for row in rows(accounts):
        shown.add_row(*(row | {"role": role_label(row["role"])}).values())
    return shown


def role_label(key):
    """Return what people call the role; an unknown key stands for itself."""
    return ROLES[key].label if key in ROLES else key


def _fields(account):
    return asdict(account) if is_dataclass(account) else vars(account)
