"""The form in which a coach records what a person says yes to."""

import datetime

from django import forms
from django.utils import timezone

from clients.models import Consent
from clients.sharing import SHAREABLE
from werkcentrum.permissions import GROUP_WORDS
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form

KINDS = (PartnerKind.SOCIAL_PARTNER, PartnerKind.EDUCATION, PartnerKind.SBB, PartnerKind.EMPLOYER)
"""Kinds of partner without a task of law (SUWI, Participatiewet): for them consent is the ground."""


class ConsentForm(Form):
    """Purpose, groups of data, receiver, dates and how it was given."""

    purpose = forms.ChoiceField(label="Waarvoor?", choices=[("", "Kies een doel"), *Consent.Purpose.choices])
    receiver = forms.ChoiceField(label="Aan wie?")
    groups = forms.MultipleChoiceField(
        label="Welke gegevens?",
        choices=[(group.value, GROUP_WORDS[group][0].upper() + GROUP_WORDS[group][1:]) for group in SHAREABLE],
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies alleen wat de ander nodig heeft. Het BSN wordt nooit op toestemming gedeeld.",
    )
    valid_from = DateField(label="Vanaf", initial=timezone.localdate)
    valid_until = DateField(label="Tot en met", help_text="Ten hoogste 12 maanden. Daarna vraagt u het opnieuw.")
    way = forms.ChoiceField(
        label="Hoe gaf de klant toestemming?", choices=[("", "Maak een keuze"), *Consent.Way.choices]
    )

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Participation.objects.on(timezone.localdate()).filter(region=region, partner__kind__in=KINDS)
        cells = cells.select_related("partner").order_by("partner__name")
        self.cells = {str(cell.pk): cell for cell in cells}
        kinds = [(kind.value, f"Elke partner van deze soort: {kind.label.lower()}") for kind in KINDS]
        self.fields["receiver"].choices = [
            ("", "Kies een partner"),
            *((pk, cell.partner.name) for pk, cell in self.cells.items()),
            *kinds,
        ]
        self.fields["valid_until"].initial = timezone.localdate() + datetime.timedelta(days=182)

    def values(self) -> dict:
        """What `actions.consents.give` takes."""
        data = dict(self.cleaned_data)
        chosen = data.pop("receiver")
        cell = self.cells.get(chosen)
        return {**data, "receiver": cell, "receiver_kind": "" if cell else chosen}
