"""Forms of a team leader: who gets which dossiers, and who covers for whom."""

from django import forms
from django.utils import timezone

from clients.forms.support import CHOOSE
from werkcentrum.access.actions.working import colleagues_in
from werkcentrum.access.models import User
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

LIST = {"invalid_choice": "Kies uit de lijst."}


class MoveForm(Form):
    """Dossiers of one person, and the colleagues among whom they are divided."""

    rows = forms.TypedMultipleChoiceField(
        label="Welke dossiers?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Intussen is er iets veranderd. Bekijk de lijst opnieuw."},
    )
    to = forms.TypedMultipleChoiceField(
        label="Naar wie?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kiest u meer collega's, dan verdelen we gelijk.",
        error_messages={"required": "Kies ten minste één collega die de dossiers krijgt.", **LIST},
    )
    asked = forms.BooleanField(label="Ik heb het gevraagd: zij kennen deze klanten niet van huis", required=False)

    def __init__(self, *args, cards, cell, user, all_chosen=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(card.row, card.heading) for card in cards]
        if all_chosen:
            self.initial["rows"] = [card.row for card in cards]
        people = {held.user_id: held.user for held in colleagues_in(cell) if held.user_id != user.pk}
        self.people = people
        self.fields["to"].choices = [(pk, person.name) for pk, person in people.items()]

    def facts(self) -> dict:
        """What `clients.actions.division.move_leads` takes."""
        data = self.cleaned_data
        return {"rows": data["rows"], "to": [self.people[pk] for pk in data["to"]], "asked": data["asked"]}


class CoverForm(Form):
    """Who is away, who stands in, and from when until when."""

    covered = forms.TypedChoiceField(label="Wie is afwezig?", coerce=int, error_messages=LIST)
    colleague = forms.TypedChoiceField(label="Wie vervangt?", coerce=int, error_messages=LIST)
    start = DateField(label="Eerste dag", initial=timezone.localdate)
    end = DateField(label="Laatste dag", help_text="Hooguit 6 weken. Daarna stopt het vanzelf.")

    def __init__(self, *args, cell, **kwargs):
        super().__init__(*args, **kwargs)
        people = {held.user_id: held.user.name for held in colleagues_in(cell)}
        for name in ("covered", "colleague"):
            self.fields[name].choices = [CHOOSE, *people.items()]

    def facts(self) -> dict:
        """What `access.actions.arrange_cover` takes."""
        data = self.cleaned_data
        people = User.objects.in_bulk([data["covered"], data["colleague"]])
        return {
            "covered": people[data["covered"]],
            "colleague": people[data["colleague"]],
            "start": data["start"],
            "end": data["end"],
        }
