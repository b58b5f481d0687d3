"""The form of emergency access: a reason from the list, and why it cannot wait."""

from django import forms

from clients.forms.careful import careful
from werkcentrum.access.glass.rules import AT_LEAST, Reason
from werkcentrum.web.forms import Form


class GlassForm(Form):
    """`token` says whom it is about: it came with the answer of the look-up."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    asked = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="Waarom kan het niet wachten?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden."},
    )
    explanation = forms.CharField(
        label="Toelichting",
        help_text="Minstens 20 tekens. De teamleider van de regiehouder leest dit. Noem geen naam, BSN of ziekte.",
        min_length=AT_LEAST,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": "Schrijf op wat er aan de hand is, in minstens 20 tekens.",
            "min_length": "Schrijf iets meer op: minstens 20 tekens.",
        },
    )

    def clean_explanation(self):
        """No BSN in it; what looks like health is asked about once."""
        return careful(self, self.cleaned_data["explanation"])
