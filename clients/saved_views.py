"""The saved views of a list as chips, and the form that keeps the filters of now."""

from dataclasses import dataclass

from django import forms

from clients.models import SavedView
from werkcentrum.web.forms import Form


class SaveViewForm(Form):
    """A name for the filters that stand in the address now."""

    name = forms.CharField(label="Naam van deze weergave", max_length=40)


@dataclass(frozen=True)
class Views:
    """Chips of the saved views of a page; `current` is the name of the one that is shown; `query` what can be kept."""

    page: str
    chips: list
    current: str
    query: str

    @property
    def can_keep(self):
        """Whether there is something to keep that has no name yet."""
        return bool(self.query and not self.current)


def views_of(actor, page, query) -> Views:
    """The actor's own views of a list; `query`: the filters of now as the list writes them, or "". One query."""
    rows = list(SavedView.objects.of(actor, page).values_list("name", "query"))
    chips = [{"label": name, "url": f"?{text}", "current": text == query, "count": None} for name, text in rows]
    current = next((name for name, text in rows if text == query), "")
    return Views(page, chips, current, query)
