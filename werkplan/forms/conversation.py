"""The form of a conversation: everything that can come of it, and nothing that must."""

from typing import Any

from django import forms
from django.utils import timezone

from clients.forms.appointments import MINUTES
from clients.forms.careful import careful
from clients.forms.notes import AUDIENCE
from clients.models import Appointment, Note
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkcentrum.web.moments import ClockField, moment
from werkplan.models import Step


class ConversationForm(Form):
    """Note, ticked steps, one new step, the next appointment."""

    marks_required = True
    text = forms.CharField(
        label="Wat bespraken jullie?",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text="Schrijf op wat iemand kan en wil. Geen ziekte, geen BSN.",
    )
    audience = forms.ChoiceField(
        label="Wie leest dit?", choices=AUDIENCE, widget=forms.RadioSelect, initial=Note.Audience.OWN, required=False
    )
    way = forms.ChoiceField(
        label="Hoe was het contact?", choices=Note.Way.choices, initial=Note.Way.TALK, required=False
    )
    done = forms.MultipleChoiceField(label="Klaar", required=False, error_messages={"invalid_choice": "…"})
    step_title = forms.CharField(
        label="Wat?", max_length=160, required=False, help_text="Begin met een werkwoord: Bel de taalschool."
    )
    step_goal = forms.TypedChoiceField(label="Bij welk doel?", required=False, coerce=int)
    step_who = forms.ChoiceField(label="Wie?", choices=Step.Who.choices, required=False, initial=Step.Who.CLIENT)
    step_due = DateField(label="Wanneer klaar?", required=False)
    next_day = DateField(label="Op welke dag?", required=False)
    next_clock = ClockField(label="Hoe laat?", required=False)
    next_minutes = forms.TypedChoiceField(label="Hoe lang?", choices=MINUTES, coerce=int, initial=45, required=False)
    next_way = forms.ChoiceField(
        label="Hoe?", choices=Appointment.Way.choices, initial=Appointment.Way.PLACE, required=False
    )
    next_place = forms.CharField(label="Waar?", max_length=200, required=False)
    sure = forms.BooleanField(label="Ik weet het, plan het toch zo", required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, goals, finishable, **kwargs):
        super().__init__(*args, **kwargs)
        done, goal = self.fields["done"], self.fields["step_goal"]
        done.choices = [(row.pk, row.title) for row in finishable]  # type: ignore[attr-defined]
        goal.choices = [(row.pk, row.text) for row in goals]  # type: ignore[attr-defined]
        message = "Deze stap is al klaar of veranderd. Kijk hoe hij er nu voor staat."
        done.error_messages["invalid_choice"] = message

    def add_error(self, field, error):
        """Give a refusal of one part its place in this form; show the tick once it is asked for."""
        field = {"day": "next_day", "clock": "next_clock", "place": "next_place"}.get(field, field)
        if field == "sure":
            self.fields["sure"].widget = forms.CheckboxInput()
        super().add_error(field if field in self.fields else None, error)

    def clean_text(self):
        """See `careful`."""
        return careful(self, self.cleaned_data["text"]).strip()

    def clean(self):
        """A day asks for a time, and the other way around."""
        data = super().clean()
        day, clock = data.get("next_day"), data.get("next_clock")
        if bool(day) != bool(clock) and not {"next_day", "next_clock"} & set(self.errors):
            missing, word = ("next_clock", "Hoe laat") if day else ("next_day", "Op welke dag")
            self.add_error(missing, f"{word} is de afspraak?")
        elif day and clock:
            try:
                data["next_at"] = moment(day, clock)
            except forms.ValidationError as error:
                self.add_error("next_clock", error)
        return data

    def facts(self, goals, finishable) -> dict[str, Any]:
        """What the action asks; goals and steps as the form was made with."""
        by_goal, by_step = {row.pk: row for row in goals}, {str(row.pk): row for row in finishable}
        data = self.cleaned_data
        note = {
            "text": data["text"],
            "audience": data["audience"] or Note.Audience.OWN,
            "way": data["way"] or Note.Way.TALK,
            "on": timezone.localdate(),
        }
        step = {
            "goal": by_goal.get(data["step_goal"]), "title": data["step_title"],
            "who": data["step_who"] or Step.Who.CLIENT, "due_on": data["step_due"], "proof": "",
        }  # fmt: skip
        following = {
            "starts_at": data.get("next_at"), "minutes": data["next_minutes"] or 45,
            "way": data["next_way"] or Appointment.Way.PLACE, "place": data["next_place"],
            "subject": "", "sure": data["sure"],
        }  # fmt: skip
        return {
            "note": note if data["text"] else None,
            "done": [by_step[key] for key in data["done"]],
            "step": step if data["step_title"] and step["goal"] else None,
            "following": following if data.get("next_at") else None,
        }
