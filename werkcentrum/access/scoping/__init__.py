"""Which models are scoped and which are open on purpose, and the class of every field; tests compare it with the code.

A model that is not named here turns a test red, so nobody adds one without deciding who may see it. One file per floor:
add a model to the file of its app, in `SCOPED` or `OPEN`, and every field of it to `CLASSES`. In what processing a
model plays its part (purpose, ground, retention) stands in `activities`; a model with a personal field must be there.
In `BELONGS` stands to whom a row belongs: what is exported at her request, and what is erased when its term is over.
"""

from . import clients, foreign, ground, menu, money, privacy, werkplan
from .activities import ACTIVITIES, Activity
from .foreign import FOREIGN
from .words import INTERNAL, PERSONAL, PUBLIC, SECRET, SPECIAL

__all__ = [
    "ACTIVITIES",
    "BELONGS",
    "CLASSES",
    "FOREIGN",
    "INTERNAL",
    "NOT_OF_A_CLIENT",
    "OPEN",
    "PERSONAL",
    "PUBLIC",
    "SCOPED",
    "SECRET",
    "SPECIAL",
    "Activity",
    "activity_of",
    "class_of",
]

SCOPED = ground.SCOPED | privacy.SCOPED | clients.SCOPED | menu.SCOPED | money.SCOPED | werkplan.SCOPED
OPEN = ground.OPEN | clients.OPEN | menu.OPEN
CLASSES = ground.CLASSES | privacy.CLASSES | clients.CLASSES | menu.CLASSES | money.CLASSES | werkplan.CLASSES
"""Per own model the names of its fields by class. A historical model has the classes of what it is the history of."""

BELONGS = ground.BELONGS | clients.BELONGS | werkplan.BELONGS
"""Per model about clients the path to the dossier; a history belongs as what it is the history of."""
NOT_OF_A_CLIENT = ground.NOT_OF_A_CLIENT | privacy.NOT_OF_A_CLIENT | menu.NOT_OF_A_CLIENT

_PARTS = {
    label: ACTIVITIES[key]
    for floor in (ground, privacy, clients, menu, werkplan, foreign)
    for key, labels in floor.PART_OF.items()
    for label in labels.split()
}
ABOUT_HISTORY = {"history_id", "history_date", "history_change_reason", "history_type", "history_user", "event_id"}


def source_of(model):
    """The model itself, or of a history what it is the history of."""
    return model.instance_type if model.__name__.startswith("Historical") else model


def class_of(model, name) -> str:
    """The class of one field of a model, also of a history; KeyError when nobody decided."""
    source = source_of(model)
    if source is not model and name in ABOUT_HISTORY:
        return INTERNAL
    label = source._meta.label
    for kind, names in (CLASSES.get(label) or FOREIGN[label]).items():
        if name in names.split():
            return kind
    raise KeyError(f"{label}.{name}")


def activity_of(model) -> Activity | None:
    """The processing activity a model is part of, or None when it holds nothing about a person."""
    return _PARTS.get(source_of(model)._meta.label)
