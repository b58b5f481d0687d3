"""What one may ask of the coverage; every answer lives in the address of the page."""

from django import forms

from services.audience import GROUPS
from services.coverage.norms import ages, tiles
from werkcentrum.web.forms import Form

WRONG = "Kies er een uit de lijst."


class CoverageFilter(Form):
    """Where, of what age, beside which region, and without which offer. Wrong answers are named and left out."""

    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    leeftijd = forms.ChoiceField(label="Leeftijd", required=False)
    naast = forms.ChoiceField(label="Vergelijk met", required=False)
    zonder = forms.ChoiceField(label="Zonder dit aanbod", required=False)
    groep = forms.ChoiceField(required=False, choices=[("", ""), *((group.slug, group.label) for group in GROUPS)])
    tegel = forms.ChoiceField(required=False, choices=[("", ""), *tiles().items()])

    def __init__(self, data, *, today, places, regions, offers):
        super().__init__(data)
        lists = {
            "gemeente": ("Alle gemeenten", places),
            "leeftijd": ("Alle leeftijden", [(age.code, age.label) for age in ages(today)]),
            "naast": ("Geen andere regio", regions),
            "zonder": ("Geen", offers),
        }
        for name, (nothing, choices) in lists.items():
            self.fields[name].choices = [("", nothing), *choices]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = WRONG

    def asked(self) -> dict[str, str]:
        """What was asked and understood, under the names of the address, without what was left empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
