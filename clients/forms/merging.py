"""The form that puts two answers beside each other."""

from django import forms

from clients.actions.merging import OURS, THEIRS
from werkcentrum.web.forms import Form


class MergeForm(Form):
    """One choice for every question that two dossiers answer differently, and what was on the screen."""

    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["proof"] = found.proof
        for row in found.differs:
            self.fields[row.code] = forms.ChoiceField(
                label=row.label,
                choices=[(OURS, f"Dit dossier: {row.ours}"), (THEIRS, f"Tweede inschrijving: {row.theirs}")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Kies welk antwoord blijft bij “{row.label.rstrip('?')}”."},
            )

    def questions(self):
        """The choices, in the order of the intake."""
        return [self[name] for name in self.fields if name != "proof"]

    def chosen(self) -> dict[str, str]:
        """Code → OURS or THEIRS."""
        return {name: value for name, value in self.cleaned_data.items() if name != "proof"}
