"""The form with which a coach or the client adds a document."""

from django import forms

from clients.documents import NEVER, kinds_for
from clients.models import Document
from werkcentrum.uploads.harm import MOST, SENTENCES
from werkcentrum.web.forms import Form

AGAIN = "Kies het bestand nog een keer: de browser bewaart het niet."


class DocumentForm(Form):
    """What it is, a few words about it, and the file. `own` speaks to the client herself."""

    kind = forms.ChoiceField(label="Wat voor document is het?")
    note = forms.CharField(label="Waar gaat het over?", required=False, max_length=200)
    file = forms.FileField(
        label="Bestand",
        help_text="Een pdf, docx, odt, jpg of png van ten hoogste 10 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.jpg,.jpeg,.png"}),
        error_messages={"required": "Kies een bestand.", "invalid": "Kies een bestand."},
    )

    def __init__(self, *args, stance, own=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        # Who may not read a kind does not add one either: she could not take it back.
        kinds = [(kind, label) for kind, label in Document.Kind.choices if kind in kinds_for(stance)]
        never = [(key, word) for key, (word, *_) in NEVER.items()]
        self.fields["kind"].choices = [("", "Maak een keuze"), *kinds, *never]
        if not own:
            self.fields["note"].help_text = "Geen medische gegevens en geen BSN."

    def clean_kind(self):
        """Some documents we never keep: say why and what to do."""
        kind = self.cleaned_data["kind"]
        if kind in NEVER:
            _, staff, client = NEVER[kind]
            raise forms.ValidationError(client if self.own else staff)
        return kind

    def clean_file(self):
        """Not larger than we take; what it is, the action finds out."""
        if self.cleaned_data["file"].size > MOST:
            raise forms.ValidationError(SENTENCES["size"])
        return self.cleaned_data["file"]

    def clean(self):
        """A browser does not send a file again by itself."""
        data = super().clean()
        if self.errors and data.get("file"):
            self.add_error("file", AGAIN)
        return data

    def values(self) -> dict:
        """What `actions.documents.add_document` takes."""
        data, file = self.cleaned_data, self.cleaned_data["file"]
        return {
            "kind": data["kind"], "note": data["note"], "file": file.read(), "name": file.name or "", "size": file.size
        }  # fmt: skip
