"""Writes docs/security.md: what guards the product, with the figures that the last runs left behind.

`python -m tests.support.figures` prints it with the figures in docs/figures.json; `--renew` (`make figures`) first
takes those of the last `make test` and `make test-deep` from the state folder, and writes both files.
"""
# ruff: noqa: E501  a row of a table is one line

import datetime
import json
import os
import re
import string
import sys
from pathlib import Path

from tests.support.batteries import BATTERIES, Battery
from tests.support.results import last_run

DOCS = Path(__file__).resolve().parents[2] / "docs"
KINDS = {"ci": "make test", "deep": "make test-deep"}
UNMEASURED = "–"


class Cell(string.Formatter):
    """Fills a sentence with figures; one that was never measured is a dash."""

    def get_value(self, key, args, kwargs):
        value = kwargs.get(key, UNMEASURED)
        return f"{value:,}" if isinstance(value, int) else str(value)


def kept() -> dict:
    """The figures that were measured last, per kind of run and battery."""
    path = DOCS / "figures.json"
    return json.loads(path.read_text()) if path.exists() else {}


def renew():
    """Put the figures of the last runs in docs/figures.json, keeping those of batteries that did not run."""
    figures = kept()
    for kind in KINDS:
        figures.setdefault(kind, {}).update(last_run(kind))
    (DOCS / "figures.json").write_text(json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def measured(battery: Battery, kind) -> str:
    """The figures of a battery in a kind of run, as its sentence."""
    return Cell().format(battery.figures, **kept().get(kind, {}).get(battery.id, {}))


def day(kind) -> str:
    """When the newest figure of a kind was measured."""
    moments = [found["at"] for found in kept().get(kind, {}).values()]
    return datetime.datetime.fromtimestamp(max(moments), datetime.UTC).date().isoformat() if moments else UNMEASURED


def words(text) -> str:
    """A text without its figures: what a test keeps equal."""
    return re.sub(rf"\d+(?:[.,:-]\d+)*|{UNMEASURED}", "n", text)


def document() -> str:
    """The whole document as text."""
    from tests import test_budgets, test_rights
    from tests.support import canaries
    from werkcentrum.access.matrix import rows

    table = "\n".join(
        f"| {b.id} | {b.what} | {', '.join(f'`{path}`' for path in b.where.split(', '))} | {measured(b, 'ci')} | {measured(b, 'deep')} | {b.goal} |"
        for b in sorted(BATTERIES, key=lambda battery: (int(battery.id[1:].split()[0]), battery.id))
    )
    pages = "\n".join(f"| `{name}` | {most} |" for name, most in test_budgets.BUDGET.items())
    excuses = "\n".join(f"- {why}: {len(names.split())}" for why, names in canaries.NO_TOKEN.items())
    return f"""# What guards the product

Made by a command (`make figures`) from what the last runs measured: `make test` on {day("ci")}, `make test-deep` on
{day("deep")}. Nobody types a figure here; a test keeps the words equal to the code. A night may be run in pieces:
`docs/figures.json` says of each battery when it was measured, and of which commit.

The reviewed source of who may see and do what is `werkcentrum/access/matrix.csv`: {len(rows())} rows of object ×
action, with the answer per relation to the dossier. The product does not ask that table. Tests walk the product and
compare, so a change of rights is always a change of the table that a privacy officer reads.

| battery | what it does | where | at every change | at night | goal |
|---|---|---|---|---|---|
{table}

Each battery also removes a guard on purpose and checks that it then turns red ({len(test_rights.MUTATIONS)} ways in B1).

## Fields without a token of their own

{excuses}

## Most queries per page

| page | at most |
|---|---|
{pages}

## What this does not prove

Screen photos by insiders, free text that names others, the partner's own systems, root on the database host, and law
that is not yet known. Guards and planted holes are tried in the application alone: behind the second door, the
row-level security of the database (ADR 0006), many of them would show nothing.
"""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.settings")
    os.environ.setdefault("WERKCENTRUM_DEMO", "1")
    import django

    django.setup()
    if "--renew" in sys.argv:
        renew()
        (DOCS / "security.md").write_text(document())
    else:
        print(document(), end="")
