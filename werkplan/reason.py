"""A reason why somebody needs a coach today."""

from dataclasses import dataclass
from datetime import date

ANYBODY = "00000000-0000-4000-8000-000000000000"
"""Stands in an address for the person of the line; the worklist puts in whom."""
# The order in which things cannot wait: dates of the law, who is at the door, what a client said, clocks of others,
# what is coming, and what should have been done; with the label of its chip.
KINDS = {
    "decide": "opnieuw beslissen",
    "review": "terugkijken te laat",
    "today": "afspraak vandaag",
    "answer": "hoe ging het?",
    "missed": "was er niet",
    "objection": "niet eens met een stap",
    "said": "klant liet iets weten",
    "handover": "overdracht voor u",
    "waits": "geen antwoord op overdracht",
    "signal": "komt eraan",
    "promise": "toezegging te laat",
    "late": "stap te laat",
    "evaluate": "terugkijken",
    "plan": "nog geen plan",
    "new": "nieuw bij u",
}
LOOKS = {
    "decide": ("clock", "Beslissen", "is-wait"),
    "review": ("warning", "Te laat", "is-stop"),
    "today": ("calendar", "Afspraak", "is-info"),
    "answer": ("help", "Zeg hoe het ging", "is-wait"),
    "missed": ("phone", "Zoek contact", "is-wait"),
    "objection": ("stop", "Niet eens", "is-wait"),
    "said": ("talk", "Van de klant", "is-wait"),
    "handover": ("handover", "Overdracht", "is-wait"),
    "waits": ("handover", "Geen antwoord", "is-stop"),
    "signal": ("bell", "Komt eraan", "is-wait"),
    "promise": ("flag", "Toezegging te laat", "is-stop"),
    "late": ("warning", "Te laat", "is-stop"),
    "evaluate": ("clock", "Terugkijken", "is-wait"),
    "plan": ("plan", "Plan", "is-wait"),
    "new": ("person", "Nieuw", "is-wait"),
}
"""Per kind the drawing, its word, and how the line looks."""


@dataclass(slots=True)
class Reason:
    """One reason: what, by when, and where to go."""

    kind: str
    text: str
    on: date | None
    url: str

    @property
    def icon(self):
        """Its drawing."""
        return LOOKS[self.kind][0]

    @property
    def word(self):
        """The word of its drawing."""
        return LOOKS[self.kind][1]

    @property
    def look(self):
        """The class of its line."""
        return LOOKS[self.kind][2]
