"""Forms about what the client says of a step: written down by the coach, answered by the coach, or her own."""

from typing import Any

from django import forms
from django.utils import timezone

from clients.forms.careful import careful
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkplan.forms.plan import Versioned
from werkplan.models import Goal, StepAnswer

Said, Way = StepAnswer.Said, StepAnswer.Way
DIRECTIONS = {
    Goal.Kind.WORK: "Een baan",
    Goal.Kind.BUSINESS: "Een eigen bedrijf",
    Goal.Kind.STUDY: "Naar school",
    Goal.Kind.ABILITY: "Werken met hulp",
    Goal.Kind.FIT: "Klaar worden voor werk",
    Goal.Kind.SOCIAL: "Meedoen en mensen zien",
}


class ReplyForm(Form):
    """The answer to an objection: what happens, and why, in words that the client reads."""

    outcome = forms.ChoiceField(label="Wat gebeurt er?", choices=StepAnswer.Outcome.choices, widget=forms.RadioSelect)
    reply = forms.CharField(
        label="Uw antwoord aan de klant",
        max_length=1000,
        help_text="De klant leest dit. Schrijf het zoals u het zou zeggen.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Schrijf uw antwoord op. De klant leest het."},
    )
    asked = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def clean_reply(self):
        """Without a BSN; something that looks like an illness is asked about once."""
        return careful(self, self.cleaned_data["reply"])

    def clean(self):
        """Without the mark of the question."""
        said = super().clean()
        said.pop("asked", None)
        return said


class SaidForm(Versioned):
    """What the client said about a step on paper or at the table."""

    said = forms.ChoiceField(label="Wat zegt de klant van deze stap?", choices=Said.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label="Hoe?", choices=[(way, way.label) for way in (Way.DESK, Way.PAPER)], widget=forms.RadioSelect,
        initial=Way.DESK,
    )  # fmt: skip
    words = forms.CharField(
        label="In de eigen woorden van de klant",
        required=False,
        max_length=1000,
        help_text="Nodig als de klant het er niet mee eens is.",
        widget=forms.Textarea({"rows": 3}),
    )
    said_on = DateField(label="Op welke dag?")

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"said_on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class ReadForm(Form):
    """Yes to a step, as it was read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Lees de stap opnieuw en geef dan uw antwoord."}
    )


class NotHappyForm(ReadForm):
    """Why not, in her own words."""

    words = forms.CharField(
        label="Wat is er niet goed aan deze stap?",
        max_length=1000,
        help_text="Schrijf het in uw eigen woorden. Uw begeleider leest het en geeft u antwoord.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Schrijf in een paar woorden op wat er niet goed is. Dan krijgt u antwoord."},
    )


class OwnGoalForm(Form):
    """A goal that the client writes down herself."""

    text = forms.CharField(
        label="Wat wilt u?",
        max_length=300,
        help_text="Begin met: Ik wil.",
        error_messages={"required": "Schrijf op wat u wilt, bijvoorbeeld: Ik wil beter Nederlands leren."},
    )
    kind = forms.ChoiceField(
        label="Waar gaat het over?", choices=list(DIRECTIONS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Kies waar het over gaat."},
    )  # fmt: skip


class OwnStepForm(Form):
    """A step that the client proposes to take herself."""

    goal: Any = forms.ModelChoiceField(
        label="Bij welk doel hoort dit?", queryset=None, widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "Kies bij welk doel dit hoort."},
    )  # fmt: skip
    title = forms.CharField(
        label="Wat gaat u doen?",
        max_length=160,
        help_text="Bijvoorbeeld: Bel de school.",
        error_messages={"required": "Schrijf op wat u gaat doen."},
    )
    due_on = DateField(label="Wanneer is het klaar?", required=False)

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        # SECURITY: only goals of her own plan; another's goal is not a choice.
        field: Any = self.fields["goal"]
        field.queryset = goals
        if len(goals) == 1:
            field.initial = goals[0].pk
