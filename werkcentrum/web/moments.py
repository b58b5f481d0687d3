"""Moments as people say them: a day and a time of the clock, in the time of the Netherlands."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

NOT_A_TIME = "Vul een tijd in als uren en minuten, bijvoorbeeld 14:00."
SKIPPED = "Deze tijd bestaat niet: in die nacht gaat de klok een uur vooruit. Kies een andere tijd."
TIME = re.compile(r"(\d{1,2})(?:[:.u ]?(\d{2}))?(?: ?uur)?")


class ClockField(forms.Field):
    """A time typed as people type it: `14:00`, `14.00`, `1400`, `9u30`, `14`."""

    widget = forms.TextInput
    default_error_messages = {"invalid": NOT_A_TIME}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Bijvoorbeeld 14:00")
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        """A time, or None when left empty."""
        if isinstance(value, datetime.time):
            return value
        if not (value or "").strip():
            return None
        found = TIME.fullmatch(value.strip().lower())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)

    def prepare_value(self, value):
        """`14:00`."""
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else value


def moment(day, clock):
    """The aware moment of a day and a time here. Raises ValidationError for the hour that the clock skips."""
    found = timezone.make_aware(datetime.datetime.combine(day, clock))
    if timezone.localtime(found.astimezone(datetime.UTC)).time() != clock:
        raise ValidationError(SKIPPED, code="skipped")
    return found
