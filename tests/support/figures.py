"""Writes docs/security.md: what guards the product, with figures counted from the code."""
# ruff: noqa: E501  a row of a table is one line

import os


def document() -> str:
    """The whole document as text."""
    from tests import test_budgets, test_nesting, test_races, test_rights
    from tests.support import canaries
    from tests.support.sweep import routes
    from tests.support.verdicts import NOBODIES, knocks
    from tests.test_house import transitions
    from werkcentrum.access.matrix import row_of, rows
    from werkcentrum.access.roles import ROLES

    own = [route for route in routes() if not route.foreign]
    requests = sum(len(list(knocks(row_of(route.tag)))) for route in own)
    fields = list(canaries.planted_fields())
    pages = "\n".join(f"| `{name}` | {most} |" for name, most in test_budgets.BUDGET.items())
    excuses = "\n".join(f"- {why}: {len(names.split())}" for why, names in canaries.NO_TOKEN.items())
    return f"""# What guards the product

Made from the code (`python -m tests.support.figures > docs/security.md`); a test keeps its words equal, the command its figures.

The reviewed source of who may see and do what is `werkcentrum/access/matrix.csv`: {len(rows())} rows of object ×
action, with the answer per relation to the dossier. The product does not ask that table. Tests walk the product and
compare, so a change of rights is always a change of the table that a privacy officer reads.

| guard | what it does | where | how much |
|---|---|---|---|
| B1 rights | every route × role × relation × method, also htmx; 0 deviations from the matrix | `tests/test_rights.py` | {len(own)} routes, {len(ROLES)} roles and {len(NOBODIES)} kinds of nobody, {requests} requests |
| referee | on each of those answers: no undefined variable, no form without csrf and submit key, nothing inline, no GET that writes | `tests/support/referee.py` | the same requests |
| B2 canaries | a token in every personal, special and secret field; no answer, title, address, header, PDF, log line or mail shows one that is not theirs | `tests/test_canaries.py` | {len(fields)} fields, {len(fields) - len(canaries.excused())} with a token, {len(canaries.excused())} excused |
| B5 nesting | another's child under one's own parent changes nothing | `tests/test_nesting.py` | {len(test_nesting.NESTED)} nested routes, and every form |
| B8 oracle | hidden and absent give the same body, headers and statements; a look-up works equally hard for hit and miss | `tests/test_oracle.py` | every route with an identifier |
| B11, B12 races | one deed, and a sentence for the others | `tests/test_races.py` | {len(list(transitions()))} moves of the life-cycles, {test_races.MANY} threads each |
| B33 budgets | as many queries for {test_budgets.FEW} rows as for {test_budgets.MANY}, and everybody shown is logged | `tests/test_budgets.py` | {len(test_budgets.BUDGET)} pages |

Each battery also removes a guard on purpose and checks that it then turns red ({len(test_rights.MUTATIONS)} ways in B1).

## Fields without a token of their own

{excuses}

## Most queries per page

| page | at most |
|---|---|
{pages}

## What this does not prove

Screen photos by insiders, free text that names others, the partner's own systems, root on the database host, and law
that is not yet known. Row-level security in the database as a second line is not built yet: the one line is
`access.policy.dossiers_open_to`, and the batteries above guard it.
"""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.settings")
    os.environ.setdefault("WERKCENTRUM_DEMO", "1")
    import django

    django.setup()
    print(document(), end="")
