"""Editions of the menukaart: the coordinator makes one, everybody reads them."""

import json
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from services.editions.actions import NOTHING, make_edition
from services.editions.models import Edition
from services.editions.page import as_data, as_paper, parts
from services.forms.editions import EditionForm
from services.models import Offer
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

MOST = 200


@require_safe
@tagged("edition", "read", open=True)
def show(request):
    """All editions; or the one named by `editie`, as page, or as `soort` pdf or json. Open to everybody."""
    if "editie" not in request.GET:
        rows = Edition.objects.select_related("region").defer("services")[:MOST]
        return render(request, "services/editions.html", {"editions": rows})
    try:
        public_id = uuid.UUID(request.GET["editie"])
    except ValueError:
        raise Http404 from None
    edition = get_object_or_404(Edition.objects.select_related("region"), public_id=public_id)
    kind = request.GET.get("soort", "")
    if kind == "json":
        body = json.dumps(as_data(edition), ensure_ascii=False, indent=2).encode()
        return _file(body, "application/json", "menukaart.json")
    if kind == "pdf":
        try:
            return _file(as_paper(edition), "application/pdf", "menukaart.pdf")
        except Refused as no:
            messages.error(request, no.sentence)
            return redirect(to(edition))
    return render(request, "services/edition.html", {"edition": edition, "parts": parts(edition)})


def _file(body, kind, name):
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=kind, headers=headers)


def to(edition):
    """The address of an edition."""
    return f"{reverse('services:editions')}?editie={edition.public_id}"


@tagged("edition", "create", needs=P.OFFER_PUBLISH)
@require_http_methods(["GET", "POST"])
@once
def make(request):
    """The coordinator freezes the menu of today."""
    form, refusal, status = EditionForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        try:
            edition = make_edition(note=form.cleaned_data["note"], by=request.actor)
        except Refused as no:
            refusal, status = no.sentence, no.status
        else:
            messages.success(request, f"Editie {edition.number} is gemaakt. Iedereen kan haar lezen.")
            return redirect(to(edition))
    region = request.actor.region
    count = Offer.objects.published(timezone.localdate()).filter(region=region).count()
    status = 422 if form.errors and status == 200 else status
    context = {"form": form, "count": count, "region": region, "refusal": refusal or ("" if count else NOTHING)}
    return render(request, "services/edition_make.html", context, status=status)
