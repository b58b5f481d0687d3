"""The form of a change of income: what, from when, how we know."""

from datetime import date, timedelta

from django import forms

from clients.models.income import Source
from werkcentrum.vocabulary import SITUATIONS, Kind, parameter
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkplan.signals.rules import BY_KIND, CHANGE

# What often follows on what (the transitions of domain 1.4); these stand on top of the list.
OFTEN_AFTER = {
    "WW": ("BIJSTAND", "NUG", "LOONDIENST", "ZW_VANGNET", "IOW", "ZELFSTANDIGE"),
    "WW_OVERHEID": ("BIJSTAND", "NUG", "LOONDIENST"),
    "WW_DEELTIJD": ("LOONDIENST", "BIJSTAND_AANV", "NUG"),
    "ZW_VANGNET": ("WGA", "WIA_35MIN", "LOONDIENST", "WW"),
    "WGA": ("LOONDIENST", "BIJSTAND_AANV", "IVA"),
    "BIJSTAND": ("LOONDIENST", "NUG", "BIJSTAND_AANV", "WGA", "ZELFSTANDIGE", "BESCHUT_WERK"),
    "LOONDIENST": ("WW", "BIJSTAND", "LOONDOORBETALING_ZIEK", "WW_DEELTIJD"),
    "MET_ONTSLAG_BEDREIGD": ("WW", "LOONDIENST"),
    "PWET_STAART_2JR": ("WW", "BIJSTAND", "LOONDIENST"),
    "NUG": ("LOONDIENST", "BIJSTAND"),
    "SCHOLIER_STUDENT": ("BIJSTAND_JONG", "NUG", "LOONDIENST"),
}
GROUPS = (
    ("Uitkering van UWV", lambda row: row.paid_by_uwv or row.code in {"ZW_ERD", "WGA_ERD", "WIA_35MIN"}),
    ("Uitkering van de gemeente of de SVB", lambda row: row.kind is Kind.BENEFIT),
    ("Werk", lambda row: row.kind is Kind.WORK or row.code == "PWET_STAART_2JR"),
    ("Geen uitkering", lambda row: row.kind is Kind.NO_INCOME),
    ("School", lambda row: row.kind is Kind.EDUCATION or row.young),
    ("Iets anders", lambda row: True),
)


def situation_groups(now=""):
    """The 40 situations in plain groups, each once; what often follows on `now` comes first."""
    often = [SITUATIONS[code] for code in OFTEN_AFTER.get(now, ())]
    left = [row for row in SITUATIONS.values() if row not in often]
    found = [("Komt hierna vaak voor", [(row.code, row.name) for row in often])] if often else []
    for label, belongs in GROUPS:
        rows = [row for row in left if belongs(row)]
        left = [row for row in left if row not in rows]
        found.append((label, [(row.code, row.name) for row in rows]))
    return [(label, rows) for label, rows in found if rows]


def begun_with(signal) -> dict:
    """How the form begins from a signal: what follows most often, the day after what ends; {} when it tells no end."""
    if signal is None or BY_KIND[signal.kind].route != CHANGE[1]:
        return {}
    last, usual = signal.on, OFTEN_AFTER.get(signal.subject, ("",))[0]
    if signal.kind == "early_report":
        early = parameter("early_report_young", signal.on).value
        last, usual = signal.on + timedelta(weeks=early), "BIJSTAND_JONG"
    return {"signal": signal.pk, "code": usual, "on": last + timedelta(days=1)}


class IncomeChangeForm(Form):
    """The new situation, its first day, and the source."""

    code = forms.ChoiceField(
        label="Wat wordt de nieuwe situatie?",
        help_text="Kies wat straks het belangrijkste is.",
        error_messages={"invalid_choice": "Kies een situatie uit de lijst."},
    )
    on = DateField(label="Vanaf welke dag?", help_text="De eerste dag van de nieuwe situatie, bijvoorbeeld 1-1-2027.")
    source = forms.ChoiceField(
        label="Hoe weten we dit?", choices=Source.choices, widget=forms.RadioSelect, initial=Source.CLIENT
    )
    digest = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, now="", period=None, **kwargs):
        """`now`: the code that leads; `period`: the income that is there already and becomes the leading one."""
        super().__init__(*args, **kwargs)
        self.now, self.period = now, period
        self.fields["code"].choices = [("", "Kies een situatie"), *situation_groups(now)]
        if period:
            del self.fields["code"], self.fields["source"]
            self.fields["on"].help_text = "De eerste dag waarop dit het belangrijkste inkomen is."


class CorrectionForm(Form):
    """The day on which an income really began; `seen` is the day that stood there when the form was opened."""

    on = DateField(label="Op welke dag begon het echt?")
    seen = forms.RegexField(r"^\d{4}-\d{2}-\d{2}$", widget=forms.HiddenInput)

    def clean_seen(self):
        """A day, as we wrote it ourselves."""
        try:
            date.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError("Vernieuw de pagina en probeer het opnieuw.") from None
        return self.cleaned_data["seen"]


class DecisionForm(Form):
    """What the new owner decides about an item that waits: go on, or not with a reason."""

    decision_ref = forms.CharField(
        label="Kenmerk van het besluit", max_length=60, required=False, help_text="Zoals het op de brief staat."
    )
    reason = forms.CharField(
        label="Waarom gaat het niet door?",
        max_length=200,
        required=False,
        help_text="Alleen nodig als het niet doorgaat. De klant leest dit ook.",
    )
    choice = forms.ChoiceField(choices=[("door", "Gaat door"), ("stopt", "Gaat niet door")], required=True)

    def clean(self):
        """`goes_on` instead of the pressed button; a stop needs its reason."""
        said = super().clean()
        said["goes_on"] = said.pop("choice", "") == "door"
        if not said["goes_on"] and not said.get("reason", "").strip() and "choice" not in self.errors:
            self.add_error("reason", "Schrijf op waarom het niet doorgaat. De klant leest dit en kan bezwaar maken.")
        return said
