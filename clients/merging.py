"""A second registration of a person whose dossier is sealed, beside the first: what differs, for who leads both."""

import json
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from clients.intake.fields import FIELDS
from clients.intake.known import HIDDEN, known_of
from clients.intake.lens import Mode, lens_of
from clients.intake.words import lines
from clients.models import Client, NationalNumber
from werkcentrum.access import policy
from werkcentrum.access.relations import Relation

APART = frozenset({"bsn", "address_sealed"})
"""Never compared: the number is the same, and of a hidden address no page tells which it is."""
INCOME = "income_situations"


@dataclass(frozen=True)
class Difference:
    """One question with two answers as lines of text; `ours` is empty when only the second registration has one."""

    code: str
    label: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Comparison:
    """What a merge is about. `proof` says which answers were on the screen; `unseen` counts what is not shown."""

    differs: list[Difference] = field(default_factory=list)
    fills: list[Difference] = field(default_factory=list)
    income: Difference | None = None
    unseen: int = 0
    proof: str = ""


def twin_of(actor, client) -> Client | None:
    """The registration that was parked for this sealed dossier (ADR 7), when the actor leads both; else None.

    One query for a dossier that is not sealed or has none, four for one.
    """
    if not client.dossier.sealed:
        return None
    # SECURITY: only a parked number that the actor may read, of a dossier that the privacy officer sealed as well.
    rows = NationalNumber.objects.filter(parked_for=client.pk, client__dossier__sealed=True)
    found = Client.objects.visible_to(actor).filter(pk__in=rows.values("client"), dossier__closed_at=None)
    twin = found.select_related("municipality", "region", "dossier").first()
    both = twin and all(policy.stance(actor, pk).relation == Relation.LEAD for pk in (client.pk, twin.pk))
    return twin if both else None


def compare(actor, client, twin) -> Comparison:
    """The answers of two dossiers that differ, within the groups of fields that are open in both: ten queries."""
    lenses = [lens_of(policy.stance(actor, pk)) for pk in (client.pk, twin.pk)]
    ours, theirs = known_of(client), known_of(twin)
    found, unseen, income = [], 0, None
    for code, question in FIELDS.items():
        if code in APART or question.kind == "derived" or not _differs(code, ours[code], theirs[code]):
            continue
        if any(lens.mode(question) != Mode.WRITE for lens in lenses) or ours[code].value == HIDDEN:
            unseen += 1
            continue
        row = Difference(code, question.label, _text(question, ours[code]), _text(question, theirs[code]))
        if code == INCOME:
            income = row
        else:
            found.append(row)
    seen = [(row.code, row.ours, row.theirs, ours[row.code].version, theirs[row.code].version) for row in found]
    return Comparison(
        [row for row in found if row.ours],
        [row for row in found if not row.ours],
        income,
        unseen,
        salted_hmac("clients.merging", json.dumps([client.pk, twin.pk, *seen])).hexdigest(),
    )


def _differs(code, ours, theirs):
    return theirs.is_known and _bare(code, ours.value) != _bare(code, theirs.value)


def _bare(code, value):
    """The value without what belongs to the row and not to the answer."""
    if code == INCOME:
        return [{key: row[key] for key in row if key != "id"} for row in value or []]
    if code == "name":
        return {key: part for key, part in (value or {}).items() if key != "salutation"}
    return value


def _text(question, known):
    return "; ".join(lines(question, known.value)) if known.is_known else ""
