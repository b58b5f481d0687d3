"""The client's agreement: lay the plan before her, record her answer, freeze a new version."""

from django.contrib import messages
from django.shortcuts import redirect

from clients.documents import readable
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import rules
from werkplan.actions import consent as actions
from werkplan.forms.plan import AnswerForm, NothingForm
from werkplan.models import Werkplan
from werkplan.policy import open_plan
from werkplan.snapshot import agreement_sentence, differences, snapshot, step_sentence
from werkplan.views.frame import attempt, show_page


def _lines(content):
    """The content of a plan in plain lines, as the client reads it."""
    goals = [(goal["text"], [step_sentence(step) for step in goal["steps"]]) for goal in content["goals"]]
    return {"goals": goals, "agreements": [agreement_sentence(row) for row in content["agreements"]]}


@tagged("consent", "decide")
@once
def consent(request, public_id):
    """One page for the three moments: send it, record the answer, or freeze what changed since."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_AGREE)
    plan = opened.plan
    sending = "send_for_consent" in opened.moves(Werkplan, plan.state)
    answering = plan.state == "ter_akkoord" or plan.state in rules.NEW_VERSION_FROM
    sent = request.POST if request.method == "POST" else None
    form = NothingForm(sent) if sending else AnswerForm(sent, documents=readable(opened.client, opened.stance))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = _do(form, plan, sending, request.actor)
        if tried.done:
            messages.success(request, _said(sending, tried.result))
            return redirect("werkplan:plan", public_id)
        status = tried.status
    content, last = snapshot(plan), plan.versions.first()
    lines = _lines(content) | {"changes": differences(last.content, content) if last else []}
    return show_page(
        request,
        "werkplan/consent.html",
        opened,
        status=status,
        form=form,
        sending=sending,
        answering=answering,
        last=last and str(last),
        **lines,
    )


def _do(form, plan, sending, by):
    if sending:
        return attempt(form, actions.send_for_consent, plan=plan, by=by)
    data = form.cleaned_data
    action = actions.establish if plan.state == "ter_akkoord" else actions.agree_version
    facts = {"answer": data["answer"], "on": data["answered_on"], "own_words": data["own_words"]}
    facts |= {"seen_by": data["seen_by"], "document": data["document"]}
    return attempt(form, action, plan=plan, by=by, **facts)


def _said(sending, result):
    if sending:
        return Werkplan.send_for_consent.__doc__
    return f"Versie {result.number} ligt vast: {result.get_answer_display().lower()}."
