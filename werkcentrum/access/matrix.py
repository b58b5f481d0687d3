"""The access matrix: what is answered per object, action and relation. The reviewed source is `matrix.csv` beside it.

The product does not ask this table; the code decides. The tests walk every route with every role and relation and
compare, so that a change of rights is always a change of this table, which a privacy officer reads and signs.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from werkcentrum.permissions import Permission

SOURCE = Path(__file__).with_suffix(".csv")
RELATIONS = (
    "lead", "team", "support", "proposed", "former", "glass", "review", "kin", "sealed",
    "self", "desk", "cell", "region", "none",
)  # fmt: skip
SHOWN, NOT_HERS, FORBIDDEN, ABSENT = 200, 422, 403, 404


class Reach(StrEnum):
    """What, besides the role, decides whether the object exists for somebody."""

    OPEN = "open"  # everyone, also without an account
    ACCOUNT = "account"  # one's own account, with or without a membership
    ROLE = "role"  # the role alone
    DOSSIER = "dossier"  # the relation to the dossier in the address
    CARD = "card"  # the relation to the dossier behind an offered handover
    OWN = "own"  # the dossier of the client herself; no address
    DESK = "desk"  # the desk where it was recorded
    CELL = "cell"  # the partner whose offer it is
    TASK = "task"  # whose check it is (`cell`), or whom it is about (`self`)
    KEY = "key"  # the key of a cell, shown by a system; no session opens it


@dataclass(frozen=True)
class Row:
    """One line of the matrix.

    `route` is what is asked of the role before the view runs, `needs` what the view asks of role and relation (any of
    them); `posts` is what a POST asks besides. Per relation: `ja`, `lezen` (a POST gets 403), `422` (sees it, but it is
    not hers to decide), `403`, `404`, or a permission: who holds it is shown, others get 404.
    """

    obj: str
    action: str
    route: tuple[Permission, ...]
    needs: tuple[Permission, ...]
    posts: tuple[Permission, ...]
    reach: Reach
    cells: dict[str, str]
    why: str

    def expects(self, permissions, relation: str, method: str = "GET") -> int:
        """SHOWN, NOT_HERS, FORBIDDEN or ABSENT for these permissions of a role, in this relation to the object."""
        if self.route and not permissions & set(self.route):
            return FORBIDDEN
        asked = [needs for needs in (self.needs, self.posts if method == "POST" else ()) if needs]
        may = all(permissions & set(needs) for needs in asked)
        cell = self.cells[relation] or "ja"
        if cell.isdecimal():
            return int(cell) if cell != str(NOT_HERS) or may else FORBIDDEN
        if cell == "lezen":
            return SHOWN if may and method != "POST" else FORBIDDEN
        if cell != "ja" and Permission(cell) not in permissions:
            return ABSENT
        return SHOWN if may else FORBIDDEN


@cache
def rows() -> dict[tuple[str, str, str], Row]:
    """Every row by object, action and what its routes ask of the role (or "")."""
    with SOURCE.open(encoding="utf-8", newline="") as source:
        lines = list(csv.DictReader(source))
    table = {(line["object"], line["action"], line["route"]): _row(line) for line in lines}
    if len(table) != len(lines):
        raise ValueError("matrix.csv names an object and action twice with the same permission")
    return table


def _row(line):
    reach = Reach(line["reach"])
    cells = {relation: line[relation] for relation in RELATIONS}
    empty = [relation for relation, cell in cells.items() if not cell]
    if empty and reach not in {Reach.OPEN, Reach.ACCOUNT, Reach.ROLE, Reach.KEY}:
        raise ValueError(f"matrix.csv: {line['object']} × {line['action']} says nothing about {', '.join(empty)}")
    route, needs, posts = (
        tuple(Permission(p) for p in line[name].split("|") if p) for name in ("route", "needs", "posts")
    )
    return Row(line["object"], line["action"], route, needs, posts, reach, cells, line["why"])


def row_of(tag) -> Row | None:
    """The row of a route's tag, or None. A tag without a permission has a row without one, or one asked in the view."""
    exact = rows().get((tag.obj, tag.action, tag.needs or ""))
    if exact or tag.needs:
        return exact
    # A page for several roles asks in the view; the table then names them all.
    found = [row for row in rows().values() if (row.obj, row.action) == (tag.obj, tag.action) and len(row.route) > 1]
    return found[0] if len(found) == 1 else None
