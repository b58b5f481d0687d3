"""Forms for income periods: a new one, and what may change of one that is there."""

from django import forms

from clients.forms.widgets import QuickSelect
from werkcentrum.vocabulary import SITUATIONS, Kind
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

GROUPS = {
    Kind.BENEFIT: "Uitkering",
    Kind.WORK: "Werk",
    Kind.NO_INCOME: "Geen inkomen",
    Kind.EDUCATION: "School en studie",
    Kind.STATUS: "Anders",
    Kind.UNKNOWN: "Niet bekend",
}
SITUATION_GROUPS = [
    ("", "Kies een situatie"),
    *(
        (label, [(row.code, row.name) for row in SITUATIONS.values() if row.kind is kind])
        for kind, label in GROUPS.items()
    ),
]

SOURCES = [("klant", "Zelf verteld"), ("suwinet", "Suwinet"), ("partner", "Van een partner")]


class PeriodForm(Form):
    """One income situation with its dates."""

    code = forms.ChoiceField(label="Situatie", choices=SITUATION_GROUPS, widget=QuickSelect)
    valid_from = DateField(label="Vanaf")
    valid_until = DateField(label="Tot en met", required=False, help_text="Laat leeg als u het niet weet.")
    leading = forms.BooleanField(label="Dit is in die tijd het belangrijkste inkomen", required=False)
    source = forms.ChoiceField(label="Hoe weten we dit?", choices=SOURCES)

    def is_started(self) -> bool:
        """Whether anything was typed: an empty form in the intake asks for nothing."""
        return self.is_bound and any(self.data.get(name) for name in ("code", "valid_from", "valid_until"))

    def values(self) -> dict:
        """What `actions.income.add_period` takes. Without a tick the period leads only where nothing else does."""
        return {**self.cleaned_data, "leading": self.cleaned_data["leading"] or None}


class EndForm(Form):
    """The last day of a period."""

    on = DateField(label="Laatste dag")
