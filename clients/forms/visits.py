"""Forms of the two light depths of contact."""

import re

from django import forms
from django.utils import timezone

from clients import freetext
from clients.forms.widgets import MunicipalityField, fill_municipalities, keyed
from clients.models import Visit
from werkcentrum.vocabulary import SITUATION_CHOICES
from werkcentrum.vocabulary.workdays import after_workdays
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

MINUTES = "Vul het aantal minuten in als getal, van 1 tot 480."
E_MAIL = "Vul een e-mailadres in zoals naam@voorbeeld.nl."
PHONE = "Vul een telefoonnummer in met ten minste 10 cijfers, bijvoorbeeld 06 12 34 56 78."
LONGEST_WAIT = 365


class AboutVisit(Form):
    """What every contact has: reason, channel, minutes, municipality, and the situation when it came up."""

    reason = keyed("Waar gaat het over?", Visit.Reason.choices, "12345678")
    channel = keyed("Hoe kwam de vraag binnen?", Visit.Channel.choices, "atmcg", initial=Visit.Channel.DESK)
    minutes = forms.IntegerField(
        label="Minuten",
        initial=5,
        min_value=1,
        max_value=480,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": 3}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "required"), MINUTES),
    )
    municipality = MunicipalityField(label="Woonplaats (gemeente)", near=True, required=False)
    situation = forms.ChoiceField(
        label="Inkomen nu",
        choices=[("", "Niet gevraagd"), *SITUATION_CHOICES],
        required=False,
        error_messages={"invalid_choice": "Kies een situatie uit de lijst, of laat het leeg."},
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.town = fill_municipalities(self, actor, empty="Onbekend of buiten de regio")


class VisitForm(AboutVisit):
    """An anonymous visit: nothing in it says who."""

    # Both other outcomes follow by themselves, from writing down a name and from registering.
    outcome = keyed(
        "Hoe liep het af?",
        [(outcome.value, outcome.label) for outcome in (Visit.Outcome.ANSWERED, Visit.Outcome.REFERRED)],
        "bv",
        initial=Visit.Outcome.ANSWERED,
    )


class LightContactForm(AboutVisit):
    """A call name, a way to reach somebody, and a question."""

    call_name = forms.CharField(label="Roepnaam", max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    phone = forms.CharField(
        label="Telefoon", max_length=20, required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        error_messages={"invalid": E_MAIL},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    question = forms.CharField(label="Vraag", max_length=2000, widget=forms.Textarea({"rows": 3}))
    keep_text = forms.BooleanField(label="De tekst mag zo blijven staan", required=False)
    call_back_on = DateField(
        label="Terugbellen op",
        required=False,
        help_text="Bijvoorbeeld 24-11-2026. Laat leeg als terugbellen niet nodig is.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call_back_on"].initial = after_workdays(timezone.localdate(), 1)
        self.asks = []

    def clean_phone(self):
        """Digits, spaces and a plus sign; at least ten digits."""
        return clean_phone(self.cleaned_data["phone"])

    def clean_call_back_on(self):
        """Today or later, within a year."""
        day = self.cleaned_data["call_back_on"]
        if day and not 0 <= (day - timezone.localdate()).days <= LONGEST_WAIT:
            raise forms.ValidationError("Kies een dag vanaf vandaag, binnen een jaar.")
        return day

    def clean(self):
        """Somebody must be reachable, and a text with a number or a diagnosis is asked about once."""
        super().clean()
        data = self.cleaned_data
        if not {"phone", "email"} & set(self.errors) and not (data.get("phone") or data.get("email")):
            self.add_error("phone", "Vul een telefoonnummer of e-mailadres in, anders kunt u niet terugbellen.")
        self.asks = freetext.warnings(data.get("question", ""))
        if self.asks and not data.pop("keep_text", False):
            self.add_error("question", [*self.asks, "Pas de tekst aan, of vink aan dat hij zo mag blijven."])
        data.pop("keep_text", None)
        return data


class CallBackForm(Form):
    """What came of calling back."""

    result = forms.CharField(
        label="Wat is de uitkomst?", max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )


def clean_phone(typed: str) -> str:
    """A phone number as typed, with plain spaces; raises ValidationError when it has letters or too few digits."""
    typed = " ".join(typed.split())
    digits = re.sub(r"\D", "", typed)
    if typed and (not re.fullmatch(r"[+\d() .-]+", typed) or not 10 <= len(digits) <= 15):
        raise forms.ValidationError(PHONE)
    return typed
