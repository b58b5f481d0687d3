"""The form of one section of the intake, built from the field table for who looks and for what is known."""

from copy import copy
from typing import Any

from django import forms

from clients import freetext
from clients.actions.intake import Typed
from clients.forms.visits import clean_phone
from clients.intake import controls
from clients.intake.backed import ELSEWHERE
from clients.intake.fields import Field
from clients.intake.lens import Mode
from clients.intake.words import lines
from werkcentrum.web.forms import Form, what_to_do

ORDERED = (("from", "until"), ("since", "expires"), ("since", "until"), ("least", "most"))
NOT_IN_ORDER = {
    str: "Deze dag ligt vóór “{first}”. Draai ze om, of pas een van de twee aan.",
    int: "Dit is minder dan “{first}”. Draai ze om, of pas een van de twee aan.",
}
KEEP = "Klopt de tekst zo? Bewaar dan nog een keer."
NONE_AND_ROWS = "U vulde ook regels in. Haal het vinkje weg, of maak de regels leeg."


def whole(typed: str) -> int:
    """A whole number of at most nine digits as somebody (or something) sent it; 0 for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


class SectionForm(Form):
    """The open questions of a section. `values()` gives what the action takes; a gap is never an error in a draft."""

    marks_required = True

    def __init__(self, section, lens, known, *, data=None, opened=frozenset()):
        super().__init__(data)
        self.section, self.lens, self.known, self.opened = section, lens, known, opened
        self.asked = [field for field in section.fields if self._is_asked(field)]
        self.found, self.conflicts = {}, {}
        for field in self.asked:
            self._add(field)

    def _is_asked(self, field):
        if not self.lens.may_change(field.code) or field.code in ELSEWHERE or field.kind == "periods":
            return False
        if self.is_bound:
            return f"{field.code}-version" in self.data
        return field.code in self.opened or not self.known[field.code].is_known

    def _add(self, field: Field):
        known = self.known[field.code]
        # AVG: what one may fill in but not read stays empty, also when it is filled in again.
        value = known.value if self.lens.mode(field) is Mode.WRITE else None
        self._hidden(f"{field.code}-version", known.version)
        if field.warn_free_text:
            self._hidden(f"{field.code}-sure", "")
        if field.type != "list":
            self._control(field.code, field, value)
        elif field.max_rows == 1:
            self._columns(field, field.code, value or {})
        else:
            self._rows(field, value or [])
            label = "Niets in te vullen bij deze vraag"
            self.fields[f"{field.code}-none"] = forms.BooleanField(label=label, required=False, initial=value == [])

    def _hidden(self, name, value):
        self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput, initial=value)

    def _control(self, name, part, value, *, compact=False):
        self.fields[name] = control = controls.control(part, compact=compact)
        control.initial = controls.typed(part, value)

    def _columns(self, field, prefix, value):
        for column in field.columns:
            self._control(f"{prefix}-{column.code}", column, value.get(column.code), compact=field.max_rows > 1)

    def _rows(self, field, value):
        count = min(len(value) + 1, field.max_rows)
        if self.is_bound:
            typed = self.data.get(f"{field.code}-rows", "")
            count = min(whole(typed), field.max_rows) if typed.isdecimal() else count
        self._hidden(f"{field.code}-rows", count)
        for number in range(count):
            self._columns(field, f"{field.code}-{number}", value[number] if number < len(value) else {})

    def row_count(self, field) -> int:
        """How many rows of a list are shown."""
        return sum(f"{field.code}-{n}-{field.columns[0].code}" in self.fields for n in range(field.max_rows))

    def touches(self, code) -> bool:
        """Whether something was typed for a field, right or wrong."""
        wrong = any(name == code or name.startswith(f"{code}-") for name in self.errors) if self.is_bound else False
        return wrong or self.found.get(code) is not None

    def clean(self):
        """Put the controls of every question together to one value; the errors stand at the control that is wrong."""
        data = super().clean()
        for field in self.asked:
            self.found[field.code] = value = self._value(field, data)
            if field.warn_free_text and not self.data.get(f"{field.code}-sure"):
                self._look_at(field, value)
        return data

    def _value(self, field, data):
        if field.type != "list":
            return controls.plain(data.get(field.code))
        if field.max_rows == 1:
            return self._row(field, field.code, data)
        rows = [self._row(field, f"{field.code}-{number}", data) for number in range(self.row_count(field))]
        rows = [row for row in rows if row]
        if data.get(f"{field.code}-none"):
            if rows:
                self.add_error(f"{field.code}-none", NONE_AND_ROWS)
            return []
        return rows or None

    def _row(self, field, prefix, data):
        row = {column.code: controls.plain(data.get(f"{prefix}-{column.code}")) for column in field.columns}
        row = {code: value for code, value in row.items() if value is not None}
        if not row:
            return None
        for column in field.columns:
            name = f"{prefix}-{column.code}"
            if column.required and column.code not in row and name not in self.errors:
                self.add_error(name, what_to_do(self.fields[name]))
        self._phone(f"{prefix}-phone", row)
        for first, last in ORDERED:
            if first in row and last in row and row[first] > row[last]:
                label = self.fields[f"{prefix}-{first}"].label
                self.add_error(f"{prefix}-{last}", NOT_IN_ORDER[type(row[last])].format(first=label))
        return row

    def _phone(self, name, row):
        try:
            clean_phone(row.get("phone", ""))
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _look_at(self, field, value):
        """Ask once about a text that seems to name an illness or a BSN; sending it again keeps it."""
        texts = value.values() if isinstance(value, dict) else [value]
        asks = [ask for text in texts if isinstance(text, str) for ask in freetext.warnings(text)]
        if asks:
            again: Any = copy(self.data)
            again[f"{field.code}-sure"] = "1"
            self.data = again
            name = field.code if field.type != "list" else f"{field.code}-{field.columns[-1].code}"
            self.add_error(name, [*asks, KEEP])

    def values(self, mine=(), theirs=()) -> dict[str, Typed]:
        """What to save, by field code. `mine`: {code: version} to save over on purpose; `theirs`: codes to skip."""
        values = {}
        for field in self.asked:
            code, value = field.code, self.found[field.code]
            untouched = value is None and self.lens.mode(field) is Mode.ENTER
            if code not in theirs and not untouched:
                version = dict(mine).get(code) or self.data.get(f"{code}-version") or "0"
                values[code] = Typed(value, whole(version))
        return values

    def show_conflicts(self, current):
        """Both texts of every field that somebody else saved: what stands there now, and what was typed here."""
        for code, known in current.items():
            field = next(field for field in self.asked if field.code == code)
            readable = self.lens.mode(field) is Mode.WRITE
            self.conflicts[code] = {
                "theirs": lines(field, known.value) or ["Leeg gemaakt"] if readable else ["Is intussen ingevuld"],
                "mine": lines(field, self.found.get(code)) or ["Leeg"],
                "version": known.version,
                "label": field.label,
            }
