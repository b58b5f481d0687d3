"""The exact look-up as one types it: one big field, or three small ones."""

import re
from datetime import date

from django import forms
from django.utils import timezone

from clients import bsn as numbers
from clients.lookup import Question
from werkcentrum.web import dates
from werkcentrum.web.forms import Form

EXAMPLE = "14-03-1995 Jansen 12"
HOW = f"Typ een BSN, of geboortedatum, achternaam en huisnummer achter elkaar, bijvoorbeeld: {EXAMPLE}."
_MONTH = "(?:\\d{1,2}|[a-z]{3,9}\\.?)"
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[-/. ]+{_MONTH}[-/. ]+\d{{4}}|\d{{8}})(?!\d)", re.IGNORECASE
)
_HOUSE = re.compile(r"(?<!\S)(\d{1,5})(?:-?[a-z]{1,4}|\s[a-z](?=\s*$))?(?:-\d{1,3})?(?!\S)", re.IGNORECASE)


class LookupForm(Form):
    """Gives `question` when it is clear who is meant. Nothing typed here is kept or put in an address."""

    q = forms.CharField(
        label="Wie staat er voor u?",
        max_length=200,
        required=False,
        help_text=HOW,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-search": True}),
    )
    birth = dates.PartialDateField(
        label="Geboortedatum", required=False, help_text="Weet u dag of maand niet? Laat die leeg."
    )
    surname = forms.CharField(
        label="Achternaam", max_length=120, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    house_number = forms.IntegerField(
        label="Huisnummer",
        required=False,
        min_value=1,
        max_value=99999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Vul alleen het nummer in, zonder letter of toevoeging."
        ),
    )

    question = None

    def clean(self):
        """One clear question, or a sentence that says what is missing."""
        super().clean()
        data = self.cleaned_data
        if self.errors:
            return data
        if data.get("q"):
            self._read(" ".join(data["q"].split()))
        elif any(data.get(name) for name in ("birth", "surname", "house_number")):
            self._ask(data.get("birth"), data.get("surname"), data.get("house_number"))
        else:
            self.add_error("q", HOW)
        return data

    def _read(self, typed):
        """The big field: only digits is a BSN; else date and house number are taken out, and the name is left."""
        found = _DATE.search(typed)
        if re.fullmatch(r"[\d .-]+", typed) and not (found and re.search(r"\D", found[0])):
            self._ask_number(typed)
            return
        rest = typed.replace(found[0], " ", 1) if found else typed
        house = (_HOUSE.findall(rest) or [None])[-1]
        surname = " ".join(_HOUSE.sub(" ", rest).replace(",", " ").split())
        written = found[0] if found else ""
        try:
            birth = dates.PartialDate.of(dates.parse(written)) if written else None
        except ValueError:
            self.add_error("q", f"De geboortedatum {written} bestaat niet. Controleer dag en maand.")
            return
        self._ask(birth, surname, house and int(house), one_field=True)

    def _ask_number(self, typed):
        try:
            self.question = Question(bsn=numbers.clean(typed))
        except numbers.BsnError as error:
            self.add_error("q", str(error))

    def _ask(self, birth, surname, house_number, one_field=False):
        parts = {"birth": birth, "surname": surname, "house_number": house_number}
        words = {"birth": "de geboortedatum", "surname": "de achternaam", "house_number": "het huisnummer"}
        missing = [name for name, value in parts.items() if not value]
        for name in missing[:1] if one_field else missing:
            lacking = " en ".join(words[each] for each in missing) if one_field else words[name]
            self.add_error("q" if one_field else name, f"Vul ook {lacking} in, bijvoorbeeld: {EXAMPLE}.")
        if missing:
            return
        born = date(birth.year, birth.month or 1, birth.day or 1)
        if born > timezone.localdate():
            self.add_error("q" if one_field else "birth", "De geboortedatum ligt in de toekomst. Controleer het jaar.")
            return
        precision = "day" if birth.day else "month" if birth.month else "year"
        self.question = Question(birth_on=born, precision=precision, surname=surname, house_number=house_number)
