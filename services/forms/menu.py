"""What one may ask of the menu; every answer lives in the address of the page."""

from django import forms

from services.audience import GROUPS, Person, codes_of, label_of
from services.needs import LABELS
from services.search import LONGEST
from werkcentrum.vocabulary import SITUATIONS
from werkcentrum.web.forms import Form

AGES = "Vul een leeftijd in van 12 tot en met 110, of laat het leeg."


class MenuFilter(Form):
    """Question, need, and for whom. Wrong answers are named and left out; the rest still counts."""

    q = forms.CharField(
        label="Zoek op de menukaart",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Zoek met minder woorden: hoogstens {LONGEST} tekens."},
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "data-search": True}),
    )
    nodig = forms.ChoiceField(
        required=False,
        choices=[("", ""), *LABELS.items()],
        error_messages={"invalid_choice": "Deze vraag kent de menukaart niet. Kies een tegel bij “Wat is er nodig?”."},
    )
    gemeente = forms.ChoiceField(label="Woont in", required=False)
    situatie = forms.ChoiceField(label="Inkomen", required=False)
    leeftijd = forms.IntegerField(
        label="Leeftijd",
        required=False,
        min_value=12,
        max_value=110,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), AGES),
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
    )

    def __init__(self, data, *, region_name, names):
        super().__init__(data)
        self.names = names
        places = sorted(names.items(), key=lambda pair: pair[1])
        self.fields["gemeente"].choices = [("", "Hele regio"), *places]
        self.fields["gemeente"].error_messages["invalid_choice"] = (
            f"Deze gemeente hoort niet bij {region_name}. Kies een gemeente uit de lijst."
        )
        self.fields["situatie"].choices = self._situations(data.get("situatie", ""))
        self.fields["situatie"].error_messages["invalid_choice"] = (
            "Deze situatie bestaat niet. Kies er een uit de lijst."
        )

    def _situations(self, chosen):
        """The groups, and besides the one code that a link from a plan may carry."""
        extra = [(chosen, SITUATIONS[chosen].name)] if chosen in SITUATIONS else []
        return [("", "Alle"), *((group.slug, group.label) for group in GROUPS), *extra]

    def asked(self) -> dict:
        """What was asked and understood, under the names of the address, without what was left empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def person(self) -> Person:
        """For whom the menu is asked."""
        asked = self.asked()
        return Person(asked.get("gemeente"), codes_of(asked.get("situatie", "")) or None, asked.get("leeftijd"))

    def chips(self) -> list[tuple[str, str]]:
        """(name, words) of everything that narrows the menu."""
        words = {
            "q": lambda text: f"“{text}”",
            "nodig": LABELS.get,
            "gemeente": self.names.get,
            "situatie": label_of,
            "leeftijd": lambda age: f"{age} jaar",
        }
        return [(name, words[name](value)) for name, value in self.asked().items()]
