"""Form controls for intake fields and their columns, and the way between what is typed and what is kept.

Kept values are plain JSON: text and codes as strings, several codes as a list, numbers, true and false, dates as
jjjj-mm-dd (unknown parts 00). A field of type list with one row is an object by column code; with more rows it is a
list of such objects, and an empty list says "none".
"""

from datetime import date
from decimal import Decimal

from django import forms
from stdnum.exceptions import ValidationError
from stdnum.nl import postcode

from clients.intake.fields import Column, Field
from werkcentrum.web import dates

MOST_RADIOS = 5
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
YES_NO = [("yes", "Ja"), ("no", "Nee")]
CHOOSE = {"invalid_choice": "Kies een antwoord uit de lijst."}


def control(part: Field | Column, *, compact: bool = False) -> forms.Field:
    """The control of a field or column (`compact`: a select, for rows); never required, as drafts have gaps."""
    field = BUILDERS[part.type](part)
    if compact and isinstance(field.widget, forms.RadioSelect):
        field.choices = [("", "Kies"), *field.choices]
        field.widget = forms.Select(choices=field.choices)
    field.label = part.label
    return field


def plain(value):
    """What was typed (cleaned) as it is kept; None for nothing."""
    if value in (None, "", []):
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | dates.PartialDate):
        return str(value)
    return value


def typed(part: Field | Column, value):
    """What is kept as the control wants to see it."""
    if value in (None, ""):
        return None
    if part.type == "bool":
        return "yes" if value else "no"
    if part.type == "date":
        return date.fromisoformat(value)
    return value


class WholeNumber(forms.IntegerField):
    """A whole number typed as text, so that no browser turns a wheel over it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 5})


class Percentage(forms.DecimalField):
    """A number with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 6})

    def to_python(self, value):
        """A Decimal; `62,5` is 62.5."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Day(dates.DateField):
    """A date of somebody's life: not before 1900, not after 2100."""

    def validate(self, value):
        """Refuse a year that nobody here will see."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(f"{value.year} kan niet kloppen. Controleer het jaar.")


class Postcode(forms.CharField):
    """A Dutch postcode, kept as 8911AA."""

    def clean(self, value):
        """Capitals without a space; refuses what no postcode looks like."""
        value = super().clean(value)
        try:
            return postcode.validate(value).replace(" ", "") if value else ""
        except ValidationError:
            raise forms.ValidationError("Een postcode heeft vier cijfers en twee letters, zoals 8911 AA.") from None


def _text(part):
    long = {"max_length": f"Maak de tekst korter: hoogstens {part.max_length} tekens."}
    if part.code == "email":
        wrong = "Een e-mailadres ziet eruit als naam@voorbeeld.nl. Controleer het adres."
        return forms.EmailField(required=False, error_messages={**long, "invalid": wrong})
    kind = Postcode if part.code in {"postcode", "matching_postcode"} else forms.CharField
    return kind(required=False, max_length=part.max_length, error_messages=long)


def _longtext(part):
    field = _text(part)
    field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": part.max_length})
    return field


def _code(part):
    choices = [(choice.value, choice.label) for choice in part.choices]
    if len(choices) <= MOST_RADIOS:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, error_messages=CHOOSE)
    return forms.ChoiceField(choices=[("", "Kies"), *choices], required=False, error_messages=CHOOSE)


def _codes(part):
    choices = [(choice.value, choice.label) for choice in part.choices]
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices, widget=widget, required=False, error_messages=CHOOSE)


def _int(part):
    low, high = part.minimum, part.maximum
    wrong = f"Vul een getal in van {low} tot en met {high}, zonder punt of komma."
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return WholeNumber(required=False, min_value=low, max_value=high, error_messages=messages)


def _decimal(part):
    wrong = f"Vul een getal in van {part.minimum} tot en met {part.maximum}, bijvoorbeeld 62,5."
    messages = dict.fromkeys(("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), wrong)
    return Percentage(
        required=False, min_value=part.minimum, max_value=part.maximum, decimal_places=2, error_messages=messages
    )


def _bool(part):
    return forms.TypedChoiceField(
        choices=YES_NO, widget=forms.RadioSelect, required=False, error_messages=CHOOSE,
        coerce=lambda value: value == "yes", empty_value=None,
    )  # fmt: skip


BUILDERS = {
    "text": _text,
    "longtext": _longtext,
    "occupation": _text,
    "code": _code,
    "codes": _codes,
    "int": _int,
    "decimal": _decimal,
    "bool": _bool,
    "date": lambda part: Day(required=False),
    "partial_date": lambda part: dates.PartialDateField(required=False),
}
