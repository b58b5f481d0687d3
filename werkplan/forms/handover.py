"""Forms of the handover: offering, assigning, refusing, planning a talk."""

from typing import Any

from django import forms

from clients.forms.appointments import WhenForm
from clients.forms.careful import careful
from clients.forms.support import asked_field
from clients.models import Handover
from werkcentrum.regions.models import Participation
from werkcentrum.web.forms import Form


class CardTextForm(Form):
    """Has a `reason` that people without the dossier read: a BSN is refused, an illness is asked about once."""

    asked = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def clean_reason(self):
        """The text, unless it holds a BSN, or looks like health and nobody said yet that it may stand there."""
        return careful(self, self.cleaned_data["reason"])

    def clean(self):
        """Without the mark of the question."""
        said = super().clean()
        said.pop("asked", None)
        return said


class OfferForm(CardTextForm):
    """To whom (what the rules answered when the page was shown) and why."""

    to = forms.ModelChoiceField(
        Participation.objects.all(),
        widget=forms.HiddenInput,
        error_messages={"required": "Deze pagina is verouderd. Open haar opnieuw."},
    )
    reason = forms.CharField(
        label="Waarom draagt u over?",
        error_messages={"required": "Schrijf op waarom u het dossier overdraagt. De ontvanger leest dit."},
        help_text="De andere partner leest dit. Schrijf geen gezondheid, schulden of straf op.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class AskedForm(Form):
    """Has a tick that somebody does not know the person; it appears when the action asks for it."""

    asked = asked_field()
    ids = "id_%s"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", self.ids)  # several forms of one card have a field of this name
        super().__init__(*args, **kwargs)

    def add_error(self, field, error):
        """Show the tick once it is asked for."""
        if field == "asked":
            self.fields["asked"].widget = forms.CheckboxInput()
        super().add_error(field, error)


class AcceptForm(AskedForm):
    """Nothing to fill in, unless the coach may know the person."""

    ids = "accept_%s"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].label = "Ik ken deze persoon niet van huis"


class AssignForm(AskedForm):
    """The coach who is to do it; the number of dossiers stands beside each name."""

    ids = "assign_%s"
    field_order = ("coach", "asked")

    coach = forms.ChoiceField(
        label="Toewijzen aan",
        error_messages={
            "required": "Kies de coach die het gaat doen.",
            "invalid_choice": "Deze persoon werkt niet (meer) als coach bij uw organisatie. Kies iemand anders.",
        },
    )

    def __init__(self, *args, coaches, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(row.user_id): row for row in coaches}
        rows = [
            (pk, f"{row.user.name} ({row.load} {'dossier' if row.load == 1 else 'dossiers'})")
            for pk, row in self.members.items()
        ]
        self.fields["coach"].choices = [("", "Kies een coach"), *rows]

    def clean_coach(self):
        """The user behind the choice."""
        return self.members[self.cleaned_data["coach"]].user


class RefuseForm(CardTextForm):
    """Why not, as a code and in words; the giver reads both."""

    code = forms.ChoiceField(
        label="Wat is de reden?",
        choices=[("", "Kies een reden"), *Handover.Refusal.choices],
        error_messages={"required": "Kies wat de reden is. De andere partner weet dan wat die kan doen."},
    )
    reason = forms.CharField(
        label="Leg kort uit waarom u het niet overneemt",
        error_messages={"required": "Schrijf op waarom u weigert. De andere partner leest dit en blijft regiehouder."},
        help_text="De andere partner leest dit en blijft verantwoordelijk.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class AdviseForm(CardTextForm):
    """Another receiver of the region, and why; giver and receiver read it."""

    to = forms.ChoiceField(
        label="Wie kan het wel overnemen?",
        error_messages={
            "required": "Kies de partner die het kan overnemen.",
            "invalid_choice": "Deze partner doet niet (meer) mee in deze regio. Kies een andere.",
        },
    )
    reason = forms.CharField(
        label="Waarom deze partner?",
        error_messages={"required": "Schrijf op waarom deze partner het beter kan overnemen."},
        help_text="De partners lezen dit. Schrijf niets over de klant.",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.cells = {str(cell.pk): cell for cell in cells}
        field: Any = self.fields["to"]
        field.choices = [("", "Kies een partner"), *((pk, cell.partner.name) for pk, cell in self.cells.items())]

    def clean_to(self):
        """The cell behind the choice."""
        return self.cells[self.cleaned_data["to"]]


class TalkForm(WhenForm):
    """When giver, receiver and client meet first; the fields of any appointment, without version and subject."""

    with_client = forms.BooleanField(
        label="De klant is erbij",
        required=False,
        initial=True,
        help_text="De klant ziet het bij Mijn afspraken.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["subject"]

    def facts(self):
        """What the action asks."""
        names = ("starts_at", "minutes", "way", "place", "with_client", "sure")
        return {name: self.cleaned_data[name] for name in names}
