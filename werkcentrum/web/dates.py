"""Dates as people here write, read and half remember them."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
HINT = "Bijvoorbeeld 24-11-2026"
NOT_A_DATE = "Vul een datum in als dag-maand-jaar, bijvoorbeeld 24-11-2026."


def long_date(day):
    """`24 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_date(day):
    """`dinsdag 24 november 2026`."""
    return f"{DAYS[day.weekday()]} {long_date(day)}"


def short_date(day, today=None):
    """`di 24 nov`, with the year when it is not the year of `today`."""
    text = f"{DAYS[day.weekday()][:2]} {day.day} {SHORT_MONTHS[day.month - 1]}"
    return text if today is None or day.year == today.year else f"{text} {day.year}"


@lru_cache(maxsize=4096)
def relative(day, today):
    """How far `day` is from `today` in words: `vandaag`, `over 3 dagen (di 24 nov)`, `2 weken geleden (…)`.

    A plain string, so that lists can be prepared outside the template.
    """
    distance = (day - today).days
    near = {-1: "gisteren", 0: "vandaag", 1: "morgen"}.get(distance)
    if near:
        return near
    if abs(distance) > 60:
        return long_date(day)
    number, unit = (abs(distance), "dagen") if abs(distance) < 14 else (abs(distance) // 7, "weken")
    words = f"over {number} {unit}" if distance > 0 else f"{number} {unit} geleden"
    return f"{words} ({short_date(day, today)})"


def month_number(text):
    """1-12 for `11`, `nov` or `november`; None when it is no month."""
    if text.isdigit():
        return int(text)
    words = [number for number, name in enumerate(MONTHS, 1) if name.startswith(text.lower()[:3])]
    return 3 if text.lower().startswith("mrt") else (words[0] if len(text) >= 3 and words else None)


def parse(text):
    """The date in `text`: d-m-jjjj with any separator or a month in letters, ddmmjjjj, or jjjj-mm-dd.

    Raises ValueError when there is no such day.
    """
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[-/. ]+(\w{1,10})\.?[-/. ]+(\d{4})", text) or re.fullmatch(
        r"(\d{2})(\d{2})(\d{4})", text
    ):
        day, month, year = int(found[1]), month_number(found[2]), int(found[3])
    else:
        raise ValueError(text)
    if not month:
        raise ValueError(text)
    return date(year, month, day)


class DateInput(forms.DateInput):
    """One text field, written as dd-mm-jjjj."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})}, format="%d-%m-%Y")


class DateField(forms.DateField):
    """A date typed as people type it; see `parse`."""

    widget = DateInput
    default_error_messages = {"invalid": NOT_A_DATE}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", HINT)
        super().__init__(**kwargs)

    def to_python(self, value):
        """A date, or None when left empty."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value if not isinstance(value, str) else None)
        try:
            return parse(value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PartialDate(NamedTuple):
    """A date of which the day, or the day and month, may be unknown (BRP: 0)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self):
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @classmethod
    def of(cls, value):
        """The partial date in a date or in `jjjj-mm-dd` with `00` for what is unknown; None for nothing."""
        if not value:
            return None
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        return cls(*map(int, str(value).split("-")))

    @property
    def words(self):
        """`24 november 1985`, `november 1985` or `1985`."""
        month = MONTHS[self.month - 1] if self.month else ""
        return " ".join(filter(None, (str(self.day or ""), month, str(self.year))))


class PartialDateInput(forms.MultiWidget):
    """Three small fields: dag, maand, jaar."""

    template_name = "ui/partial_date.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        number = {"inputmode": "numeric", "autocomplete": "off"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({**number, "maxlength": 2}),
            "month": forms.TextInput({**number, "maxlength": 10}),
            "year": forms.TextInput({**number, "maxlength": 4}),
        }
        super().__init__(parts, attrs)

    def get_context(self, name, value, attrs):
        """A `PartialDate` is a tuple too, but not the list of what stands in the three fields."""
        return super().get_context(name, self.decompress(value) if isinstance(value, PartialDate) else value, attrs)

    def decompress(self, value):
        """Day, month, year; unknown parts empty."""
        known = PartialDate.of(value)
        return [known.day or None, known.month or None, known.year] if known else [None, None, None]

    def id_for_label(self, id_):
        """The first of the three fields, so that the error summary leads somewhere."""
        return f"{id_}_0" if id_ else id_


class PartialDateField(forms.Field):
    """A `PartialDate`; the year is always needed, the day only together with its month."""

    widget = PartialDateInput
    default_error_messages = {
        "year": "Vul het jaar in met vier cijfers, bijvoorbeeld 1985. Laat dag en maand leeg als die onbekend zijn.",
        "month": "Vul ook de maand in, of laat de dag leeg.",
        "never": "Deze datum bestaat niet. Controleer dag en maand.",
    }

    def to_python(self, value):
        """The partial date in the three parts typed, or None when all are empty."""
        day, month, year = (str(part or "").strip() for part in (value or ("", "", "")))
        if not day and not month and not year:
            return None
        if not re.fullmatch(r"\d{4}", year):
            raise ValidationError(self.error_messages["year"], code="year")
        if day and not month:
            raise ValidationError(self.error_messages["month"], code="month")
        return self._existing(day or "0", month or "0", year)

    def _existing(self, day, month, year):
        number = month_number(month)
        try:
            known = PartialDate(int(year), number if number is not None else 13, int(day))
            date(known.year, known.month or 1, known.day or 1)
        except ValueError:
            raise ValidationError(self.error_messages["never"], code="never") from None
        return known

    def has_changed(self, initial, data):
        """Whether what was typed is another date than `initial`."""
        try:
            return PartialDate.of(initial) != self.to_python(data)
        except ValidationError:
            return True
