"""Forms of contact notes."""

from django import forms
from django.utils import timezone

from clients.forms.careful import careful
from clients.models import Note
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

AUDIENCE = [
    (Note.Audience.OWN, "Alleen mijn organisatie (werkaantekening)"),
    (Note.Audience.SHARED, "Ook de partners die meehelpen"),
    (Note.Audience.CLIENT, "Iedereen die helpt, en de klant zelf"),
]


class NoteForm(Form):
    """A new note; a BSN is refused, and a text that looks like a diagnosis is asked about once."""

    text = forms.CharField(
        label="Wat is er besproken of gedaan?",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Schrijf op wat iemand kan en wil. Geen ziekte, geen BSN.",
    )
    audience = forms.ChoiceField(
        label="Wie leest dit?", choices=AUDIENCE, widget=forms.RadioSelect, initial=Note.Audience.OWN
    )
    way = forms.ChoiceField(label="Hoe was het contact?", choices=Note.Way.choices, initial=Note.Way.TALK)
    on = DateField(label="Op welke dag?", initial=timezone.localdate)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self):
        """See `careful`."""
        return careful(self, self.cleaned_data["text"])

    def facts(self):
        """What the action asks."""
        return {name: self.cleaned_data[name] for name in ("text", "audience", "way", "on")}


class CorrectForm(Form):
    """A better text for a note."""

    text = forms.CharField(label="Verbeterde tekst", max_length=4000, widget=forms.Textarea({"rows": 6}))
    number = forms.IntegerField(widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self):
        """See `careful`."""
        return careful(self, self.cleaned_data["text"])


class SearchForm(Form):
    """A word in the notes of one dossier. SECURITY: sent in the body, so that it stands in no address and no log."""

    marks_required = True
    word = forms.CharField(label="Zoek in de notities", max_length=60, required=False)
