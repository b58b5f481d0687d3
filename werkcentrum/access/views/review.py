"""The worklist of checks, one check, and what the employee has to say about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from werkcentrum.access.forms import AnswerForm, JudgeForm
from werkcentrum.access.models import Review
from werkcentrum.access.review import actions
from werkcentrum.access.review.page import dossier_number, findings_of, readings_of, role_of
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

JUST_DECIDED = 20
SAID = {
    "justified": "Gerechtvaardigd: de toets is klaar.",
    "unjustified": "Niet gerechtvaardigd. Noodtoegang staat voor deze medewerker uit en er is een incident geopend.",
    "ask": "Uw vraag is verstuurd. De termijn loopt door.",
}


def require_judge(actor):
    """Raise PermissionDenied unless the role checks what others opened."""
    if not (actor.may(P.REVIEW_ACCESS) or actor.may(P.AUDIT_READ)):
        raise PermissionDenied(P.REVIEW_ACCESS)


@tagged("review", "list")
@require_safe
def worklist(request):
    """What there is to check, the most urgent first, and what was decided lately."""
    require_judge(request.actor)
    rows = Review.objects.visible_to(request.actor).select_related(
        "subject", "subject_cell__partner", "participation__partner", "dossier", "glass", "decided_by"
    )
    today = timezone.localdate()
    waiting = [_line(row, today) for row in rows.waiting()[:200]]
    context = {
        "waiting": waiting,
        "late": sum(line["late"] for line in waiting),
        "officer": not request.actor.may(P.REVIEW_ACCESS),
        "decided": [_line(row, today) for row in rows.exclude(decided_at=None).order_by("-decided_at")[:JUST_DECIDED]],
    }
    return render(request, "access/review.html", context)


def _line(row, today):
    return {"row": row, "late": row.is_late(today), "number": dossier_number(row.dossier)}


def of_judge(request, public_id):
    """The check that is the actor's to judge. Raises PermissionDenied for the role, Http404 for another's check."""
    require_judge(request.actor)
    rows = Review.objects.visible_to(request.actor).select_related(
        "subject", "subject_cell__partner", "participation__partner", "dossier", "glass__involvement", "decided_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@tagged("review", "decide")
@require_http_methods(["GET", "POST"])
@once
def task(request, public_id):
    """One check: what was said and looked at, and the judgement."""
    row = of_judge(request, public_id)
    form = JudgeForm(request.POST or None)
    if request.method == "GET":
        return _task_page(request, row, form)
    if not form.is_valid():
        return _task_page(request, row, form, 422)
    outcome, text = form.cleaned_data["outcome"], form.cleaned_data["text"]
    try:
        if outcome == "ask":
            actions.ask(review=row, question=text, by=request.actor)
        else:
            actions.decide(review=row, justified=outcome == "justified", decision=text, by=request.actor)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _task_page(request, of_judge(request, public_id), form, no.status)
    messages.success(request, SAID[outcome])
    return redirect("access:review")


def _task_page(request, row, form, status=200):
    context = {
        "row": row,
        "form": form,
        "late": row.is_late(timezone.localdate()),
        "number": dossier_number(row.dossier),
        "role": role_of(row),
        "findings": findings_of(row),
        "readings": readings_of(row),
        "has_card": row.waits and row.dossier is not None and not row.dossier.sealed,
    }
    return render(request, "access/review_task.html", context, status=status)


@tagged("review", "edit", needs=P.CLIENT_READ)
@require_http_methods(["GET", "POST"])
@once
def answer(request, public_id):
    """What is asked of the employee herself, and how it ended."""
    rows = Review.objects.about(request.actor).select_related("dossier", "glass")
    row = get_object_or_404(rows, public_id=public_id)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.explain(review=row, answer=form.cleaned_data["answer"], by=request.actor)
            except Refused as no:
                form.add_error(None, no.sentence)
                status = no.status
            else:
                messages.success(request, "Uw uitleg is verstuurd.")
                return redirect("access:review_answer", row.public_id)
    context = {"row": row, "form": form, "number": dossier_number(row.dossier)}
    return render(request, "access/review_answer.html", context, status=status)
