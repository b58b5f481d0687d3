"""The form of one offer, in short groups; what the catalogue knows is filled in."""

from itertools import groupby

from django import forms
from django.utils import timezone

from services.audience import GROUPS
from services.models import Cycle, Entitlement, Instrument, Offer
from services.needs import LABELS
from services.rules import may_provide, why_not_instrument, why_not_period, why_not_places
from werkcentrum.vocabulary import SITUATION_CHOICES, SITUATIONS
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

MOST = 32_000
FEW = 6
# Heading and fields of each group on the page.
SECTIONS = (
    ("Wat is het?", ("instrument", "provider", "title", "description", "needs", "provider_number")),
    ("Voor wie is het?", ("reach", "situations", "conditions")),
    ("Is er plaats, en wanneer?", ("places", "places_taken", "waiting_days", "lead_days", "next_start_on")),
    ("Wat kost het?", ("cost_client", "financier", "price_payer")),
    ("Hoelang geldt het, en waar meldt men zich?", ("valid_from", "valid_until", "contact", "review_months")),
    ("Wet", ("entitlement", "legal_basis")),
)
# Fields of one row.
BESIDE = dict.fromkeys(("places", "places_taken"), "1") | dict.fromkeys(("waiting_days", "lead_days"), "2")
BESIDE |= dict.fromkeys(("valid_from", "valid_until"), "3")
FILLED_IN = ("needs", "legal_basis", "entitlement", "cost_client", "financier")


def _text(name, *, rows=0, **kwargs):
    column = Offer._meta.get_field(name)
    kwargs.setdefault("required", not column.blank)
    longest = column.max_length
    return forms.CharField(
        max_length=longest,
        widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": f"Maak deze tekst korter: hoogstens {longest} tekens."},
        **kwargs,
    )


def _number(label, **kwargs):
    sentence = f"Vul bij “{label}” een heel getal in van 0 tot en met {MOST}."
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=widget, error_messages=errors, **kwargs)


def _ticks(label, *, choices=(), wrong="Kies uit de lijst.", **kwargs):
    errors = {"invalid_choice": wrong}
    return forms.MultipleChoiceField(label=label, choices=choices, widget=Ticks, error_messages=errors, **kwargs)


class Ticks(forms.CheckboxSelectMultiple):
    """Check boxes that stand in columns."""

    template_name = "services/_ticks.html"


class OfferForm(Form):
    """Everything a provider tells about an offer. `provider` is asked of a coordinator who makes one for a partner."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    instrument = forms.ModelChoiceField(
        Instrument.objects.all(),
        label="Instrument",
        error_messages={
            "invalid_choice": "Dit instrument staat niet in de landelijke lijst. Kies er een uit de lijst."
        },
    )
    provider: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Aanbieder",
        error_messages={"invalid_choice": "Deze partner doet niet mee in deze regio. Kies er een uit de lijst."},
    )
    title = _text("title", label="Titel", help_text="Zo noemt een coach het in een gesprek.")
    description = _text("description", rows=4, label="Omschrijving", help_text="Wat doet u voor de klant?")
    needs = _ticks("Bij welke vraag hoort het?", choices=LABELS.items(), help_text="Hierop vindt een coach het aanbod.")
    provider_number = _text(
        "provider_number", label="Uw eigen nummer", help_text="Hieraan herkennen wij het als u een lijst brengt."
    )
    reach = _ticks("Alleen voor inwoners van", required=False, help_text="Geen vinkje betekent: de hele regio.")
    situations = _ticks(
        "Alleen bij dit inkomen",
        choices=SITUATION_CHOICES,
        wrong="Deze situatie staat niet in de lijst. Kies er een uit de lijst.",
        required=False,
        help_text="Geen vinkje betekent: iedereen voor wie de regeling mag.",
    )
    conditions = _text("conditions", rows=2, label="Voorwaarden")
    places = _number("Plaatsen", required=False, help_text="Leeg: er is geen grens.")
    places_taken = _number("Daarvan bezet", initial=0, required=False)
    waiting_days = _number("Wachttijd in dagen", initial=0, required=False)
    lead_days = _number("Dagen tot de start", initial=14, required=False, help_text="Van aanmelden tot beginnen.")
    next_start_on = DateField(label="Eerstvolgende start", required=False)
    cost_client = _text("cost_client", label="Wat kost het de klant?", help_text="Bijvoorbeeld: Gratis.")
    financier = _text("financier", label="Wie betaalt het?")
    price_payer = _text("price_payer", label="Prijs voor wie betaalt", help_text="Klanten zien dit niet.")
    valid_from = DateField(label="Geldig van")
    valid_until = DateField(label="Geldig tot en met", required=False)
    contact = _text(
        "contact", label="Aanmelden bij", required=True, help_text="Naam, e-mail of telefoon van de afdeling."
    )
    review_months = forms.TypedChoiceField(
        label="Hoe vaak kijkt u of het nog klopt?",
        choices=Cycle.choices,
        coerce=int,
        initial=Cycle.HALF_YEAR.value,
        empty_value=Cycle.HALF_YEAR.value,  # type: ignore[arg-type]
        required=False,
        error_messages={"invalid_choice": "Kies hoe vaak u kijkt: elke 3 maanden, elk half jaar of elk jaar."},
        help_text="Zo lang staat het in het advies. Wij vragen u een maand van tevoren of het nog klopt.",
    )
    entitlement = forms.ChoiceField(label="Soort aanspraak", choices=Entitlement.choices)
    legal_basis = _text("legal_basis", label="Wettelijke basis")

    def __init__(self, *args, region, names, cells, offer=None, instrument=None, **kwargs):
        """`names`: GM code to name; `cells`: partners to choose the provider from (None: it is settled)."""
        super().__init__(*args, **kwargs)
        self.kind = offer.instrument if offer else instrument
        self.fields["reach"].choices = sorted(names.items(), key=lambda pair: pair[1])
        self.fields["reach"].error_messages["invalid_choice"] = (
            f"%(value)s is geen gemeente van {region.name}. Kies gemeenten uit de lijst."
        )
        self._show_situations()
        if cells is None:
            del self.fields["provider"]
        else:
            self.fields["provider"].queryset = cells
            self.fields["provider"].label_from_instance = lambda cell: cell.partner.name
        if offer is None:
            self.fields["instrument"].widget = forms.HiddenInput()
        else:
            self._show_instruments(offer.provider.partner.kind)

    def _show_situations(self):
        """Show what the instrument allows and what was ticked; the rest stays known, to be refused with the reason."""
        value = set(self["situations"].value() or ())
        shown = set(self.kind.situations if self.kind else ()) | value or set(SITUATIONS)
        self.many_situations = len(shown) > FEW
        self.fields["situations"].widget.choices = [
            (group.label, [(code, SITUATIONS[code].name) for code in group.codes if code in shown])
            for group in GROUPS
            if shown & set(group.codes)
        ]

    def _show_instruments(self, partner_kind):
        rows = [row for row in Instrument.objects.all() if may_provide(row, partner_kind) and not row.abolished_on]
        rows += [self.kind] if self.kind not in rows else []
        self.fields["instrument"].widget.choices = [(row.code, row.name) for row in rows]

    def clean_instrument(self):
        """One that still exists."""
        instrument = self.cleaned_data["instrument"]
        if sentence := why_not_instrument(instrument, timezone.localdate()):
            raise forms.ValidationError(sentence)
        return instrument

    def clean(self):
        """What may stay empty gets its ordinary value."""
        data = super().clean()
        for name in ("places_taken", "waiting_days", "lead_days"):
            if name in data and data[name] is None:
                data[name] = self.fields[name].initial
        wrong = [why_not_places(data.get("places"), data.get("places_taken", 0))]
        if "valid_from" in data:
            wrong.append(why_not_period(data["valid_from"], data.get("valid_until"), data.get("next_start_on")))
        for field, sentence in filter(None, wrong):
            self.add_error(field, sentence)
        return data

    def sections(self):
        """(heading, rows of fields that stand beside each other) in the order of the page."""
        for heading, names in SECTIONS:
            shown = [self[name] for name in names if name in self.fields and not self[name].is_hidden]
            yield (
                heading,
                [list(row) for _, row in groupby(shown, key=lambda field: BESIDE.get(field.name, field.name))],
            )

    def values(self):
        """What the action saves: the columns of the offer."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "provider"}}


def filled_in(instrument, today) -> dict:
    """What the catalogue knows about an instrument, as the beginning of an offer."""
    return {"instrument": instrument.pk, "valid_from": max(today, instrument.available_from or today)} | {
        name: getattr(instrument, name) for name in FILLED_IN
    }


def as_initial(offer) -> dict:
    """An offer as the form shows it."""
    names = [name for name in OfferForm.base_fields if name not in {"provider", "instrument"}]
    return {name: getattr(offer, name) for name in names} | {"instrument": offer.instrument_id}


class ReasonForm(Form):
    """Why an offer goes back or disappears."""

    reason = forms.CharField(
        label="Reden",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "Maak de reden korter: hoogstens 300 tekens."},
    )

    def __init__(self, *args, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text
        self.fields["reason"].error_messages["required"] = f"Vul een reden in. {help_text}".strip()


class PauseForm(ReasonForm):
    """Why an offer stands still, and until when."""

    until = DateField(label="Pauze tot en met")
