"""Forms of appointments: when, where, with whom, and how it went."""

from typing import Any

from django import forms
from django.utils import timezone

from clients.models import Appointment
from werkcentrum.access.models import User
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary.workdays import after_workdays
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form
from werkcentrum.web.moments import ClockField, moment

MINUTES = [(15, "15 minuten"), (30, "30 minuten"), (45, "45 minuten"), (60, "1 uur"), (90, "1 uur en 30 minuten")]
FACTS = ("minutes", "way", "place", "subject", "sure")


class WhenForm(Form):
    """When and where; what planning and moving have in common. `facts()` is what the action asks."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = DateField(label="Op welke dag?")
    clock = ClockField(label="Hoe laat?")
    minutes = forms.TypedChoiceField(label="Hoe lang?", choices=MINUTES, coerce=int, initial=45)
    way = forms.ChoiceField(
        label="Hoe?", choices=Appointment.Way.choices, widget=forms.RadioSelect, initial=Appointment.Way.PLACE
    )
    place = forms.CharField(
        label="Waar?",
        max_length=200,
        required=False,
        help_text="Adres en kamer, of bij beeldbellen de link. De klant leest dit.",
    )
    subject = forms.CharField(
        label="Waar gaat het over?", max_length=120, required=False, help_text="Kort en gewoon. De klant leest dit."
    )
    sure = forms.BooleanField(label="Ik weet het, plan het toch zo", required=False, widget=forms.HiddenInput)

    def add_error(self, field, error):
        """Show the tick once it is asked for."""
        if field == "sure":
            self.fields["sure"].widget = forms.CheckboxInput()
        super().add_error(field, error)

    def clean(self):
        """The moment, as one value."""
        data = super().clean()
        if data.get("day") and data.get("clock"):
            try:
                data["starts_at"] = moment(data["day"], data["clock"])
            except forms.ValidationError as error:
                self.add_error("clock", error)
        return data

    def facts(self) -> dict[str, Any]:
        """What the actions ask."""
        return {"starts_at": self.cleaned_data["starts_at"], **{name: self.cleaned_data[name] for name in FACTS}}


class MoveForm(WhenForm):
    """Another moment or place for an appointment."""

    @classmethod
    def of(cls, row, data=None):
        """The form as the appointment stands."""
        local = timezone.localtime(row.starts_at)
        shown = {name: getattr(row, name) for name in ("minutes", "way", "place", "subject", "version")}
        return cls(data, initial={"day": local.date(), "clock": local.time().replace(second=0, microsecond=0), **shown})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        minutes = self.initial.get("minutes")
        field: Any = self.fields["minutes"]
        if minutes not in dict(MINUTES):
            field.choices = sorted([*MINUTES, (minutes, f"{minutes} minuten")])


class AppointmentForm(WhenForm):
    """A new appointment: besides when and where, who is there."""

    with_client = forms.BooleanField(label="De klant is erbij", required=False, initial=True)
    people = forms.MultipleChoiceField(
        label="Wie komt er nog meer?", required=False, widget=forms.CheckboxSelectMultiple
    )
    partner = forms.ChoiceField(
        label="Een andere partner erbij",
        required=False,
        help_text="Voor een gesprek met zijn drieën, als u nog niet weet wie er komt.",
    )

    def __init__(self, *args, circle, partners, **kwargs):
        super().__init__(*args, **kwargs)
        people, partner = self.fields["people"], self.fields["partner"]
        names = [(str(row.user_id), f"{row.user.name}, {row.participation.partner.name}") for row in circle]
        people.choices, partner.choices = names, [("", "Niemand"), *partners]  # type: ignore[attr-defined]
        if not names:
            del self.fields["people"]
        self.fields["day"].initial = after_workdays(timezone.localdate(), 5)

    def guests(self, circle) -> list[tuple[User | None, Participation]]:
        """Who is asked along, as pairs; `circle` as the form was made with."""
        named = {str(row.user_id): row for row in circle}
        asked = [named[key] for key in self.cleaned_data.get("people", ())]
        found: list[tuple[User | None, Participation]] = [(row.user, row.participation) for row in asked]
        if self.cleaned_data.get("partner"):
            found.append((None, Participation.objects.get(pk=self.cleaned_data["partner"])))
        return found

    def facts(self):
        """What the action asks besides the guests."""
        return super().facts() | {"with_client": self.cleaned_data["with_client"]}


class CancelForm(Form):
    """Who cancels, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    party = forms.ChoiceField(
        label="Wie zegt af?",
        choices=[choice for choice in Appointment.Party.choices if choice[0] != Appointment.Party.MISTAKE],
        widget=forms.RadioSelect,
        initial=Appointment.Party.CLIENT,
    )
    reason = forms.CharField(
        label="Waarom?",
        max_length=200,
        required=False,
        help_text="Kort, en zonder ziekte. De klant leest dit.",
    )


class OwnCancelForm(Form):
    """The client says that she cannot come."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Wilt u zeggen waarom?", max_length=200, required=False, help_text="Dit hoeft niet.")


class WentForm(Form):
    """How it went."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    went = forms.ChoiceField(choices=[("hold", "Geweest"), ("miss", "De klant was er niet")])
