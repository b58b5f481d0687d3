"""The filters of the caseload as a form that is sent in the address."""

from django import forms

from clients.caseload.filters import ATTENTION, PHASES, SORTS
from werkcentrum.regions.models import Municipality
from werkcentrum.vocabulary import SITUATION_CHOICES
from werkcentrum.web.forms import Form


class CaseloadForm(Form):
    """Selects beside each other; what is not chosen stays out of the address."""

    marks_required = True

    def __init__(self, *args, region, leads, filters, **kwargs):
        super().__init__(*args, initial=filters.words, **kwargs)
        towns = Municipality.objects.filter(region=region).order_by("name").values_list("pk", "name")
        self._add("inkomen", "Inkomen nu", SITUATION_CHOICES)
        self._add("fase", "Fase", [(key, label) for key, (label, _) in PHASES.items()])
        self._add("let-op", "Wat opvalt", ATTENTION.items())
        self._add("gemeente", "Gemeente", towns)
        if leads:
            self._add("regiehouder", "Regiehouder", leads)
        self.fields["volgorde"] = forms.ChoiceField(label="Volgorde", choices=list(SORTS.items()), required=False)

    def _add(self, name, label, choices):
        self.fields[name] = forms.ChoiceField(label=label, choices=[("", "Alle"), *choices], required=False)
