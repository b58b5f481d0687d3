"""Forms of looking back at the closing, and of what makes it difficult."""

from typing import Any

from django import forms

from clients.forms.careful import careful
from werkcentrum.web.forms import Form
from werkplan.forms.plan import Versioned
from werkplan.models import ClosingReview, Obstacle
from werkplan.models.plan import CloseReason


class CloseForm(Form):
    """Why the plan closes, and per goal what became of it and what helped."""

    reason = forms.ChoiceField(label="Waarom sluit u het plan?", choices=CloseReason.choices, widget=forms.RadioSelect)
    own_words = forms.CharField(
        label="Hoe kijkt de klant erop terug?",
        required=False,
        max_length=2000,
        help_text="In de eigen woorden van de klant.",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, goals=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.outcomes = [goal.pk for goal in goals]
        for goal in goals:
            self.fields[f"outcome_{goal.pk}"] = forms.ChoiceField(
                label=f"“{goal.text}”", choices=ClosingReview.Outcome.choices, widget=forms.RadioSelect,
                initial="bereikt" if goal.reached_on else None,
                error_messages={"required": f"Kies wat er van dit doel kwam: ‘{goal.text}’."},
            )  # fmt: skip
            self.fields[f"helped_{goal.pk}"] = forms.CharField(
                label="Wat hielp daarbij?", required=False, max_length=300
            )
        self.order_fields(
            [*(name for name in self.fields if "_" in name and name[-1].isdigit()), "own_words", "reason"]
        )

    def clean(self):
        """`outcomes` instead of a field per goal."""
        data: Any = super().clean()
        names = {pk: (data.pop(f"outcome_{pk}", ""), data.pop(f"helped_{pk}", "")) for pk in self.outcomes}
        data["outcomes"] = names
        return data


class ObstacleTextForm(Versioned):
    """What makes it difficult and what helps: never an illness, never a BSN."""

    words = forms.CharField(
        label="Wat maakt het lastig?",
        required=False,
        max_length=200,
        help_text="Schrijf op wat het in de praktijk betekent, geen ziekte.",
    )
    helps = forms.CharField(label="Wat helpt?", required=False, max_length=300)
    asked = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def clean_words(self):
        """Without a BSN; what looks like an illness is asked about once."""
        return careful(self, self.cleaned_data["words"])

    def clean_helps(self):
        """The same."""
        return careful(self, self.cleaned_data["helps"])

    def clean(self):
        """Without the mark of the question."""
        data = super().clean()
        data.pop("asked", None)
        return data


class ObstacleForm(ObstacleTextForm):
    """A new one of the nine."""

    kind = forms.ChoiceField(label="Waar gaat het over?", widget=forms.RadioSelect)
    field_order = ("kind", "words", "helps")

    def __init__(self, *args, justice=True, **kwargs):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind, kind.label) for kind in Obstacle.Kind if justice or kind != Obstacle.Kind.JUSTICE]
