"""Forms with which a lead lets others help: whom, what they may read, and until when."""

from django import forms
from django.utils import timezone

from clients.team import consented_to, needs_consent, open_groups, partners_with_people, people_of
from werkcentrum.access.actions.support import last_day
from werkcentrum.access.models import Seal, User
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import DateField, long_date
from werkcentrum.web.forms import Form

CHOOSE = ("", "Maak een keuze")


class PartnerForm(Form):
    """The partner whose people can be asked."""

    partner = forms.TypedChoiceField(label="Van welke partner?", coerce=int)

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region
        self.fields["partner"].choices = [CHOOSE, *partners_with_people(region)]

    def cell(self):
        """The chosen cell; of the region, whatever was sent."""
        return Participation.objects.select_related("partner").get(
            pk=self.cleaned_data["partner"], region=self.region.pk
        )


def person_field(**kwargs):
    """One of the people by name; the choices come with the form."""
    error = {"invalid_choice": "Kies iemand uit de lijst."}
    return forms.TypedChoiceField(coerce=int, error_messages=error, **kwargs)


def asked_field():
    """The tick that says that somebody was asked whether she knows the client."""
    return forms.BooleanField(
        label="Ik heb het gevraagd: zij kent de klant niet van huis", required=False, widget=forms.HiddenInput
    )


class PersonForm(Form):
    """A form that names a person; when the action asks whether she knows the client, the tick appears."""

    person = person_field(label="Wie?")
    asked = asked_field()

    def user(self):
        """The chosen person."""
        return User.objects.get(pk=self.cleaned_data["person"])

    def add_error(self, field, error):
        """Show the tick once it is asked for."""
        if field == "asked":
            self.fields["asked"].widget = forms.CheckboxInput()
        super().add_error(field, error)


class SupportForm(PersonForm):
    """Who supports, on what, and until when; without a task of law within what the client said yes to."""

    groups = forms.MultipleChoiceField(
        label="Wat mag deze persoon lezen?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Naam en geboortejaar ziet deze persoon altijd. Het BSN nooit.",
        error_messages={"required": "Kies ten minste één onderdeel dat deze persoon mag lezen."},
    )
    until = DateField(label="Tot en met welke dag?")
    partner = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("partner", "person", "asked", "groups", "until")

    def __init__(self, *args, cell, client, stance, **kwargs):
        super().__init__(*args, **kwargs)
        self.cell = cell
        self.initial["partner"] = cell.pk
        agreed, last = consented_to(client, cell) if needs_consent(cell) else ((), None)
        self.misses_consent = needs_consent(cell) and last is None
        self.fields["person"].choices = [CHOOSE, *people_of(cell, without={stance.actor.user.pk})]
        self.fields["groups"].choices = [
            (group.value, f"{label}: {contents}") for group, label, contents in open_groups(cell, stance, agreed)
        ]
        latest = last_day(timezone.localdate())
        latest = min(latest, last) if last else latest
        self.fields["until"].help_text = f"Uiterlijk {long_date(latest)}. Daarna stopt het vanzelf."

    def facts(self) -> dict:
        """What `clients.actions.support.add_support` takes."""
        data = self.cleaned_data
        return {
            "user": self.user(),
            "participation": self.cell,
            "groups": data["groups"],
            "until": data["until"],
            "asked": data["asked"],
        }


class SubstituteForm(PersonForm):
    """A colleague who may stand in."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "Welke collega?"
        self.fields["person"].choices = [CHOOSE, *choices]


class SealAskForm(Form):
    """Why a dossier had better be opened by almost nobody."""

    reason = forms.ChoiceField(label="Waarom?", choices=Seal.Reason.choices, widget=forms.RadioSelect)
