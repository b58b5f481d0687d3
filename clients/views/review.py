"""The card of a dossier for who checks what somebody did with it, and who looked."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from clients.header import lead_of
from clients.models import Client, LookReport
from clients.receiver import partner_name
from clients.shown import EVERYBODY, show
from clients.watchers import looks_at, page_of
from werkcentrum.access.models import Involvement, Relation, Review
from werkcentrum.access.review import actions
from werkcentrum.access.routes import tagged
from werkcentrum.access.views.review import of_judge, require_judge
from werkcentrum.audit.submission import once
from werkcentrum.refusal import Refused


@tagged("review", "open")
@require_POST
@once
def open_for_review(request, public_id):
    """Take the relation of a review: dated, logged, and only while the check waits."""
    review = of_judge(request, public_id)
    try:
        actions.open_card(review=review, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("access:review_task", public_id)
    return redirect("clients:review_card", public_id)


@tagged("review", "read")
@require_safe
def card(request, public_id):
    """Initials, birth year, municipality, lead, and who looked: for the live relation of a review, and nobody else."""
    rows = Involvement.objects.of(request.actor).filter(relation=Relation.REVIEW)
    if not rows.exists():
        raise Http404
    require_judge(request.actor)
    review = get_object_or_404(Review.objects.filter(dossier__in=rows.values("dossier")), public_id=public_id)
    people = Client.objects.unscoped("the card of a check that is open for its judge").select_related("municipality")
    client = people.filter(pk=review.dossier_id).first()
    if client is None:
        raise Http404
    request.actor.purpose = "toetsing"
    request.actor.saw([client.pk], "review")
    lead = lead_of(client)
    reports = LookReport.objects.unscoped("what the client asked this check for")
    context = {
        "review": review,
        "heading": f"{client.initials}, {client.birth_on.year}",
        "municipality": client.municipality.name,
        "lead": f"{lead.user.name}, {partner_name(lead.participation)}" if lead else "",
        "looks": looks_at(client.pk, page_of(request.GET)),
        "report": show("look_report", reports.filter(review=review).first(), EVERYBODY),
    }
    return render(request, "clients/review_card.html", context)
