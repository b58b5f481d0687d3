"""The register of processing (AVG 30), made from the classes of the fields and the activities."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps

from werkcentrum.access.scoping import (
    ACTIVITIES,
    PERSONAL,
    SECRET,
    SPECIAL,
    Activity,
    activity_of,
    class_of,
    source_of,
)
from werkcentrum.privacy.terms import Term, terms_of

KINDS = {PERSONAL: "persoonsgegevens", SPECIAL: "bijzondere of gevoelige gegevens", SECRET: "versleuteld of geheim"}
JOINT = (
    "De partners in de regio (UWV, gemeenten, sociale partners, onderwijs) zijn samen verantwoordelijk volgens hun "
    "onderlinge regeling (AVG 26). Het Werkcentrum van de regio is het ene punt voor vragen van klanten."
)
SAFE = (
    "Toegang per persoon en per groep gegevens, tweede slot in de database, logboek dat verzegeld wordt, versleuteling "
    "van BSN, geheime adressen en documenten, tweede factor bij inloggen."
)


@dataclass(frozen=True)
class Entry:
    """One activity of the register: what is kept of whom, why, on what ground, for whom and how long."""

    activity: Activity
    data: dict[str, list[str]]
    tables: list[str]
    terms: list[Term]

    @property
    def kinds(self) -> list[str]:
        """The kinds of data with their number of fields."""
        return [f"{KINDS[kind]}: {len(names)}" for kind, names in self.data.items()]


def register(today: date) -> list[Entry]:
    """Every activity with the fields that the code holds for it today."""
    data: dict[str, dict[str, list[str]]] = {key: {} for key in ACTIVITIES}
    tables: dict[str, list[str]] = {key: [] for key in ACTIVITIES}
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
        activity = activity_of(model)
        if activity is None or source_of(model) is not model:
            continue
        tables[activity.key].append(model._meta.label)
        for field in model._meta.concrete_fields:
            kind = class_of(model, field.name)
            if kind in KINDS:
                data[activity.key].setdefault(kind, []).append(str(field.verbose_name))
    return [
        Entry(activity, {kind: data[key][kind] for kind in KINDS if kind in data[key]}, tables[key],
              terms_of(activity.retention, today))
        for key, activity in ACTIVITIES.items()
    ]  # fmt: skip


def as_data(today: date) -> dict:
    """The register as data."""
    return {
        "per": today.isoformat(),
        "verantwoordelijke": JOINT,
        "beveiliging": SAFE,
        "doorgifte_buiten_de_EU": "geen",
        "verwerkingen": [
            {
                "naam": entry.activity.name,
                "doel": entry.activity.purpose,
                "grond": list(entry.activity.grounds),
                "door_jurist_bevestigd": entry.activity.verified,
                "betrokkenen": entry.activity.subjects,
                "gegevens": {KINDS[kind]: names for kind, names in entry.data.items()},
                "tabellen": entry.tables,
                "ontvangers": list(entry.activity.receivers),
                "bewaartermijn": [
                    {
                        "grondslag": t.name,
                        "termijn": t.words,
                        "vanaf": t.trigger,
                        "bron": t.source,
                        "bevestigd": t.verified,
                    }
                    for t in entry.terms
                ],
            }
            for entry in register(today)
        ],
    }


def _term(t):
    return {"grondslag": t.name, "termijn": t.words, "vanaf": t.trigger, "bron": t.source, "bevestigd": t.verified}


def as_markdown(today: date) -> str:
    """The register as a document."""
    lines = [
        "# Verwerkingsregister (AVG 30)",
        "",
        f"Per {today.isoformat()}, gemaakt uit de code.",
        "",
        JOINT,
        "",
        SAFE,
    ]
    for entry in register(today):
        a = entry.activity
        lines += [
            "", f"## {a.name}", "", f"- Doel: {a.purpose}", f"- Grond: {'; '.join(a.grounds)}",
            f"- Betrokkenen: {a.subjects}", f"- Ontvangers: {'; '.join(a.receivers)}",
            *(f"- Gegevens, {KINDS[kind]}: {', '.join(names)}" for kind, names in entry.data.items()),
            *(
                f"- Bewaartermijn: {t.name}, {t.words} {t.trigger} ({t.source}; "
                f"{'bevestigd' if t.verified else 'nog niet bevestigd'})"
                for t in entry.terms
            ),
        ]  # fmt: skip
    return "\n".join(lines) + "\n"
