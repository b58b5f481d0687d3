"""Fields that the desk needs more than once: keys beside choices, and long lists of municipalities that render fast."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from werkcentrum.regions.models import Municipality

CHOOSE = "Maak een keuze"


class Keyed(forms.RadioSelect):
    """Radio buttons that can be chosen with the key shown before them, while the focus is inside the form."""

    template_name = "clients/_keyed.html"

    def __init__(self, keys):
        super().__init__()
        self.keys = keys

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        """The option with its key, both for the eye and for the script."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        key = self.keys[index : index + 1]
        if key:
            option["attrs"]["data-choice"] = key
            option["label"] = format_html('<kbd aria-hidden="true">{}</kbd> {}', key, label)
        return option


def keyed(label, choices, keys, **kwargs):
    """A required choice with one key per answer: `keyed("Reden", Visit.Reason.choices, "12345678")`."""
    errors = {"invalid_choice": f"Kies een van de antwoorden bij “{label}”."}
    return forms.ChoiceField(label=label, choices=choices, widget=Keyed(keys), error_messages=errors, **kwargs)


class QuickSelect(forms.Select):
    """A select without a template per option: a list of 342 is written at once."""

    def render(self, name, value, attrs=None, renderer=None):
        """The whole select as markup."""
        context = self.get_context(name, value, attrs)["widget"]
        chosen, final = set(context["value"]), self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        wrong = " utrecht-select--invalid" if final.get("aria-invalid") else ""
        final["class"] = f"utrecht-select utrecht-select--html-select{wrong}"
        written = format_html_join(
            "", ' {}="{}"', ((key, text) for key, text in final.items() if text not in (None, False))
        )
        return format_html("<select{}>{}</select>", written, format_html_join("", "{}", self._parts(chosen)))

    def _parts(self, chosen):
        for value, label in self.choices:
            if isinstance(label, list | tuple):
                yield (format_html('<optgroup label="{}">{}</optgroup>', value, self._options(label, chosen)),)
            else:
                yield (self._options([(value, label)], chosen),)

    def _options(self, pairs, chosen):
        return format_html_join(
            "", '<option value="{}"{}>{}</option>', ((value, _selected(value, chosen), label) for value, label in pairs)
        )


def _selected(value, chosen):
    return SafeString(" selected") if str(value or "") in chosen else ""


class MunicipalityField(forms.ModelChoiceField):
    """A municipality: those of the region first, then (unless `near`) all others. Call `of(region)` before use."""

    widget = QuickSelect

    def __init__(self, *, near=False, **kwargs):
        self.near = near
        errors = {"invalid_choice": "Kies een gemeente uit de lijst."}
        super().__init__(Municipality.objects.select_related("region"), error_messages=errors, **kwargs)

    def of(self, region, empty=CHOOSE):
        """Fill the list for a region: one query."""
        rows = list(Municipality.objects.values_list("pk", "name", "region_id"))
        own = [(pk, name) for pk, name, of in rows if of == region.pk]
        others = [] if self.near else [("Andere gemeenten", [(pk, name) for pk, name, of in rows if of != region.pk])]
        self.choices = [("", empty), (f"Regio {region.name}", own), *others]


def fill_municipalities(form, actor, empty=CHOOSE):
    """Fill the form's list of municipalities, with the town of the actor's desk (returned; or None) chosen at first."""
    field = form.fields["municipality"]
    field.of(actor.region, empty)
    desk = actor.membership.desk
    town = desk.municipality if desk else None
    field.initial = town and town.pk
    return town
