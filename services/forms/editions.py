"""Making an edition."""

from django import forms

from werkcentrum.web.forms import Form


class EditionForm(Form):
    """What this edition is made for."""

    note = forms.CharField(
        label="Waarvoor is deze editie?",
        required=False,
        max_length=200,
        help_text="Bijvoorbeeld: Regionaal Beraad van december.",
        error_messages={"max_length": "Maak deze tekst korter: hoogstens 200 tekens."},
    )
