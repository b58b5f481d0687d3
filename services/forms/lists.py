"""Bringing a list, and saying which of its columns is what."""

from django import forms

from services.imports.columns import COLUMNS
from werkcentrum.web.forms import Form

LONGEST_SAMPLE = 40


class ListForm(Form):
    """The file, and of a coordinator whose list it is."""

    cell: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Aanbieder", error_messages={"invalid_choice": "Deze partner doet niet mee in deze regio."}
    )
    file = forms.FileField(
        label="Uw lijst",
        help_text="Een xlsx of csv van hoogstens 10 MB. Het mag uw eigen lijst zijn: de kolommen wijst u zo aan.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": "Kies een bestand.", "invalid": "Kies een bestand."},
    )

    def __init__(self, *args, cells, **kwargs):
        """`cells`: partners to choose from; None when it is settled."""
        super().__init__(*args, **kwargs)
        if cells is None:
            del self.fields["cell"]
        else:
            self.fields["cell"].queryset = cells
            self.fields["cell"].label_from_instance = lambda cell: cell.partner.name


class ColumnsForm(Form):
    """Per column of an offer the column of the list, with a sample of what stands in it."""

    header = forms.TypedChoiceField(label="In welke regel staan de koppen?", coerce=int)

    def __init__(self, data=None, *, offers):
        super().__init__(data)
        rows = offers.rows
        chosen = int(data["header"]) if data and data.get("header", "").isdecimal() else offers.header
        header = chosen if chosen < len(rows) else offers.header
        self.fields["header"].choices = [
            (place, f"Regel {line}: {_short(', '.join(filter(None, cells)))}")
            for place, (line, cells) in enumerate(rows[:25])
        ]
        self.fields["header"].initial = offers.header
        choices = [("", "Staat niet in de lijst"), *_places(rows, header)]
        for column in COLUMNS:
            self.fields[column.name] = forms.TypedChoiceField(
                label=column.label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=offers.mapping.get(column.name, ""),
                error_messages={"invalid_choice": "Deze kolom staat niet in de lijst. Kies een kolom."},
            )

    def mapping(self) -> dict:
        """Column of an offer to place in the list."""
        return {column.name: place for column in COLUMNS if (place := self.cleaned_data.get(column.name)) is not None}


def _places(rows, header):
    wide = max(len(cells) for _, cells in rows)
    after = rows[header + 1 :]
    for place in range(wide):
        heads = rows[header][1]
        name = heads[place] if place < len(heads) and heads[place] else f"Kolom {place + 1}"
        sample = next((cells[place] for _, cells in after if place < len(cells) and cells[place]), "")
        yield place, f"{_short(name)} ({_short(sample)})" if sample else _short(name)


def _short(text):
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE].rstrip()}…"
