"""What the matrix expects of every caller at every route, and how the product differs from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from services.models import Offer
from tests.support.dossiers import Rich, rich
from tests.support.referee import faults, strict_templates
from tests.support.sweep import Caller, Route, callers, relate, review_of
from werkcentrum.access.matrix import ABSENT, FORBIDDEN, NOT_HERS, SHOWN, Reach, Row, row_of
from werkcentrum.access.models import Incident, Review
from werkcentrum.access.roles import ROLES

PLAIN = (("GET", False), ("POST", False))
# Every method and htmx too, where the relation is one of the plain ones; the graded relations are asked plainly.
EVERY = (*PLAIN, ("GET", True), ("POST", True), *((m, False) for m in ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")))
GRADED = {
    "team",
    "support",
    "proposed",
    "former",
    "ended",
    "future",
    "other cell",
    "region",
    "glass",
    "review",
    "kin",
    "sealed",
}
STAFF = ("lead", "team", "support", "proposed", "former", "none")
LAPSED = ("ended", "future", "other cell")
NARROW = ("glass", "review", "kin", "sealed")
RELATIONS = {
    Reach.OPEN: ("none",),
    Reach.ACCOUNT: ("none",),
    Reach.ROLE: ("none",),
    Reach.DOSSIER: STAFF,
    Reach.CARD: (*STAFF, "cell"),
    Reach.OWN: ("none",),
    Reach.DESK: ("desk", "none"),
    Reach.CELL: ("cell", "region", "none"),
    Reach.TASK: ("cell", "self", "none"),
    Reach.KEY: ("none",),
}
NOBODIES = ("anonymous", "off", "bare", "ended", "both")
LOGIN, CHOOSE = "account_login", "access:choose_membership"
PAGE, FORM = {200, 302, 303}, {200, 302, 303, 409, 422}


@dataclass
class World:
    """The rich world of a sweep with everybody who knocks."""

    rich: Rich
    callers: dict[str, Caller]


@contextmanager
def swept():
    """The world, in a transaction that is rolled back; templates are strict while it lasts."""
    with transaction.atomic(), strict_templates():
        made = rich()
        yield World(made, callers(made.world))
        transaction.set_rollback(True)


def relations_of(role, row: Row) -> tuple[str, ...]:
    """The relations in which a role knocks at a route with this row."""
    if row.reach in {Reach.DOSSIER, Reach.CARD, Reach.OWN} and role == "klant":
        return ("self", "none")
    if role == "teamleider" and row.reach == Reach.DOSSIER:
        return (*RELATIONS[row.reach], "review")
    lapsed = (*LAPSED, *NARROW) if row.reach in {Reach.DOSSIER, Reach.CARD} and role == "coach" else ()
    return (*RELATIONS[row.reach], *lapsed)


def knocks(row: Row) -> Iterator[tuple[str, str, str, bool]]:
    """Every (caller, relation, method, htmx) for a route with this row; who may see it goes first."""
    pairs = [(role, relation) for role in ROLES for relation in relations_of(role, row)]
    pairs.sort(key=lambda pair: row.expects(ROLES[pair[0]].permissions, column(pair[1])) != SHOWN)
    for role, relation in [*pairs, *((name, "none") for name in NOBODIES)]:
        for method, htmx in PLAIN if relation in GRADED else EVERY:
            yield role, relation, method, htmx


def column(relation):
    """The column of the matrix: a relation that lapsed is none."""
    return "none" if relation in LAPSED else relation


def place(world: World, route: Route, row: Row, caller: Caller, relation: str) -> str:
    """Put a caller in a relation to the object of a route; the address to knock at."""
    made, whole = world.rich, world.rich.offered if row.reach == Reach.CARD else world.rich.main
    if row.reach == Reach.TASK:
        _task(made, caller, relation)
    elif relation in {"desk", "cell", "region"}:
        _own(made, whole, row, caller, relation)
    elif relation != "none":
        relate(caller.actor, relation, whole)
        if relation == "review":
            Review.objects.filter(pk=review_of(whole, made).pk).update(participation=caller.actor.cell)
    elif row.reach == Reach.CELL:
        cell = made.world.cell("gemeente-ede", "FoodValley")
        Offer.objects.filter(pk__in=_offers(made)).update(provider=cell, region=cell.region)
    return route.address(whole, made)


def _offers(made):
    return [made.offer.pk, made.draft.pk, made.proposed.pk]


def _task(made, caller, relation):
    """The check is the caller's to judge, about the caller herself (in her own cell), or of another cell and region."""
    ede = made.world.cell("gemeente-ede", "FoodValley")
    cell = caller.actor.cell if relation != "none" else ede
    judge = cell if relation == "none" or caller.actor.may("review_access") else None
    subject = caller.actor.user if relation == "self" else made.stranger
    Review.objects.filter(pk=made.review.pk).update(participation=judge, region=cell.region, subject=subject)
    Incident.objects.filter(pk=made.incident.pk).update(region=ede.region if relation != "cell" else cell.region)


def _own(made, whole, row, caller, relation):
    if relation == "desk":
        desk = caller.actor.membership.desk_id
        type(whole.light).objects.filter(pk=whole.light.pk).update(
            desk=desk, **({} if desk else {"recorded_by": caller.actor.user})
        )
    elif row.reach == Reach.CARD:
        type(whole.handover).objects.filter(pk=whole.handover.pk).update(to_participation=caller.actor.cell)
    elif relation == "cell":
        Offer.objects.filter(pk__in=_offers(made)).update(provider=caller.actor.cell)


def expected(route: Route, row: Row, role: str, relation: str, method: str, refused: set[str]) -> set[int]:
    """The statuses that are right for one request."""
    tag = route.tag
    if row.reach == Reach.KEY:  # no session opens it, whoever has one
        return {401} if method in tag.methods else {405}
    if role in NOBODIES and not tag.open:
        if role in {"anonymous", "off"}:
            return {302}
        if tag.needs_membership:
            return {302} if role == "both" else {FORBIDDEN}
    permissions = ROLES[role].permissions if role in ROLES else frozenset()
    if tag.needs and tag.needs not in permissions:
        return {FORBIDDEN}
    if method not in tag.methods or method in refused:
        return {405}
    answer = row.expects(permissions, column(relation), method)
    if answer == NOT_HERS:
        return {422} if method == "POST" else PAGE
    if answer != SHOWN:
        return {answer}
    if row.reach in {Reach.ACCOUNT, Reach.OPEN} and method == "POST":
        return FORM | {ABSENT}
    return FORM if method == "POST" else PAGE


def deviations(world: World, route: Route, only: frozenset[str] = frozenset()) -> list[str]:
    """Every difference between the product and the matrix at one route, and every fault the referee sees.

    `only`: just these roles and kinds of nobody.
    """
    row = row_of(route.tag)
    if row is None:
        tag = route.tag
        return [f"{route.name}: no row in matrix.csv for {tag.obj} × {tag.action} ({tag.needs or 'in the view'})"]
    found: dict[str, Any] = {}
    refused: set[str] = set()
    proved = False
    for (role, relation), group in _grouped(row):
        if only and role not in only:
            continue
        caller = world.callers[role]
        sid = transaction.savepoint()
        path = place(world, route, row, caller, relation)
        for method, htmx in group:
            answer = caller.door.knock(method, path, htmx=htmx)
            shown = row.expects(caller.permissions, column(relation), method) == SHOWN
            if not proved and shown and answer.status == 405 and method in route.tag.methods:
                refused |= {method, "HEAD"} if method == "GET" else {method}
            right = expected(route, row, role, relation, method, refused)
            who = f"{route.name} {method}{' hx' if htmx else ''} as {role}/{relation}"
            if answer.status not in right:
                found.setdefault(f"{who}: {answer.status}, not {sorted(right)}{_error(answer)}", None)
            elif answer.status == 302 and not _sent_well(answer, role, route):
                found.setdefault(f"{who}: sent to {answer.location}", None)
            for fault in faults(method, path, answer, route.tag):
                found.setdefault(f"{route.name} {method}: {fault}", None)
        proved = True
        transaction.savepoint_rollback(sid)
    if {"GET", "POST"} <= refused:
        found[f"{route.name}: answers neither GET nor POST"] = None
    return list(found)


def _grouped(row):
    groups: dict[tuple[str, str], list] = {}
    for role, relation, method, htmx in knocks(row):
        groups.setdefault((role, relation), []).append((method, htmx))
    return groups.items()


def _error(answer):
    return f" ({answer.error!r})" if answer.error and answer.status >= 500 else ""


def _sent_well(answer, role, route):
    """Nobody is sent to log in; who chose no membership, to choose one; others anywhere else."""
    login, choose = reverse(LOGIN), reverse(CHOOSE)
    if route.tag.open:
        return True
    if role in {"anonymous", "off"}:
        return answer.location.startswith(login)
    if role == "both" and route.tag.needs_membership:
        return answer.location == choose
    return not answer.location.startswith((login, choose))
