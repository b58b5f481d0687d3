"""The form that puts a signal aside."""

from django import forms

from werkcentrum.web.forms import Form
from werkplan.models import Signal


class AsideForm(Form):
    """Why it need not be shown any more."""

    reason = forms.ChoiceField(
        label="Waarom kan dit signaal opzij?",
        help_text="Verandert de datum, dan komt het vanzelf terug.",
        choices=Signal.Aside.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom het opzij kan.", "invalid_choice": "Kies een reden uit de lijst."},
    )
