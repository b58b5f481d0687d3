"""Forms about what others do: to which partner a code goes, and of whose plan ours is a part."""

from django import forms
from django.utils import timezone

from clients.forms.careful import careful
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkplan.models import Progress


def cells_of(region):
    """The partners that take part in a region today."""
    cells = Participation.objects.on(timezone.localdate()).filter(region=region).select_related("partner", "region")
    return cells.order_by("partner__name")


class PartnerField(forms.ModelChoiceField):
    """A partner by its name."""

    def label_from_instance(self, cell):
        """The name alone; the region is that of the page."""
        return cell.partner.name


class CodeForm(Form):
    """To which partner."""

    participation = PartnerField(label="Welke partner?", queryset=Participation.objects.none(), empty_label="Kies")

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participation"].queryset = cells_of(region)


class StandForm(Form):
    """How the plan above ours stands: all that is ever noted of it."""

    status = forms.ChoiceField(label="Hoe staat het ervoor?", choices=Progress.choices, widget=forms.RadioSelect)
    next_on = DateField(label="Volgende datum", required=False)


class UpdateForm(StandForm):
    """The same, of one that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(StandForm):
    """Whose plan it is: of a partner here, or of an organisation outside."""

    owner = PartnerField(
        label="Partner in de regio", queryset=Participation.objects.none(), empty_label="Een andere organisatie",
        required=False,
    )  # fmt: skip
    owner_name = forms.CharField(
        label="Of een andere organisatie", max_length=80, required=False,
        help_text="Alleen de naam van de organisatie. Schrijf niets over schulden op.",
    )  # fmt: skip
    field_order = ("owner", "owner_name", "status", "next_on")

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = cells_of(region)

    def clean_owner_name(self):
        """A name without a BSN or an illness in it."""
        return careful(self, self.cleaned_data["owner_name"])
