"""Forms of a move: where to, and what becomes of each service afterwards."""

from typing import Any

from django import forms

from clients.forms.widgets import MunicipalityField
from clients.intake.controls import Postcode
from clients.models import Client
from werkcentrum.web.forms import Form, ModelForm
from werkplan.models import RemapLine


class MoveHouseForm(ModelForm):
    """The new municipality, in any region, and the new address when it is known (never of who must not be found)."""

    marks_required = True
    municipality = MunicipalityField(label="Naar welke gemeente?")
    postcode = Postcode(label="Postcode", required=False, max_length=7)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Client
        fields = ("municipality", "postcode", "house_number", "house_letter", "house_addition", "street", "place")
        error_messages = {"house_number": {"invalid": "Vul alleen het getal in."}}

    def __init__(self, *args, region, version, hidden, **kwargs):
        super().__init__(*args, initial={"version": version}, **kwargs)
        town: Any = self.fields["municipality"]
        town.of(region)
        for name in [name for name in self.fields if hidden and name not in ("municipality", "version")]:
            del self.fields[name]

    def _post_clean(self):
        """Leave the instance alone: the action writes."""

    def values(self) -> dict:
        """Column → value of the address."""
        data = self.cleaned_data
        return {name: data[name] for name in self.fields if name not in ("municipality", "version")}


class RemapForm(Form):
    """What the lead decides about one service."""

    choice = forms.ChoiceField(
        label="Wat gebeurt ermee?",
        choices=RemapLine.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er met deze hulp gebeurt."},
    )
    reason = forms.CharField(
        label="Waarom stopt het?",
        required=False,
        max_length=200,
        help_text="Alleen als het stopt. De klant leest dit ook.",
    )

    def __init__(self, *args, has_offer=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_offer:
            choice: Any = self.fields["choice"]
            choice.choices = [pair for pair in RemapLine.Choice.choices if pair[0] != RemapLine.Choice.OVER]
