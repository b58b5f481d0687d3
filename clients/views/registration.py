"""Registering somebody at the desk."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients import names
from clients.actions.registration import AlreadyKnown, PossibleDoubles, register
from clients.forms.registration import RegistrationForm, guess_municipality
from clients.models import Client
from clients.privacy import SENTENCES
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import PartialDate

PREFILL = ("bsn", "surname", "house_number", "call_name", "phone", "email")


@tagged("client", "create", needs=Permission.CLIENT_REGISTER)
@require_http_methods(["GET", "POST"])
@once
def create(request):
    """The form; with what was typed at the look-up filled in; and the person's one dossier when it is right."""
    if request.method == "GET" or "begin" in request.POST:
        return _page(request, RegistrationForm(initial=_typed_before(request.POST), actor=request.actor))
    form = RegistrationForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        person = _register(request, form)
    except (AlreadyKnown, PossibleDoubles) as no:
        return _page(request, form, status=no.status, no=no, cards=_cards(request.actor, getattr(no, "cards", [])))
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _page(request, form, status=no.status)
    _greet(request, person)
    return redirect("clients:intake", person.public_id, 1)


@tagged("client", "create", needs=Permission.CLIENT_REGISTER)
@require_POST
def place(request):
    """The municipality that belongs to the postcode as typed so far, and which Werkcentrum serves it (for htmx)."""
    typed = {"municipality": request.POST.get("municipality"), "postcode": request.POST.get("postcode", "")}
    guess = guess_municipality(typed["postcode"]) if "guess" in request.POST else None
    form = RegistrationForm(initial={**typed, "municipality": guess or typed["municipality"]}, actor=request.actor)
    return render(
        request,
        "clients/_registration_place.html",
        {"form": form, "elsewhere": _elsewhere(request.actor, form), "guess": guess},
    )


def _register(request, form):
    return register(
        by=request.actor,
        person=form.person(),
        papers=form.papers(),
        reason=form.cleaned_data["reason"],
        channel=form.cleaned_data["channel"],
        none_of_these=form.cleaned_data["none_of_these"],
    )


def _page(request, form, status=200, **context):
    context |= {"form": form, "notice": SENTENCES, "elsewhere": _elsewhere(request.actor, form)}
    return render(request, "clients/registration_form.html", context, status=status)


def _elsewhere(actor, form):
    """Name of the region of the chosen municipality when it is not the actor's own."""
    value = form["municipality"].value()
    value = getattr(value, "pk", value)
    town = form.fields["municipality"].queryset.filter(pk=value).first() if str(value or "").isdecimal() else None
    return town.region.name if town and town.region_id != actor.region.pk else ""


def _greet(request, person):
    messages.success(request, f"{person.name} is ingeschreven. Ga verder met de intake.")
    if person.region_id != request.actor.region.pk:
        messages.warning(
            request,
            f"{person.municipality.name} hoort bij Werkcentrum {person.region.name}. "
            "Bespreek met de klant of die daar beter geholpen wordt.",
        )


def _cards(actor, cards):
    """The cards with, for those the actor may open, where."""
    known = Client.objects.visible_to(actor).filter(pk__in=[card.dossier_id for card in cards])
    links = dict(known.values_list("pk", "public_id"))
    return [(card, links.get(card.dossier_id)) for card in cards]


def _typed_before(typed):
    """Initial values from the body of the request: never from an address."""
    initial = {name: typed[name] for name in PREFILL if typed.get(name)}
    prefix, surname = names.split_prefix(initial.get("surname", ""))
    if prefix:
        initial |= {"prefix": prefix, "surname": surname}
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed.get("birth", "")):
        initial["birth"] = PartialDate.of(typed["birth"])
    return initial
