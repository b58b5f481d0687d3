"""Forms of a step and of the use of an offer."""

from typing import Any

from django import forms

from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkplan.forms.plan import Versioned
from werkplan.models import Step


class StepForm(Versioned):
    """What a step says: what, who, by when, and how one sees that it is done."""

    title = forms.CharField(label="Wat?", max_length=160, help_text="Begin met een werkwoord: Bel de taalschool.")
    who = forms.ChoiceField(
        label="Wie doet dit?", choices=Step.Who.choices, widget=forms.RadioSelect, initial=Step.Who.CLIENT
    )
    due_on = DateField(label="Wanneer moet het klaar zijn?", required=False)
    proof = forms.CharField(
        label="Wanneer is het klaar?",
        max_length=200,
        required=False,
        help_text="Hoe ziet u dat? Bijvoorbeeld: u heeft het certificaat.",
    )


class NewStepForm(StepForm):
    """A new step, under one of the plan's goals."""

    goal: Any = forms.ModelChoiceField(
        label="Bij welk doel?", queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    field_order = ("goal", "title", "who", "due_on", "proof")

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        # SECURITY: only goals of this plan; another's goal is not a choice.
        field: Any = self.fields["goal"]
        field.queryset = goals


class MoveForm(Form):
    """What a move of a step or an inzet may need; which parts are asked depends on the move."""

    on = DateField(label="Op welke dag?", required=False)
    reason = forms.CharField(
        label="Waarom?", max_length=200, required=False, help_text="Kort en gewoon. De klant leest dit ook."
    )
    decision_ref = forms.CharField(
        label="Kenmerk van het besluit", max_length=60, required=False, help_text="Zoals het op de brief staat."
    )

    def __init__(self, *args, asks=("on", "reason", "decision_ref"), **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("on", "reason", "decision_ref"):
            if name not in asks:
                del self.fields[name]
        if "reason" in self.fields:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Schrijf op waarom. De klant leest dit ook."
