"""A name and a number: who wants to be called back, and what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients.actions.visits import finish_call_back, record_light_contact
from clients.forms.visits import CallBackForm, LightContactForm
from clients.models import LightContact
from clients.shown import EVERYBODY, show
from clients.views.panel import form_page
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date


@tagged("light_contact", "create", needs=Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
@once
def create(request):
    """Write down a call name, a way to reach somebody and a question."""
    form = LightContactForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        light = record_light_contact(by=request.actor, **form.cleaned_data)
        when = f" Terugbellen op {long_date(light.call_back_on)}." if light.call_back_on else ""
        messages.success(request, f"Naam en vraag bewaard.{when}")
        return redirect("clients:desk")
    return form_page(request, "light_form", {"form": form}, status=422 if form.is_bound else 200)


@tagged("light_contact", "edit", needs=Permission.VISIT_RECORD)
@require_POST
@once
def done(request, public_id):
    """Note what came of calling back; the line leaves the list."""
    contact = get_object_or_404(LightContact.objects.visible_to(request.actor), public_id=public_id)
    # AVG: the name and question of somebody without a dossier are shown again when the form is refused.
    request.actor.saw([None], "light_contact")
    form = CallBackForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            finish_call_back(by=request.actor, contact=contact, **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field, no.sentence)
            status = no.status
        else:
            messages.success(request, f"Afgehandeld: {contact.call_name} is teruggebeld.")
            return redirect("clients:desk")
    return render(
        request,
        "clients/light_done.html",
        {"form": form, "contact": show("contact", contact, EVERYBODY)},
        status=status,
    )
