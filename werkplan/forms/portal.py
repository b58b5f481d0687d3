"""Forms of the client: few words, her own."""

from django import forms

from werkcentrum.web.forms import Form


class FailsForm(Form):
    """What does not work out."""

    words = forms.CharField(
        label="Wat lukt niet?",
        max_length=200,
        help_text="Een paar woorden. Uw begeleider leest dit en belt u.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Schrijf in een paar woorden op wat niet lukt. Dan kan uw begeleider u helpen."},
    )


class ViewForm(Form):
    """What the client thinks of the plan; with `seen`, the digest of the plan she read."""

    words = forms.CharField(
        label="Wat vindt u van het plan?",
        error_messages={"required": "Schrijf in uw eigen woorden op wat u van het plan vindt."},
        max_length=2000,
        help_text="Uw woorden staan in het plan. U mag het oneens zijn.",
        widget=forms.Textarea({"rows": 4}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class AgreeForm(Form):
    """Agreement to exactly the plan that was read."""

    seen = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": "Lees het plan opnieuw en geef dan uw antwoord."},
    )
