"""Forms of the privacy officer who seals, and of a hidden address."""

from django import forms
from django.core.validators import RegexValidator

from clients.forms.support import CHOOSE, PartnerForm
from clients.intake.controls import Postcode
from clients.sealing import SHORT
from clients.team import people_of
from werkcentrum.access.models import Seal, User
from werkcentrum.web.forms import Form

__all__ = ["AddressForm", "LeadForm", "NumberForm", "PartnerForm", "SealForm"]


class NumberForm(Form):
    """The short number of a dossier, from the log or a request."""

    number = forms.CharField(
        label="Kort nummer van het dossier",
        max_length=SHORT,
        help_text="De 8 tekens die in het logboek staan.",
        validators=[RegexValidator(r"^[0-9a-fA-F]{8}$", "Vul de 8 tekens in: cijfers en de letters a tot en met f.")],
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class SealForm(Form):
    """Why, who still opens it, and (from the page before) a new lead."""

    reason = forms.ChoiceField(label="Waarom?", choices=Seal.Reason.choices, widget=forms.RadioSelect)
    named = forms.TypedMultipleChoiceField(
        label="Wie opent dit dossier nog?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wie u niet aanvinkt, raakt het dossier meteen kwijt. De regiehouder moet erbij zijn.",
        error_messages={"invalid_choice": "Intussen is veranderd wie in dit dossier werkt. Kies opnieuw."},
    )

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["named"].choices = [(row["pk"], row["label"]) for row in workers]
        self.initial.setdefault("named", [row["pk"] for row in workers if row["named"]])


class LeadForm(Form):
    """Another lead: a partner of the region and one of its people, in one list."""

    lead = forms.ChoiceField(
        label="Een andere regiehouder", required=False, error_messages={"invalid_choice": "Kies iemand uit de lijst."}
    )

    def __init__(self, *args, cell=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.cell = cell
        self.fields["lead"].choices = [CHOOSE, *(people_of(cell) if cell else [])]

    def chosen(self):
        """(user, cell), or None when the lead stays."""
        pk = self.cleaned_data["lead"]
        return (User.objects.get(pk=pk), self.cell) if pk and self.cell else None


class AddressForm(Form):
    """A hidden address: no list of streets, no municipality, nothing that follows from it."""

    postcode = Postcode(label="Postcode", max_length=7)
    house_number = forms.IntegerField(label="Huisnummer", min_value=1, max_value=99999)
    house_letter = forms.CharField(label="Huisletter", max_length=1, required=False)
    house_addition = forms.CharField(label="Toevoeging", max_length=6, required=False)
    street = forms.CharField(label="Straat", max_length=80, required=False)
    place = forms.CharField(label="Woonplaats", max_length=80, required=False)
