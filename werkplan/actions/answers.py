"""What the client says about one step, and the answer to what she is not happy with."""

from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused, Stale
from werkplan import rules
from werkplan.actions.client import CLOSED
from werkplan.lifecycle import lifecycle, move_part
from werkplan.models import Step, StepAnswer
from werkplan.policy import hold
from werkplan.words import step_line

Said, Way = StepAnswer.Said, StepAnswer.Way
CHANGED = "Uw begeleider heeft deze stap net veranderd. Lees hem opnieuw. Zeg dan wat u ervan vindt."
CHANGED_FOR_COACH = "De stap is veranderd sinds u hem opende. Vraag de klant wat zij van de nieuwe tekst vindt."
TOLD = {
    Said.AGREES: "De klant is het eens met ‘{title}’.",
    Said.OBJECTS: "De klant is het niet eens met ‘{title}’.",
}


@lifecycle
def agree_step(*, step, version, by):
    """The client agrees on screen to a step as she read it; a proposed step is agreed with that.

    Raises Stale (409) when it reads differently since `version`, Conflict when it is over.
    """
    row = _own(step, version, by)
    return _say(row, said=Said.AGREES, way=Way.DIGITAL, words="", on=timezone.localdate(), by=by)


@lifecycle
def object_to_step(*, step, version, words, by):
    """The client says in her own words that she is not happy with a step. It stops nothing, and it is answered.

    Raises Stale (409) when it reads differently since `version`, Conflict while an earlier objection waits.
    """
    row = _own(step, version, by)
    return _say(row, said=Said.OBJECTS, way=Way.DIGITAL, words=words, on=timezone.localdate(), by=by)


@lifecycle
def record_answer(*, step, version, said, way, words, on, by):
    """Write down what the client said on paper or at the table: it counts as if she had done it on screen.

    Raises Stale, Conflict as above, Refused with a day to come or an objection without her words.
    """
    plan = hold(step.plan, by=by, needs=P.WERKPLAN_AGREE, change=False)
    if plan.state == "afgesloten":
        raise Conflict(rules.UNTOUCHABLE["afgesloten"])
    if on > timezone.localdate():
        raise Refused("Deze dag moet nog komen. Vul de dag in waarop de klant dit zei.", field="said_on")
    return _say(_row(step, plan, version, CHANGED_FOR_COACH), said=said, way=way, words=words, on=on, by=by)


@lifecycle
def answer_objection(*, answer, outcome, reply, by):
    """Answer an objection in words that the client reads; without words it stays open. Also in a closed plan.

    Raises Refused without words, Conflict when a colleague answered already.
    """
    plan = hold(answer.plan, by=by, change=False)
    row = StepAnswer.objects.select_for_update(of=("self",)).select_related("step").get(pk=answer.pk)
    if row.said != Said.OBJECTS or row.replied_at:
        raise Conflict("Hier is al antwoord op gegeven. Lees bij de stap wat er staat.")
    reply = reply.strip()
    if not reply:
        raise Refused("Schrijf uw antwoord op. De klant leest het.", field="reply")
    row.outcome, row.reply, row.replied_by, row.replied_at = outcome, reply[:1000], by.user, timezone.now()
    row.save(update_fields=["outcome", "reply", "replied_by", "replied_at"])
    event = record("werkplan.answer_objection", row, by=by, dossier=plan.client_id, outcome=str(outcome))
    text = f"Antwoord gegeven over ‘{row.step.title}’: {row.get_outcome_display().lower()}."
    tell(client=plan.client_id, kind="step", text=text, event=event, by=by, milestone=True)
    return row


def _own(step, version, by):
    # SECURITY: OWN_PLAN_AGREE comes with the relation "self" only, so this is the client on her own plan.
    plan = hold(step.plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    if plan.state == "afgesloten":
        raise Conflict(CLOSED)
    return _row(step, plan, version, CHANGED)


def _row(step, plan, version, changed):
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    row.plan = plan
    if row.state not in rules.OPEN_STEP:
        raise Conflict("Deze stap is al klaar, of gaat niet door. Er is niets meer te kiezen.")
    if row.version != version:
        raise Stale(row, changed)
    return row


def _say(row, *, said, way, words, on, by):
    words = words.strip()[:1000]
    if said == Said.OBJECTS:
        _check_objection(row, words)
    answer = StepAnswer.objects.create(
        plan=row.plan, step=row, said=said, way=way, words=words, said_on=on, recorded_by=by.user,
        step_version=row.version, step_text=step_line(row)[:600],
    )  # fmt: skip
    note = {"said": str(said), "way": str(way), "step_version": row.version}
    event = record("werkplan.say_about_step", answer, by=by, dossier=row.plan.client_id, **note)
    text = TOLD[said].format(title=row.title)
    milestone = said == Said.OBJECTS
    tell(client=row.plan.client_id, kind="step", text=text, event=event, by=by, milestone=milestone)
    # What she proposed herself waits for the coach's yes, not for her own.
    if said == Said.AGREES and row.state == Step.State.PROPOSED and not row.by_client:
        move_part(row, "agree", by=by, text=f"Afgesproken: ‘{row.title}’")
    return answer


def _check_objection(row, words):
    if not words:
        raise Refused("Schrijf in een paar woorden op wat er niet goed is aan deze stap.", field="words")
    if StepAnswer.objects.filter(step=row, said=Said.OBJECTS, replied_at=None).exists():
        raise Conflict("Dit is al gezegd over deze stap. Eerst komt er een antwoord; daarna kan het opnieuw.")
