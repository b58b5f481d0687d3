"""Samen terugkijken: why now, what the client says, what was decided, and when the next time is; or put it off."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import DateField, long_date
from werkcentrum.web.forms import Form
from werkplan import rules, shown
from werkplan.actions import reviews as actions
from werkplan.models import Step
from werkplan.policy import open_plan
from werkplan.reviews import WHY, cycle_of
from werkplan.views.frame import attempt, show_page


class ReviewForm(Form):
    """A short look back."""

    client_words = forms.CharField(
        label="Wat vindt de klant zelf?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat ging goed, wat niet? In de woorden van de klant.",
    )
    outcome = forms.CharField(
        label="Wat spraken jullie af?", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    next_on = DateField(label="Wanneer kijkt u weer terug?")


class PutOffForm(Form):
    """An exemption moves the day."""

    until = DateField(label="Tot wanneer is de ontheffing?")
    article = forms.ChoiceField(
        label="Waarop rust die?", choices=[(key, f"{key}: {words}") for key, words in actions.ARTICLES.items()]
    )
    reason = forms.CharField(label="Waarom?", max_length=300, help_text="Kort. De klant leest dit ook.")


@tagged("review_plan", "open")
@require_http_methods(["GET", "POST"])
@once
def review(request, public_id):
    """Look back on the plan together."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    cycle = cycle_of(opened.client, timezone.localdate())
    form = ReviewForm(request.POST or None, initial={"next_on": cycle.next_on})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, actions.hold_review, plan=opened.plan, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, f"Bewaard. U kijkt weer terug op {long_date(tried.result.becomes)}.")
            return redirect("werkplan:review", public_id)
        status = tried.status
    return _page(request, opened, cycle, status=status, form=form)


@tagged("review_plan", "edit")
@require_POST
@once
def put_off(request, public_id):
    """Put it off because of an exemption."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    form, status = PutOffForm(request.POST), 422
    if form.is_valid():
        tried = attempt(form, actions.put_off_review, plan=opened.plan, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, f"Uitgesteld naar {long_date(tried.result.becomes)}. De reden staat erbij.")
            return redirect("werkplan:review", public_id)
        status = tried.status
    return _page(request, opened, cycle_of(opened.client, timezone.localdate()), status=status, put_off=form)


def _page(request, opened, cycle, *, form=None, put_off=None, status=200):
    plan, today = opened.plan, timezone.localdate()
    lines = list(plan.reviews.select_related("recorded_by", "participation__partner"))
    runs = plan.state in actions.RUNS
    context = {
        "due": plan.evaluate_on if runs else None,
        "late": bool(runs and plan.evaluate_on and plan.evaluate_on < today),
        "why": WHY.get(lines[0].kind, "") if lines else "",
        "sentence": cycle.rule.sentence,
        "article": cycle.article,
        "unverified": cycle.unverified,
        "counts": _counts(plan, today),
        "lines": [shown.show("review", line, opened.stance.groups) for line in lines],
        "form": (form or ReviewForm(initial={"next_on": cycle.next_on})) if runs else None,
        "put_off": put_off or PutOffForm(),
    }
    return show_page(request, "werkplan/review.html", opened, status=status, **context)


def _counts(plan, today):
    """What became of the steps, to talk about: one query."""
    rows = list(plan.steps.values_list("state", "due_on"))
    still = [due for state, due in rows if state in rules.OPEN_STEP]
    done = sum(state == Step.State.DONE for state, _ in rows)
    failed = sum(state == Step.State.FAILED for state, _ in rows)
    late = sum(bool(due and due < today) for due in still)
    return [("Klaar", done), ("Loopt nog", len(still)), ("Te laat", late), ("Niet gelukt", failed)]
