"""After an appointment that was missed: the steps, what was tried, and the client's side."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients.actions.attempts import record_attempt
from clients.appointments import line_of, whole
from clients.forms.careful import careful
from clients.header import header_of
from clients.models import Appointment, ContactAttempt
from clients.policy import open_client
from clients.reach_out import steps_for, tried_for
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.attempt import attempt
from werkcentrum.web.dates import DateField
from werkcentrum.web.forms import Form


class AttemptForm(Form):
    """What was tried, and what came of it."""

    way = forms.ChoiceField(label="Wat deed u?", choices=ContactAttempt.Way.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="Wat kwam ervan?", choices=ContactAttempt.Outcome.choices, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label="Wat was er aan de hand?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="In de woorden van de klant, zonder ziekte. De klant leest dit ook.",
    )
    on = DateField(label="Op welke dag?", initial=timezone.localdate)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_said(self):
        """See `careful`."""
        return careful(self, self.cleaned_data["said"])


@tagged("attempt", "create")
@require_http_methods(["GET", "POST"])
@once
def reach_out(request, public_id, appointment):
    """Look for contact again, step by step, and note what came of it."""
    opened = open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_EDIT)
    row = get_object_or_404(whole(Appointment.objects.filter(client=opened.client.pk)), public_id=appointment)
    form = AttemptForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "asked"}
        tried = attempt(form, record_attempt, client=opened.client, appointment=row, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Genoteerd. Er volgt niets vanzelf.")
            return redirect("clients:appointment_reach_out", public_id, appointment)
        status = tried.status
    context = {
        "header": header_of(opened, "contact"),
        "client": person(opened),
        "line": line_of(row),
        "steps": steps_for(row),
        "tried": tried_for(opened.client, row),
        "form": form,
    }
    return render(request, "clients/reach_out.html", context, status=status)
