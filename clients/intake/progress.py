"""How far an intake is: what still needs an answer, and the four steps with their state."""

from clients.intake.backed import ELSEWHERE
from clients.intake.fields import FIELDS, STEPS
from clients.intake.lens import CHANGING
from werkcentrum.vocabulary import Benefit, Kind, situation

ALWAYS = frozenset({"always", "dossier", "first_registration"})


def needed_now(field, known) -> bool:
    """Whether an answer is needed, given the other answers (field table, `required_when`)."""
    if field.required_when in ALWAYS:
        return True
    rule = DEPENDS.get(field.required_when)
    return bool(rule and rule(known))


def missing(lens, known) -> list:
    """The fields that need an answer and that this actor can give; in the order of the intake."""
    return [
        field
        for field in FIELDS.values()
        if field.step and needed_now(field, known) and not known[field.code].is_known and _can_give(lens, field)
    ]


def _can_give(lens, field):
    return lens.mode(field) in CHANGING and field.code != "bsn"


def steps(lens, known) -> list[dict]:
    """Per step: number, label, how many of its questions are answered, and whether nothing needed is left."""
    left = {field.step for field in missing(lens, known)}
    rows = []
    for step, label in STEPS.items():
        asked = [
            field
            for field in FIELDS.values()
            if field.step == step and lens.mode(field) in CHANGING and field.code not in ELSEWHERE
        ]
        answered = sum(known[field.code].is_known for field in asked)
        rows.append(
            {"number": step, "label": label, "answered": answered, "asked": len(asked), "done": step not in left}
        )
    return rows


def _situations(known):
    return [situation(row["situation"]) for row in known["income_situations"].value or []]


DEPENDS = {
    "nug": lambda known: any(held.code == "NUG" for held in _situations(known)),
    "ww": lambda known: any(held.benefit is Benefit.WW for held in _situations(known)),
    "refugee": lambda known: any(held.code == "INBURGERAAR" for held in _situations(known)),
    "working": lambda known: any(held.kind is Kind.WORK for held in _situations(known)),
    "non_eu": lambda known: known["nationality"].value == "other",
}
