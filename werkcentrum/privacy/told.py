"""Everything the product holds about one person, told to her (AVG 15): one list for paper and for the file.

Driven by `scoping`: every model about clients, every field with a class that is personal, special or secret, histories
included. Not in it: names of employees (they are data subjects too; CJEU C-579/21), keys and indexes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from werkcentrum.access.scoping import (
    ACTIVITIES,
    BELONGS,
    INTERNAL,
    Activity,
    activity_of,
    class_of,
    source_of,
)
from werkcentrum.privacy import hooks
from werkcentrum.web.dates import long_date

NOT_TOLD = {
    "clients.NumberIndex": "a keyed index of the BSN: says nothing",
    "clients.DocumentBody": "the document itself: she opens it in the portal; here it is on the list",
    "audit.Alias": "the number of an employee",
    "access.Review": "about what an employee did, not about the client",
}
OWN_ONLY = {"clients.HiddenAddress"}
NOT_TOLD_FIELDS = {
    "clients.Client.sort_name": "made from the name",
    "clients.Client.search_name": "made from the name",
    "clients.NationalNumber.sealed": "the number itself is told, opened",
}
ALSO = {
    "source",
    "obtained_on",
    "confirmed_on",
    "field",
    "kind",
    "partner_name",
    "participation",
    "state",
    "format",
    "added_at",
}
"""Fields of the administration that say where a fact comes from: told along."""


@dataclass(frozen=True)
class Line:
    """One row: when it was written (of a history), and its filled fields as (label, text)."""

    facts: list[tuple[str, str]]
    until: str = ""


@dataclass(frozen=True)
class Part:
    """One kind of row, with why it is kept."""

    title: str
    activity: Activity
    lines: list[Line] = field(default_factory=list)


def everything_about(dossier_id, *, own=False) -> list[Part]:
    """All parts with something in them, by activity; a query per model, however many rows.

    `own`: the client herself asks. SECURITY: her hidden address is for nobody else, on no paper that travels.
    """
    order = list(ACTIVITIES)
    found = []
    now_first = sorted(_models(), key=lambda pair: source_of(pair[0]) is not pair[0])
    for model, path in now_first:
        if model._meta.label in OWN_ONLY and not own:
            continue
        activity = activity_of(model)
        rows = model._base_manager.filter(**{path: dossier_id}).order_by("pk")
        names = _named(model)
        # Without names it would follow every key there is, each behind a policy of its own: minutes instead of moments.
        rows = rows.select_related(*names) if names else rows
        lines = [line for row in rows if (line := _line(row)).facts]
        if lines and activity:
            found.append(Part(_title(model), activity, lines))
    return sorted(found, key=lambda part: order.index(part.activity.key))


def _models() -> Iterator[tuple[type[Model], str]]:
    for model in apps.get_models():
        label = source_of(model)._meta.label
        if label in BELONGS and label not in NOT_TOLD:
            yield model, BELONGS[label]


def _title(model):
    source = source_of(model)
    name = (source.__doc__ and TITLES.get(source._meta.label)) or str(source._meta.verbose_name)
    return name if source is model else f"{name}: eerdere versies"


LABELS = {
    "birth_precision": "hoe zeker de geboortedatum is",
    "content": "inhoud",
    "deadlines": "belangrijke dagen",
    "field_groups": "onderdelen",
    "groups": "welke gegevens",
    "participation": "organisatie",
    "postcode": "postcode",
    "title": "titel",
}
"""Fields that no form names, in words."""
TITLES = {
    "access.Dossier": "Het dossier",
    "access.Involvement": "Wie bij u betrokken is of was",
    "access.Seal": "Verzoek om het dossier besloten te maken",
    "access.Glass": "Noodtoegang",
    "audit.Event": "Wat er in uw dossier gebeurde (logboek)",
    "audit.Reading": "Wie in uw dossier keek (logboek)",
    "clients.Client": "Uw persoonsgegevens",
    "clients.NationalNumber": "Uw BSN",
    "clients.HiddenAddress": "Uw geheime adres",
    "clients.IncomePeriod": "Uw inkomen",
    "clients.Intake": "Uw intake",
    "clients.IntakeAnswer": "Wat u vertelde in de intake",
    "clients.Handover": "Overdrachten",
    "clients.HandoverAdvice": "Wat de regiocoördinator zei over een overdracht",
    "clients.Entry": "Het verloop",
    "clients.Consent": "Uw toestemmingen",
    "clients.RightsRequest": "Uw verzoeken over uw gegevens",
    "clients.Dispute": "Wat u betwist",
    "clients.Document": "Uw documenten",
    "clients.LookReport": "Wat u meldde over wie keek",
    "werkplan.Werkplan": "Uw plan",
    "werkplan.Goal": "Uw doelen",
    "werkplan.Step": "Uw stappen",
    "werkplan.Obstacle": "Wat het lastig maakt",
    "werkplan.ClosingReview": "Terugblik op uw plan",
    "werkplan.StepAnswer": "Wat u van een stap vindt",
    "werkplan.Inzet": "Hulp bij uw stappen",
    "werkplan.Agreement": "Uw afspraken",
    "werkplan.PlanVersion": "Vastgelegde versies van uw plan",
    "werkplan.CarryOver": "Wijzigingen van inkomen",
    "werkplan.CarryOverLine": "Wat doorliep na een wijziging",
    "werkplan.RemapLine": "Wat er na een verhuizing met uw hulp gebeurt",
}


def _told_fields(model):
    for column in model._meta.concrete_fields:
        if column.related_model is get_user_model():
            continue
        if f"{source_of(model)._meta.label}.{column.name}" in NOT_TOLD_FIELDS:
            continue
        if class_of(model, column.name) != INTERNAL or column.name in ALSO:
            yield column


def _named(model):
    names = []
    for column in _told_fields(model):
        if column.is_relation:
            names.append(column.name)
            if column.related_model._meta.label == "regions.Participation":
                names += [f"{column.name}__partner", f"{column.name}__region"]
    return names


def _line(row) -> Line:
    teller = hooks.teller_of(source_of(type(row))._meta.label)
    facts = teller(row) if teller else [(label_of(c), words(row, c)) for c in _told_fields(type(row))]
    day = getattr(row, "history_date", None)
    return Line(
        [(label, text) for label, text in facts if text],
        long_date(timezone.localdate(day)) if day else "",
    )


def label_of(column) -> str:
    """The name of a field as a person reads it."""
    name = LABELS.get(column.name) or str(column.verbose_name)
    return name[0].upper() + name[1:]


def words(row, column) -> str:
    """The value of a field as text; "" when it is empty."""
    value = getattr(row, column.name, None)
    if value is None or value == "":
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return plain(value)


def plain(value) -> str:
    """A value as text: dates in words, yes or no, lists and objects flattened."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        at = timezone.localtime(value)
        return f"{long_date(at.date())}, {at:%H:%M}"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {plain(part)}" for key, part in value.items() if part not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return ", ".join(plain(part) for part in value)
    return str(value)


def as_data(parts, *, made_on: date) -> dict:
    """The same as data, for the file."""
    return {
        "gemaakt_op": made_on.isoformat(),
        "onderdelen": [
            {
                "naam": part.title,
                "waarvoor": part.activity.purpose,
                "grond": list(part.activity.grounds),
                "ontvangers": list(part.activity.receivers),
                "regels": [
                    dict([*line.facts, *([("Vastgelegd op", line.until)] if line.until else [])]) for line in part.lines
                ],
            }
            for part in parts
        ],
    }
