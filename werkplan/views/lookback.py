"""Closing a plan with a look back, reading it again, and what makes it difficult."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import planmoves, shown
from werkplan.actions import obstacles as actions
from werkplan.actions.lookback import close_with_review
from werkplan.forms.closing import CloseForm, ObstacleForm, ObstacleTextForm
from werkplan.forms.plan import NothingForm
from werkplan.lookback import lookback_of, obstacles_of, sees_justice
from werkplan.mine import open_own
from werkplan.policy import open_plan
from werkplan.views.frame import attempt, show_page
from werkplan.views.undo import offer_of, offering, put_back


@tagged("plan", "decide")
@once
def close(request, public_id):
    """Look back per goal, say why, and close the plan."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    goals = opened.plan.goals.filter(dropped_reason="")
    form = CloseForm(request.POST if request.method == "POST" else None, goals=goals)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, close_with_review, plan=opened.plan, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, "Het plan is afgesloten. Wat nog open stond, staat in de terugblik.")
            return redirect("werkplan:plan_lookback", public_id)
        status = tried.status
    words = planmoves.MOVES["close"]
    return show_page(request, "werkplan/plan_close.html", opened, status=status, form=form, words=words)


@tagged("plan", "read")
def show(request, public_id):
    """What was reached, what helped, and what was still open: where the next lead begins."""
    opened = open_plan(request.actor, public_id)
    return show_page(request, "werkplan/plan_lookback.html", opened, back=lookback_of(opened.plan, opened.stance))


@require_GET
@tagged("plan", "read", needs=P.OWN_PLAN_READ)
def mine(request):
    """The same as a letter to the client herself."""
    own = open_own(request.actor, part="own_plan")
    if own.plan is None:
        raise Http404
    return render(request, "portal/my_lookback.html", {"back": lookback_of(own.plan, own.stance)})


@require_GET
@tagged("document", "print")
def on_paper(request, public_id):
    """The look back as PDF, to hand over when one parts."""
    return _paper(request, open_plan(request.actor, public_id, part="pdf"), ("werkplan:plan_lookback", public_id))


@require_GET
@tagged("document", "print", needs=P.OWN_PLAN_READ)
def mine_on_paper(request):
    """Her own look back as PDF."""
    return _paper(request, open_own(request.actor, part="own_plan"), ("werkplan:my_lookback",))


def _paper(request, opened, back_to):
    from werkplan.pdf.lookback import lookback_document

    back = lookback_of(opened.plan, opened.stance) if opened.plan else None
    if back is None:
        raise Http404
    try:
        body = lookback_document(opened.client, back)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect(*back_to)
    record("werkplan.print_lookback", opened.plan, by=request.actor, dossier=opened.client.pk)
    # AVG: a file name travels further than the file; it says nothing about whom.
    headers = {"Content-Disposition": 'inline; filename="terugblik.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


def _difficult(request, public_id):
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    justice = sees_justice(opened.stance)
    rows = obstacles_of(opened.plan, opened.stance.groups, municipal=justice)
    if rows is None:
        raise PermissionDenied(FieldGroup.BARRIERS)
    return opened, rows, justice


@tagged("obstacle", "edit")
@once
def obstacles(request, public_id):
    """What makes it difficult and what helps; a new one is written down here."""
    opened, rows, justice = _difficult(request, public_id)
    form = ObstacleForm(request.POST if request.method == "POST" else None, justice=justice)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "words", "helps")}
        tried = attempt(form, actions.add_obstacle, plan=opened.plan, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Opgeschreven. Wie dit niet mag lezen, ziet het niet.")
            return redirect("werkplan:obstacles", public_id)
        status = tried.status
    lines = [shown.show("obstacle", row, opened.stance.groups) for row in rows]
    context = {"form": form, "obstacles": lines, "undo": offer_of(request, opened, rows)}
    return show_page(request, "werkplan/obstacles.html", opened, status=status, **context)


@tagged("obstacle", "edit")
@once
def obstacle(request, public_id, pk):
    """Other words for one, or that it is solved."""
    opened, rows, _ = _difficult(request, public_id)
    row = get_object_or_404(opened.plan.obstacles.filter(pk__in=[one.pk for one in rows]), pk=pk)
    row.plan, solved = opened.plan, "solved" in request.POST
    if "put_back" in request.POST:
        return put_back(request, row, "werkplan:obstacles", public_id)
    initial = {"words": row.words, "helps": row.helps, "version": row.version}
    form = ObstacleTextForm(request.POST if request.method == "POST" and not solved else None, initial=initial)
    done = NothingForm(request.POST if solved else None)
    chosen, status = (done if solved else form), 200
    if chosen.is_bound:
        status = 422
        if chosen.is_valid():
            tried = _change(chosen, row, solved, request.actor)
            if tried.done:
                messages.success(request, "Bewaard.")
                return redirect(offering(row, "werkplan:obstacles", public_id))
            status = tried.status
    line = shown.show("obstacle", row, opened.stance.groups)
    context = {"form": form, "done": done, "obstacle": line}
    return show_page(request, "werkplan/obstacle.html", opened, status=status, **context)


def _change(form, row, solved, by):
    if solved:
        return attempt(form, actions.solve_obstacle, obstacle=row, by=by)
    facts = {name: form.cleaned_data[name] for name in ("words", "helps")}
    return attempt(form, actions.edit_obstacle, obstacle=row, version=form.cleaned_data["version"] or 0, by=by, **facts)
