"""The review cycle: look back and set the next day, put it off with a reason, or bring it forward after a change."""

from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary import parameter
from werkcentrum.web.dates import long_date
from werkplan.actions.plan import evaluate, run
from werkplan.lifecycle import lifecycle
from werkplan.models import PlanReview
from werkplan.models.plan import State
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold
from werkplan.reviews import BROUGHT_FORWARD, cycle_of, why_bad_exemption, why_bad_next

Kind = PlanReview.Kind
RUNS = (State.RUNNING, State.REVIEW)
NOT_NOW = "Terugkijken kan als het plan loopt. Kijk bij het plan hoe het ervoor staat."
ARTICLES = {"Pwet 9.2": "dringende redenen", "Pwet 9a.1": "alleenstaande ouder met een kind tot vijf jaar"}
"""Where the law lets somebody be exempt for a time."""


@lifecycle
def hold_review(*, plan, client_words, outcome, next_on, by):
    """Look back together: the client's words, what was decided, and the next day, which the cycle must allow."""
    held = _running(plan, by)
    words, today = client_words.strip(), timezone.localdate()
    if not words:
        raise Refused("Schrijf op wat de klant zelf vindt, in haar woorden.", field="client_words")
    cycle = cycle_of(plan.client, today)
    if sentence := why_bad_next(next_on, cycle, today):
        raise Refused(sentence, field="next_on")
    was = held.evaluate_on
    if held.state == State.RUNNING:
        evaluate(plan=held, by=by)
    run(plan=held, evaluate_on=next_on, by=by)
    facts = {"client_words": words, "outcome": outcome.strip(), "rule": cycle.rule.key, "article": cycle.article}
    text = f"Samen teruggekeken. De volgende keer is {long_date(next_on)}."
    return _note(held, Kind.HELD, was, next_on, text, by=by, **facts)


@lifecycle
def put_off_review(*, plan, until, article, reason, by):
    """Move the day further because of an exemption, with its article and why. The day is moved, never taken away."""
    held = _running(plan, by)
    today, reason = timezone.localdate(), reason.strip()
    if not reason:
        raise Refused("Schrijf op waarom er een ontheffing is. De klant leest dit ook.", field="reason")
    if article not in ARTICLES:
        raise Refused("Kies op welk artikel de ontheffing rust.", field="article")
    if sentence := why_bad_exemption(until, held.evaluate_on, today):
        raise Refused(sentence, field="until")
    was = _move(held, until)
    text = f"Terugkijken is uitgesteld naar {long_date(until)}."
    return _note(held, Kind.EXEMPT, was, until, text, by=by, reason=reason[:300], article=article)


def bring_review_forward(*, plan, why, by):
    """After a transfer or a change of income: look back soon. Nothing when it is due earlier already or rests.

    The plan's row is held by who calls; so is what role and relation allow. Returns the line, or None.
    """
    day = parameter(BROUGHT_FORWARD[why], timezone.localdate()).after(timezone.localdate())
    if plan.state not in RUNS or plan.evaluate_on is None or plan.evaluate_on <= day:
        return None
    was = _move(plan, day)
    return _note(plan, why, was, day, f"Wij kijken eerder samen terug: {long_date(day)}.", by=by)


def _running(plan, by):
    held = hold(plan, by=by, change=False)
    if held.state not in RUNS:
        raise Conflict(NOT_NOW)
    return held


def _move(plan, day):
    was, plan.evaluate_on = plan.evaluate_on, day
    plan.save(update_fields=["evaluate_on"])
    refresh_next_on(plan)
    return was


def _note(plan, kind, was, becomes, text, *, by, **facts):
    line = PlanReview.objects.create(
        plan=plan, kind=kind, was=was, becomes=becomes, participation=getattr(by, "cell", None),
        recorded_by=getattr(by, "user", None), **facts,
    )  # fmt: skip
    event = record("werkplan.review", line, by=by, dossier=plan.client_id, kind=kind, was=was, becomes=becomes)
    before, after = (long_date(day) if day else "" for day in (was, becomes))
    tell(client=plan.client_id, kind="plan", text=text, event=event, by=by, milestone=True, before=before, after=after)
    return line
