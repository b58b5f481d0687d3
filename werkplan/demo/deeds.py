"""What happens to the people of the demonstration, in a few verbs over the product's own actions."""

from datetime import timedelta

from django.utils import timezone

from clients import bsn as numbers
from clients.actions import intake
from clients.actions.income import add_period
from clients.actions.registration import Papers, register
from clients.models import NumberIndex
from werkcentrum.audit.record import record_readings
from werkplan.actions import agreements, answers, consent, goals, handover, inzet, steps
from werkplan.actions import plan as plans
from werkplan.actions.income import change_income
from werkplan.demo.cast import Person, actor, cell
from werkplan.demo.clock import days_ago
from werkplan.offers import circumstances, usable
from werkplan.rules import default_evaluation
from werkplan.transition import preview_of

PARTNERS = {
    "uwv": ("uwv", "Tineke"),
    "leeuwarden": ("gemeente-leeuwarden", "Rients"),
    "smallingerland": ("gemeente-smallingerland", "Douwe"),
    "sociale partners": ("sociale-partners", "Bea"),
    "ede": ("gemeente-ede", "Hanna"),
}


def known(person: Person) -> bool:
    """Whether she is there already: a second start of the demonstration leaves her alone."""
    return NumberIndex.objects.filter(index__in=numbers.indexes(person.bsn).values()).exists()


def came_in(person: Person, *, by, reason="werk"):
    """She comes to the desk, shows her identity card and is registered."""
    papers = Papers(bsn=person.bsn, document="id_card", seen_on=timezone.localdate())
    return register(by=actor(by), person=person.client(), papers=papers, reason=reason)


def lives_on(client, code, *, by, since, until=None):
    """She lives on this, since so many days ago."""
    day = timezone.localdate() - timedelta(days=since)
    return add_period(client=client, code=code, valid_from=day, valid_until=until, source="klant", by=actor(by))


def told(client, person: Person, *, by, only=()):
    """The intake is taken; `only` some fields: then it stays a draft."""
    answers = {code: value for code, value in person.answers().items() if not only or code in only}
    gids = actor(by)
    known = intake.known_of(client)
    typed = {code: intake.Typed(value, known[code].version) for code, value in answers.items()}
    intake.save_answers(client=client, typed=typed, by=gids)
    if not only:
        intake.finish(client=client, by=gids)


def offered(client, *, by, to, reason):
    """The dossier is offered to the partner that answers for her."""
    slug, _ = PARTNERS[to]
    region = client.region.name
    return handover.offer(client=client, to=cell(slug, region), reason=reason, by=actor(by))


def assigned(offer, *, to, coach):
    """The team leader names the coach."""
    return handover.assign(handover=offer, coach=actor(coach).user, by=actor(PARTNERS[to][1]))


def drafted(client, *, by, goal, kind, todo):
    """A plan in concept. `todo`: (title, who, within days, done when, instrument or "")."""
    coach = actor(by)
    plan = plans.start_plan(client=client, by=coach)
    plan.client = client
    aim = goals.add_goal(plan=plan, text=goal, kind=kind, by=coach)
    for title, who, days, proof, instrument in todo:
        due = timezone.localdate() + timedelta(days=days)
        facts = {"title": title, "who": who, "due_on": due, "proof": proof, "by": coach}
        steps.add_step(plan=plan, goal=aim, offer=_offer(client, instrument), **facts)
    return plan


def _offer(client, instrument):
    """An offer of this instrument that is for her, of her own municipality before others; None when there is none."""
    if not instrument:
        return None
    rows = usable(circumstances(client, timezone.localdate())).filter(instrument=instrument)
    return min(rows, key=lambda row: (not row.reach, row.title), default=None)


def agreed(plan, *, by, duty="", promise="", freely="", answer="papier"):
    """Agreements are written down, she agrees, and the plan runs."""
    coach = actor(by)
    if duty:
        agreements.add_duty(plan=plan, key=duty, by=coach)
    if promise:
        soon = timezone.localdate() + timedelta(days=21)
        agreements.add_promise(plan=plan, text=promise, due_on=soon, by=coach)
    if freely:
        agreements.add_voluntary(plan=plan, text=freely, by=coach)
    consent.send_for_consent(plan=plan, by=coach)
    consent.establish(plan=plan, answer=answer, on=timezone.localdate(), by=coach)
    return plans.run(plan=plan, evaluate_on=default_evaluation(timezone.localdate()), by=coach)


def moved(plan, title, *moves, by):
    """A step, or the offer it uses, moves on: `step.start`, `inzet.request`, …"""
    coach = actor(by)
    # The coach had the plan before her: then the log shows so, as it does for everybody.
    coach.saw([plan.client_id], "plan")
    record_readings(coach)
    step = plan.steps.select_related("plan__client__municipality").get(title=title)
    for move in moves:
        kind, name = move.split(".")
        if kind == "step":
            steps.move_step(step=step, move=name, by=coach)
            continue
        for use in step.inzetten.select_related("plan__client__municipality"):
            inzet.move_inzet(inzet=use, move=name, by=coach, decision_ref="" if name != "grant" else "B-2041")


def not_happy(plan, title, words, *, by):
    """At the table she says what she does not like about a step; it waits for an answer."""
    step = plan.steps.select_related("plan").get(title=title)
    facts = {"said": "oneens", "way": "balie", "on": timezone.localdate(), "by": actor(by)}
    answers.record_answer(step=step, version=step.version, words=words, **facts)


def changes_to(client, code, *, on, by):
    """Her income changes: previewed, confirmed, and the plan is offered to who answers for it then."""
    coach = actor(by)
    preview = preview_of(client=client, code=code, on=on, by=coach)
    change_income(client=client, code=code, on=on, source="klant", digest=preview.digest, by=coach)
    return client.handovers.open().first()


def arrives(person: Person, *, days, at="Gerda", income, since, until=None, to=None, coach=None):
    """From desk to coach: registered `days` ago, intake, offered the day after, assigned the day after that."""
    with days_ago(days):
        client = came_in(person, by=at)
        lives_on(client, income, by=at, since=since, until=until)
        told(client, person, by=at)
    if to is None:
        return client
    with days_ago(days - 1):
        offer = offered(client, by=at, to=to, reason="Intake gedaan. Klaar om samen een plan te maken.")
    if coach:
        with days_ago(days - 2):
            assigned(offer, to=to, coach=coach)
    return client
