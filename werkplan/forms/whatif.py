"""The form of the question what work would do to income and plan."""

from django import forms

from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

ENOUGH = {"ja": True, "nee": False, "weet_niet": None}


class WhatIfForm(Form):
    """Hours, a day, and whether the pay is enough; nothing of it is kept."""

    hours = forms.IntegerField(
        label="Hoeveel uur per week?",
        help_text="Bijvoorbeeld 20.",
        min_value=1,
        max_value=60,
        error_messages={"invalid": "Vul een aantal uren in, bijvoorbeeld 20."},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    on = DateField(label="Vanaf welke dag?", help_text="Bijvoorbeeld 1-2-2027.")
    enough = forms.ChoiceField(
        label="Is het loon genoeg om van te leven, zonder uitkering?",
        choices=[("ja", "Ja"), ("nee", "Nee"), ("weet_niet", "Dat weet ik niet")],
        widget=forms.RadioSelect,
        initial="weet_niet",
    )

    def question(self) -> dict:
        """What `werkplan.whatif.what_if_work` takes."""
        return self.cleaned_data | {"enough": ENOUGH[self.cleaned_data["enough"]]}
