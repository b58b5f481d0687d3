"""The batteries: what each does, where, what it measures, and the goal of the access design (§4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Battery:
    """One row of docs/security.md; `figures` are those it leaves with `tests.support.results.result`, as a sentence."""

    id: str
    what: str
    where: str
    figures: str
    goal: str


BATTERIES = [
    Battery(
        "B1",
        "every route × role × relation × method, also htmx, compared with the matrix; on every answer the referee "
        "looks for undefined variables, forms without csrf or submit key, inline script, and a GET that writes",
        "tests/test_rights.py, tests/support/referee.py",
        "{routes} routes, {requests} requests, {deviations} deviations",
        "every route, 0 deviations",
    ),
    Battery(
        "B2",
        "a token in every personal, special and secret field; no answer, title, address, header, PDF, log line or "
        "mail shows one that is not theirs",
        "tests/test_canaries.py",
        "{most_fields} fields, {answers} answers searched, {leaks} leaks",
        "0 outside the reader's groups",
    ),
    Battery(
        "B5",
        "another's child under one's own parent: in the path, in every field of every form that names an object, "
        "in filters, ordering and `next`",
        "tests/test_nesting.py",
        "{routes} nested routes, {requests} requests, {accepted} accepted",
        "0 × 2xx, 0 writes",
    ),
    Battery(
        "B8",
        "hidden and absent give the same body, headers and statements; a look-up works equally hard for hit and miss, "
        "and a sealed person is nobody: at the look-up, the registration, the number, the cards",
        "tests/test_oracle.py, tests/test_sealed_oracle.py",
        "{pairs} pairs of answers, {different} different; by time hit and miss are told apart with AUC {most_auc}",
        "0 bytes apart, AUC ≤ 0.55",
    ),
    Battery(
        "B12",
        "every move of every life-cycle by many at once: one deed, and a sentence for the others",
        "tests/test_races.py",
        "{moves} moves, {races} races of {most_threads} threads, {wrong} with another end than one deed",
        "exactly one each",
    ),
    Battery(
        "B17",
        "walks through one's own list, by look-up, once a minute, with five accounts, and a normal day: the look-up "
        "refuses, and a check is opened in the same request",
        "tests/test_harvest.py",
        "{most_dossiers} dossiers or 20 look-ups before a check, {most_look_ups} look-ups a day, {false_alarms} false "
        "alarms on a normal day",
        "≤ 60 an hour, at once, ≤ 1 false alarm a week",
    ),
    Battery(
        "B33",
        "as many queries for few rows as for many, and everybody shown is logged",
        "tests/test_budgets.py",
        "{pages} pages, at most {most_queries} queries, {grown} that grow with the rows",
        "≤ 30, 0 that grow",
    ),
]
