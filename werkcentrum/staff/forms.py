"""Forms in which an administrator proposes who works where, and another decides."""

from django import forms
from django.utils import timezone

from werkcentrum.access.actions.proposals import NOT_OFFERED
from werkcentrum.access.roles import ROLES
from werkcentrum.regions.models import Desk, Participation
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

OFFERED = [("", "Kies een rol"), *((role.key, role.label) for role in ROLES.values() if role.key not in NOT_OFFERED)]
WHY = "Wie hierover beslist, leest dit. Noem geen klanten."


class StartForm(Form):
    """Somebody begins: with an account of her own or a new one."""

    email = forms.EmailField(label="E-mailadres", help_text="Bestaat het account al, dan krijgt dat account de rol.")
    name = forms.CharField(
        label="Naam", required=False, max_length=120, help_text="Alleen nodig voor een nieuw account."
    )
    participation = forms.ModelChoiceField(label="Partner", queryset=Participation.objects.none(), empty_label="Kies")
    role = forms.ChoiceField(label="Rol", choices=OFFERED)
    desk = forms.ModelChoiceField(label="Balie", queryset=Desk.objects.none(), required=False, empty_label="Geen")
    valid_from = DateField(label="Vanaf", initial=timezone.localdate)
    valid_until = DateField(label="Tot en met", required=False, help_text="Laat leeg als er geen einde is.")
    reason = forms.CharField(label="Waarom?", max_length=300, help_text=WHY)

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Participation.objects.on(timezone.localdate()).filter(region=region).select_related("partner")
        self.fields["participation"].queryset = cells.order_by("partner__name")
        self.fields["participation"].label_from_instance = lambda cell: cell.partner.name
        self.fields["desk"].queryset = Desk.objects.filter(region=region)

    def clean(self):
        """A role that belongs to one kind of partner is given there only."""
        data = super().clean()
        role, cell = ROLES.get(data.get("role", "")), data.get("participation")
        if role and cell and role.partner_kinds and cell.partner.kind not in role.partner_kinds:
            self.add_error("role", f"De rol {role.label.lower()} hoort bij het Werkcentrum, niet bij deze partner.")
        return data


class ChangeForm(Form):
    """Another role for somebody who works here."""

    role = forms.ChoiceField(label="Nieuwe rol", choices=OFFERED)
    since = DateField(label="Vanaf", initial=timezone.localdate)
    reason = forms.CharField(label="Waarom?", max_length=300, help_text=WHY)


class EndForm(Form):
    """The last day of somebody."""

    until = DateField(label="Laatste dag", initial=timezone.localdate)
    reason = forms.CharField(label="Waarom?", max_length=300, help_text=WHY)


class RefuseForm(Form):
    """Why not."""

    reason = forms.CharField(label="Waarom niet?", max_length=300, help_text="De beheerder leest dit.")


class KeyForm(Form):
    """For which partner, which system, and until when."""

    participation = forms.ModelChoiceField(label="Partner", queryset=Participation.objects.none(), empty_label="Kies")
    name = forms.CharField(
        label="Welk systeem?", max_length=60, help_text="Bijvoorbeeld: cliëntvolgsysteem. Noem geen personen."
    )
    valid_until = DateField(label="Tot en met", help_text="Ten hoogste een jaar. Daarna maakt u een nieuwe.")

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Participation.objects.on(timezone.localdate()).filter(region=region).select_related("partner", "region")
        self.fields["participation"].queryset = cells.order_by("partner__name")
        self.fields["participation"].label_from_instance = lambda cell: cell.partner.name
