"""The one intake: four steps that save as one goes, a page to check, and who helps then."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clients.actions import intake as actions
from clients.facts import responsible_for
from clients.header import header_of, path_to
from clients.intake import progress
from clients.intake.fields import STEPS
from clients.intake.known import known_of
from clients.intake.lens import lens_of
from clients.intake.sections import SECTION_OF, SECTIONS
from clients.policy import open_client
from clients.receiver import partner_name, receiver_of
from clients.shown import EVERYBODY, person, show
from clients.shown import intake as intake_of
from clients.views.intake_step import StepPage, closed_of, progress_of, read_pages
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict


@tagged("intake", "edit")
@require_http_methods(["GET", "POST"])
def intake(request, public_id, step):
    """One of the four steps. Saving again is harmless (versions), so a form may be sent as often as one likes."""
    opened = open_client(request.actor, public_id, part="intake", needs=P.INTAKE_WRITE)
    if step not in STEPS:
        raise Http404
    page = StepPage(request, opened, step)
    return page.save() if request.method == "POST" else page.show()


@tagged("intake", "create")
@require_POST
@once
def start(request, public_id):
    """Begin the one intake; a second one is told where the first is."""
    opened = open_client(request.actor, public_id, part="intake", needs=P.INTAKE_WRITE)
    try:
        actions.start_intake(client=opened.client, by=request.actor)
    except actions.SecondIntake as no:
        go = reverse("clients:intake", args=[public_id, 1])
        context = {"header": header_of(opened, "intake"), "client": person(opened), "sentence": no.sentence, "go": go}
        return render(request, "clients/intake_exists.html", context, status=no.status)
    return redirect("clients:intake", public_id, 1)


@tagged("intake", "decide")
@require_http_methods(["GET", "POST"])
@once
def check(request, public_id):
    """Everything on one page; finishing tells what still needs an answer."""
    opened = open_client(request.actor, public_id, part="intake", needs=P.INTAKE_WRITE)
    if request.method == "GET":
        return _check_page(request, opened)
    try:
        done = actions.finish(client=opened.client, by=request.actor)
    except actions.Incomplete as no:
        return _check_page(request, opened, no, status=no.status)
    except Conflict as no:
        messages.info(request, no.sentence)
    else:
        messages.success(request, done.finish.__doc__)
    return redirect("clients:responsible", public_id)


def _check_page(request, opened, no=None, status=200):
    lens, known = lens_of(opened.stance), known_of(opened.client)
    pages = read_pages(SECTIONS, lens, known, opened.client)
    context = {
        "header": header_of(opened, "intake"),
        "client": person(opened),
        "intake": intake_of(opened),
        "steps": progress_of(lens, known, opened.client, "check"),
        "pages": pages,
        "closed": closed_of(pages),
        "missing": [(field.label, _question_url(opened.client, field)) for field in progress.missing(lens, known)],
        "responsible_url": reverse("clients:responsible", args=[opened.client.public_id]),
        "no": no,
    }
    return render(request, "clients/intake_check.html", context, status=status)


def _question_url(client, field):
    return f"{reverse('clients:intake', args=[client.public_id, SECTION_OF[field.code].step])}#q-{field.code}"


@tagged("intake", "read")
def responsible(request, public_id):
    """Who helps from here: the responsible partner, why, who pays, and the one next thing to do."""
    # AVG: who pays says what somebody lives of; whoever supports on something else need not know.
    opened = open_client(request.actor, public_id, part="responsible", needs=P.CLIENT_READ, group=FieldGroup.INCOME)
    answer = responsible_for(opened.client)
    receiver = receiver_of(opened.client, answer)
    header = header_of(opened)
    offered = opened.client.handovers.open().select_related("to_participation__partner").first()
    ours = bool(receiver.cell and header.lead_cell == receiver.cell.pk)
    context = {
        "header": header,
        "client": person(opened),
        "answer": answer,
        "receiver": receiver,
        "offered": show("handover", offered, EVERYBODY),
        "offered_to": partner_name(offered.to_participation) if offered else "",
        "ours": ours,
        "offer_url": _offer_url(opened, receiver, offered, ours),
        "plan_url": path_to("werkplan:plan", public_id) if opened.stance.may(P.WERKPLAN_READ) else "",
    }
    return render(request, "clients/intake_responsible.html", context)


def _offer_url(opened, receiver, offered, ours):
    if offered or ours or not receiver.can_receive or not opened.stance.may(P.HANDOVER_OFFER):
        return ""
    return path_to("werkplan:handover_offer", opened.client.public_id)
