"""The form for names, birth date, address and contact of a person who is there already."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from clients import bsn as numbers
from clients.actions.number import WRONG
from clients.forms.registration import ADDRESS, NAMES, OLDEST, TEXTS
from clients.forms.visits import E_MAIL, clean_phone
from clients.forms.widgets import MunicipalityField
from clients.intake.controls import Postcode
from clients.models import Client
from werkcentrum.web.dates import PartialDate, PartialDateField
from werkcentrum.web.forms import Form, ModelForm

COLUMNS = {*NAMES, *ADDRESS, "phone", "email"}


class PersonForm(ModelForm):
    """What stands in the person's record; `values()` gives the columns as the action takes them."""

    marks_required = True
    birth = PartialDateField(label="Geboortedatum", help_text="Weet de klant dag of maand niet? Laat die leeg.")
    postcode = Postcode(label="Postcode", required=False, max_length=7)
    municipality = MunicipalityField(label="Gemeente")
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Client
        fields = (*NAMES, *ADDRESS, "municipality", "phone", "email")
        error_messages = {"email": {"invalid": E_MAIL}, "house_number": {"invalid": "Vul alleen het getal in."}}

    def __init__(self, *args, person, hidden=False, **kwargs):
        """The values of `person` by name: the form, and so the page, never holds the record itself."""
        client = person
        names = (*NAMES, "phone", "email", *(() if hidden else ADDRESS))
        values = {name: getattr(client, name) for name in names}
        super().__init__(*args, initial=values | {"municipality": client.municipality_id}, **kwargs)
        # SECURITY: a hidden address has a page of its own; nothing of it is asked, shown or worked out here.
        for name in ADDRESS if hidden else ():
            del self.fields[name]
        town: Any = self.fields["municipality"]
        town.of(client.region)
        if not hidden:
            self.fields["house_number"].widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        self.initial.update(version=client.version, birth=born(client))

    def clean_phone(self):
        """See `clients.forms.visits.clean_phone`."""
        return clean_phone(self.cleaned_data["phone"])

    def clean_birth(self):
        """Not in the future, and not more than 120 years ago."""
        known, today = self.cleaned_data["birth"], timezone.localdate()
        if _first_day(known) > today:
            raise forms.ValidationError("Deze geboortedatum ligt in de toekomst. Controleer het jaar.")
        if known.year < today.year - OLDEST:
            raise forms.ValidationError(f"Dan is de klant ouder dan {OLDEST} jaar. Controleer het jaar.")
        return known

    def clean(self):
        """Spaces tidied, and a partner's name when that is the name in use."""
        super().clean()
        data = self.cleaned_data
        for name in TEXTS:
            data[name] = " ".join((data.get(name) or "").split())
        if data.get("name_use") not in ("", "E", None) and not data.get("partner_surname"):
            self.add_error(
                "partner_surname", "Vul de naam van de partner in, of kies bij naamgebruik voor de eigen naam."
            )
        return data

    def _post_clean(self):
        """Leave the instance as it was loaded: the action compares and writes."""

    def values(self) -> dict:
        """Column → value, for everything on the form."""
        data = {name: self.cleaned_data[name] for name in self.fields if name in COLUMNS}
        known = self.cleaned_data["birth"]
        return data | {
            "municipality_id": self.cleaned_data["municipality"].pk,
            "birth_on": _first_day(known),
            "birth_precision": "day" if known.day else "month" if known.month else "year",
        }

    def differences(self, current) -> list[dict]:
        """What stands there now beside what was typed, for every column that differs: label, theirs, mine."""
        return [
            {"label": self._label(column), "theirs": _words(current, column), "mine": self._typed(column, value)}
            for column, value in self.values().items()
            if column != "birth_precision" and getattr(current, column) != value
        ]

    def _label(self, column):
        return self.fields[{"municipality_id": "municipality", "birth_on": "birth"}.get(column, column)].label

    def _typed(self, column, value):
        if column == "municipality_id":
            return self.cleaned_data["municipality"].name
        return self.cleaned_data["birth"].words if column == "birth_on" else str(value or "leeg")


class BsnForm(Form):
    """The BSN of somebody who did not have it at hand before."""

    bsn = forms.CharField(
        label="BSN",
        max_length=15,
        help_text="Staat op het identiteitsbewijs. Na het opslaan ziet de balie het niet meer.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_bsn(self):
        """Nine digits that pass the elfproef."""
        try:
            return numbers.clean(self.cleaned_data["bsn"])
        except numbers.BsnError as error:
            raise forms.ValidationError(str(error)) from error


class BsnCorrectForm(BsnForm):
    """The right BSN, and what was wrong with the other."""

    why = forms.ChoiceField(label="Wat was er mis?", choices=list(WRONG.items()), widget=forms.RadioSelect)


def born(client) -> PartialDate:
    """The birth date as a partial date."""
    day, precision = client.birth_on, client.birth_precision
    return PartialDate(day.year, day.month if precision != "year" else 0, day.day if precision == "day" else 0)


def _first_day(known):
    return date(known.year, known.month or 1, known.day or 1)


def _words(client, column):
    if column == "municipality_id":
        return client.municipality.name
    return born(client).words if column == "birth_on" else str(getattr(client, column) or "leeg")
