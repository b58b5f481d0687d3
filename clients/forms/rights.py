"""Forms for what a person asks about her own data, and for the answer."""

from django import forms
from django.utils import timezone

from clients.models import RightsRequest
from clients.rights import ELSE
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

Kind, Way = RightsRequest.Kind, RightsRequest.Way
LONG = {"rows": 4}


class AskForm(Form):
    """What the client asks; `subjects` are the facts she can point at (see `rights.subjects_of`)."""

    kind = forms.ChoiceField(label="Wat wilt u?", choices=Kind.choices, widget=forms.RadioSelect)
    subject = forms.ChoiceField(label="Over welk gegeven?", required=False)
    text = forms.CharField(
        label="Wat moet er anders, of waarom vraagt u dit?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text="Bij inzage hoeft u niets in te vullen.",
    )

    def __init__(self, *args, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        named = sorted((code, label) for code, (label, _) in subjects.items())
        self.fields["subject"].choices = [("", "Kies een gegeven"), *named, (ELSE, "Iets anders")]

    def clean(self):
        """A correction names the fact and says what it should be; an objection says against what."""
        data = super().clean()
        if data.get("kind") == Kind.CORRECT and not data.get("subject"):
            self.add_error("subject", "Kies welk gegeven niet klopt.")
        if data.get("kind") in (Kind.CORRECT, Kind.OBJECT) and not (data.get("text") or "").strip():
            self.add_error("text", "Schrijf op wat er anders moet.")
        return data

    def values(self) -> dict:
        """What `actions.rights.ask` takes, with what stands there now."""
        data = dict(self.cleaned_data)
        label, before = self.subjects.get(data["subject"], ("Iets anders" if data["subject"] else "", ""))
        return {**data, "subject": label, "before": before}


class RecordForm(AskForm):
    """The same, recorded by an employee for the client."""

    way = forms.ChoiceField(label="Hoe kwam het binnen?", choices=[row for row in Way.choices if row[0] != Way.PORTAL])
    asked_on = DateField(label="Wanneer vroeg de klant dit?", initial=timezone.localdate)

    field_order = ("kind", "subject", "text", "way", "asked_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = "Wat vraagt de klant?"
        self.fields["text"].label = "Wat moet er anders, of waarom vraagt de klant dit?"
        self.fields["text"].help_text = "In de woorden van de klant. Bij inzage hoeft dit niet."


class NoteForm(Form):
    """What the lead did or finds."""

    text = forms.CharField(label="Wat deed u, of wat vindt u?", max_length=2000, widget=forms.Textarea(LONG))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(Form):
    """The answer to a request."""

    granted = forms.ChoiceField(
        label="Wat is het antwoord?",
        choices=[("ja", "Ingewilligd"), ("nee", "Geweigerd")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Antwoord aan de klant",
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text="Korte zinnen, in gewone woorden. Bij weigeren: waarom, en dat de klant kan klagen bij de "
        "Autoriteit Persoonsgegevens.",
    )


class ExtendForm(Form):
    """More time, with a reason that the client reads."""

    until = DateField(label="Antwoord uiterlijk")
    reason = forms.CharField(label="Waarom is meer tijd nodig?", max_length=300, help_text="De klant leest dit.")
