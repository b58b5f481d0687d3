"""The client's agreement: the plan is sent to her, her answer is recorded, and what she answered to is frozen."""

from django.db.models import Max
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkplan import rules
from werkplan.actions.proposals import settle
from werkplan.lifecycle import lifecycle, move_plan
from werkplan.models import PlanVersion, Step, StepAnswer, Werkplan
from werkplan.policy import hold, needs_of
from werkplan.snapshot import differences, digest, snapshot

Answer = PlanVersion.Answer
TOLD = {
    Answer.DIGITAL: "De klant is het eens met het plan (digitaal). Versie {number} ligt vast.",
    Answer.DESK: "De klant is het eens met het plan (in een gesprek). Versie {number} ligt vast.",
    Answer.PAPER: "De klant is het eens met het plan (op papier). Versie {number} ligt vast.",
    Answer.DISCUSSED: "Het plan is besproken, de klant is het niet eens. Versie {number} ligt vast, met eigen woorden.",
}
SEEN_ANOTHER = "Het plan is veranderd sinds u het bekeek. Lees het nog eens en geef dan uw antwoord."


@lifecycle
def send_for_consent(*, plan, by):
    """Lay the plan before the client. Raises Refused while it has no goal or no step."""
    held = hold(plan, by=by, needs=needs_of(Werkplan, "send_for_consent"), change=False)
    goals = held.goals.filter(dropped_reason="").count()
    steps = held.steps.exclude(state__in=rules.GONE_STEP).count()
    if sentence := rules.why_not_ready(goals, steps):
        raise Refused(sentence)
    for goal in held.goals.filter(proposed=True):
        settle(goal=goal, by=by)  # who lays it before her, says yes to what she proposed
    return move_plan(plan, "send_for_consent", by=by, text="Het plan ligt bij de klant ter akkoord.")


@lifecycle
def take_back(*, plan, by):
    """Take the plan back to change it."""
    return move_plan(plan, "take_back", by=by, text="Het plan is teruggehaald om het aan te passen.")


@lifecycle
def establish(*, plan, answer, on, by, own_words="", seen_by="", document=None):
    """Record the client's answer to the plan that lies before her, and freeze it. Refusing to sign does not block.

    `seen_by` is who saw it on paper or in a talk (empty: who records it), `document` the scan of the signed paper.
    Raises Refused without her own words when she does not agree, or with a date to come.
    """
    held = hold(plan, by=by, needs=needs_of(Werkplan, "establish"), change=False)
    return _establish(held, answer, on, own_words, by, seen_by=seen_by, document=document)


@lifecycle
def agree_by_client(*, plan, by, seen=""):
    """The client herself agrees on screen; `seen` is the digest of what she was shown. Conflict when that changed."""
    held = hold(plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    _expect_seen(held, seen)
    return _establish(held, Answer.DIGITAL, timezone.localdate(), "", by)


@lifecycle
def disagree_by_client(*, plan, own_words, by, seen=""):
    """The client herself says on screen that she does not agree, in her own words."""
    held = hold(plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    _expect_seen(held, seen)
    return _establish(held, Answer.DISCUSSED, timezone.localdate(), own_words, by)


@lifecycle
def agree_version(*, plan, answer, on, by, own_words="", seen_by="", document=None):
    """Freeze a new version of a plan that was agreed before and changed since; it goes on as it was."""
    held = hold(plan, by=by, needs=P.WERKPLAN_AGREE, change=False)
    if held.state not in rules.NEW_VERSION_FROM:
        raise Conflict("Een nieuwe versie vastleggen kan alleen als het plan is vastgesteld of loopt.")
    last = held.versions.first()
    if last and not differences(last.content, snapshot(held)):
        raise Conflict(f"Er is niets gewijzigd sinds versie {last.number}. Er is geen nieuwe versie nodig.")
    return _freeze(held, answer, on, own_words, by, seen_by=seen_by, document=document)


def _establish(held, answer, on, own_words, by, **proof):
    held.establish()
    held.save()
    return _freeze(held, answer, on, own_words, by, **proof)


def _freeze(held, answer, on, own_words, by, *, seen_by="", document=None):
    own_words = own_words.strip()
    _check(answer, on, own_words)
    if own_words:
        held.own_view = own_words
        held.save(update_fields=["own_view"])
    if answer != Answer.DISCUSSED:
        _agree_steps(held)
    content = snapshot(held, coach=_coach_of(held))
    version = PlanVersion.objects.create(
        plan=held,
        number=(held.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=content,
        digest=digest(content),
        answer=answer,
        answered_on=on,
        own_words=own_words,
        seen_by=_witness(answer, seen_by, by),
        document_id=document,
        recorded_by=by.user,
    )
    note = {"version": version.number, "answer": str(answer), "digest": version.digest}
    event = record("werkplan.freeze_version", version, by=by, dossier=held.client_id, **note)
    text = TOLD[answer].format(number=version.number)
    tell(client=held.client_id, kind="version", text=text, event=event, by=by, milestone=True)
    return version


def _witness(answer, seen_by, by):
    if answer == Answer.DIGITAL or by.is_client:
        return ""
    return seen_by.strip() or by.user.name


def _check(answer, on, own_words):
    if answer == Answer.DISCUSSED and not own_words:
        raise Refused("Schrijf in de eigen woorden van de klant op waarom het plan niet goed is.", field="own_words")
    if on > timezone.localdate():
        raise Refused("Deze dag moet nog komen. Vul de dag in waarop de klant antwoord gaf.", field="answered_on")


def _agree_steps(held):
    against = StepAnswer.objects.filter(plan=held, said=StepAnswer.Said.OBJECTS, replied_at=None)
    proposed = Step.objects.filter(plan=held, state=Step.State.PROPOSED).exclude(pk__in=against.values("step"))
    for step in proposed.select_for_update():
        step.agree()
        step.save()


def _coach_of(held):
    lead = Involvement.objects.live().select_related("user").get(dossier=held.client_id, relation=Relation.LEAD)
    return lead.user.name


def _expect_seen(held, seen):
    if seen and seen != digest(snapshot(held)):
        raise Conflict(SEEN_ANOTHER)
