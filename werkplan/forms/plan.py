"""Forms of the plan itself: goals, agreements, the client's answer, and the moves that need something."""

from typing import Any

from django import forms
from django.utils import timezone

from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkplan import rules
from werkplan.models import Agreement, Goal, PlanVersion
from werkplan.models.plan import PauseReason


class Versioned(Form):
    """A form that knows which version of the object it was filled in from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GoalForm(Versioned):
    """A goal in the client's own words."""

    text = forms.CharField(
        label="Wat wil de klant?",
        max_length=300,
        help_text="In de eigen woorden van de klant, bijvoorbeeld: Ik wil werk dat past bij mijn gezin.",
    )
    kind = forms.ChoiceField(
        label="Richting", choices=Goal.Kind.choices, widget=forms.RadioSelect, initial=Goal.Kind.WORK
    )


class OrderForm(Form):
    """Which goal or step ("doel-5", "stap-7") goes one place up or down."""

    what = forms.RegexField(
        r"\A(doel|stap)-[0-9]{1,18}\Z",
        error_messages=dict.fromkeys(("required", "invalid"), "Kies een doel of stap uit de lijst."),
    )
    move = forms.ChoiceField(
        choices=[("omhoog", "Omhoog"), ("omlaag", "Omlaag")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies omhoog of omlaag."),
    )


class ReasonForm(Form):
    """Why something stops."""

    reason = forms.CharField(label="Waarom?", max_length=200, help_text="Kort en gewoon. De klant leest dit ook.")


class AgreementForm(Versioned):
    """A new agreement; a duty is chosen from the law, never typed."""

    kind = forms.ChoiceField(label="Soort afspraak", choices=Agreement.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Wat spreekt u af?",
        max_length=300,
        required=False,
        help_text="Bij een verplichting hoeft u niets te typen.",
    )
    due_on = DateField(
        label="Wanneer is het geregeld?", required=False, help_text="Alleen bij een toezegging. De klant ziet deze dag."
    )
    duty = forms.ChoiceField(label="Welke verplichting?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args, duties=(), **kwargs):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["duty"]
        field.choices = [(duty.key, f"{duty.text} ({duty.words})") for duty in duties]
        if not duties:
            del self.fields["duty"]

    def clean(self):
        """A duty needs a choice, the others a text."""
        data = super().clean() or {}
        if data.get("kind") == Agreement.Kind.DUTY:
            if "duty" in self.fields and not data.get("duty") and "duty" not in self.errors:
                self.add_error("duty", "Kies welke verplichting u in het plan noemt.")
        elif data.get("kind") and not data.get("text"):
            self.add_error("text", "Schrijf op wat u afspreekt.")
        if data.get("kind") == Agreement.Kind.PROMISE and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Kies de dag waarop het geregeld is. De klant mag u daaraan houden.")
        return data


class AgreementTextForm(Versioned):
    """Other words for an agreement."""

    text = forms.CharField(label="Wat spreekt u af?", max_length=300)
    due_on = DateField(label="Wanneer is het geregeld?", required=False)

    def __init__(self, *args, promise=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not promise:
            del self.fields["due_on"]


class AnswerForm(Form):
    """How the client stood to the plan."""

    answer = forms.ChoiceField(
        label="Wat zegt de klant?",
        choices=[
            (PlanVersion.Answer.DIGITAL, "Eens, digitaal: samen op het scherm"),
            (PlanVersion.Answer.PAPER, "Eens, op papier: het ondertekende plan ligt in het dossier"),
            (PlanVersion.Answer.DESK, "Eens, in een gesprek of aan de balie"),
            (PlanVersion.Answer.DISCUSSED, "Besproken, niet akkoord"),
        ],
        widget=forms.RadioSelect,
    )
    answered_on = DateField(label="Op welke dag?")
    own_words = forms.CharField(
        label="In de eigen woorden van de klant",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nodig als de klant het er niet mee eens is. Het plan gaat dan gewoon door en dit staat erbij.",
    )

    seen_by = forms.CharField(
        label="Wie zag het?", required=False, max_length=120, help_text="Bij papier of een gesprek. Leeg: u zelf."
    )
    document = forms.ChoiceField(
        label="Het getekende papier",
        required=False,
        help_text="Voeg de scan eerst toe bij Documenten. Het hoeft niet: uw handtekening telt ook zonder.",
        error_messages={"invalid_choice": "Dit document staat niet (meer) in dit dossier. Kies een ander."},
    )

    def __init__(self, *args, documents=(), **kwargs):
        kwargs.setdefault("initial", {"answered_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.documents = {str(row.public_id): row.pk for row in documents}
        # SECURITY: only documents of this client that this coach may see; another's is not a choice.
        named = [(str(row.public_id), f"{row.name}, {row.added_at:%d-%m-%Y}") for row in documents]
        field: Any = self.fields["document"]
        field.choices = [("", "Geen scan"), *named]

    def clean_document(self):
        """The key of the document behind the choice, or None."""
        return self.documents.get(self.cleaned_data["document"])


class NothingForm(Form):
    """A move that needs nothing but the button."""


class EvaluationForm(Form):
    """When client and coach look back."""

    evaluate_on = DateField(
        label="Wanneer kijkt u samen terug?", help_text="Meestal na een half jaar, bijvoorbeeld 24-11-2026."
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"evaluate_on": rules.default_evaluation(timezone.localdate())})
        super().__init__(*args, **kwargs)


class PauseForm(Form):
    """Why the plan rests."""

    reason = forms.ChoiceField(label="Waarom rust het plan?", choices=PauseReason.choices, widget=forms.RadioSelect)


MOVE_FORMS = {"run": EvaluationForm, "resume": EvaluationForm, "pause": PauseForm}
