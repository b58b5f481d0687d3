"""Forms about what is erased and what is kept."""

from django import forms

from werkcentrum.web.forms import Form


class RefuseForm(Form):
    """Why a list is refused."""

    reason = forms.CharField(label="Waarom niet?", max_length=300, help_text="Noem geen klanten.")


class HoldForm(Form):
    """Why a dossier is kept although its term is over."""

    dossier = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Waarom bewaren?", max_length=300, help_text="Bijvoorbeeld: een bezwaar loopt nog.")
