"""Her word per step: she agrees, is not happy and is answered, and proposes herself; the coach edits meanwhile."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry
from tests.support.racing import one_won, race
from tests.werkplan.plans import add_step, draft_plan, running_plan
from tests.werkplan.test_consent import self_of
from werkcentrum.access.actor import of_user
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused, Stale
from werkplan.actions import answers, consent, goals, proposals, steps
from werkplan.actions import plan as plans
from werkplan.models import Goal, Step, StepAnswer

TODAY = timezone.localdate
NOT_HAPPY = "Ik durf niet te bellen."


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


@pytest.fixture
def me(world, client):
    return self_of(world, client)


def own(world, me, name, *args, **data):
    return world.browser(me).post(reverse(f"werkplan:{name}", args=args), {"submit_key": str(uuid4()), **data})


def my_plan(world, me):
    return world.browser(me).get(reverse("werkplan:my_plan")).content.decode()


def desk(world, coach, client, name, *args, **data):
    address = reverse(f"werkplan:{name}", args=[client.public_id, *args])
    return world.browser(coach).post(address, {"submit_key": str(uuid4()), **data})


def objected(step, me, words=NOT_HAPPY):
    return answers.object_to_step(step=step, version=step.version, words=words, by=me)


def reply(answer, coach, words="Dan belt u samen met mij.", outcome="aangepast"):
    return answers.answer_objection(answer=answer, outcome=outcome, reply=words, by=coach)


def test_yes_to_one_step_agrees_that_step_only(world, coach, client, me):
    draft_plan(coach, client, number=2)
    first, second = Step.objects.order_by("pk")
    assert my_plan(world, me).count("Ja, dit is goed") == 2
    assert own(world, me, "my_step_agree", first.pk, version=first.version).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("afgesproken", "voorgesteld")
    page = my_plan(world, me)
    assert "U bent het hiermee eens." in page and page.count("Ja, dit is goed") == 1
    said = StepAnswer.objects.get()
    assert (said.said, said.way, said.recorded_by, "Bel de taalschool 0" in said.step_text) == (
        "eens", "digitaal", me.user, True,
    )  # fmt: skip


def test_no_in_her_own_words_stops_nothing_and_is_answered(world, coach, client, me):
    plan, _, (step,) = running_plan(coach, client)
    step.refresh_from_db()
    assert own(world, me, "my_step_object", step.pk, version=step.version, words=" ").status_code == 422
    assert own(world, me, "my_step_object", step.pk, version=step.version, words=NOT_HAPPY).status_code == 302
    assert "Uw begeleider geeft u antwoord." in my_plan(world, me)
    steps.move_step(step=step, move="start", by=coach)
    plans.evaluate(plan=plan, by=coach)  # the file goes on
    board = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "De klant is het niet eens met ‘Bel de taalschool 0’" in board and "Niet eens: geef antwoord" in board
    empty = desk(world, coach, client, "step_reply", step.pk, outcome="blijft", reply="  ")
    assert empty.status_code == 422 and StepAnswer.objects.get().replied_at is None, "no answer without words"
    good = desk(world, coach, client, "step_reply", step.pk, outcome="aangepast", reply="Dan bellen wij samen.")
    assert good.status_code == 302
    page = my_plan(world, me)
    assert "Dan bellen wij samen." in page and "Wij passen de stap aan" in page and NOT_HAPPY in page
    board = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "niet eens met" not in board
    for entry in Entry.objects.filter(client=client):
        assert "durf" not in entry.text and "samen" not in entry.after, "her words stand with the step only"
    for event in Event.objects.filter(dossier=client.pk):
        assert "durf" not in str(event.detail)


def test_an_objection_is_answered_once_and_in_words(coach, client, me):
    _, _, (step,) = running_plan(coach, client)
    step.refresh_from_db()
    answer = objected(step, me)
    with pytest.raises(Conflict, match="al gezegd"):
        objected(step, me, "Nog een keer.")
    with pytest.raises(Refused, match="Schrijf uw antwoord op") as no:
        reply(answer, coach, " ")
    assert no.value.field == "reply"
    reply(answer, coach)
    with pytest.raises(Conflict, match="al antwoord"):
        reply(answer, coach, "Toch anders.")
    objected(step, me, "Ik wil het nog steeds niet.")


@pytest.mark.parametrize(
    "columns",
    [
        {"said": "oneens", "words": ""},
        {"reply": "Ja."},
        {"said": "oneens", "words": "Nee.", "replied_at": timezone.now(), "reply": ""},
    ],
)
def test_the_database_knows_it_too(coach, client, me, columns):
    _, _, (step,) = draft_plan(coach, client)
    answer = answers.agree_step(step=step, version=1, by=me)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepAnswer.objects.filter(pk=answer.pk).update(**columns)


def test_an_answer_comes_also_when_the_plan_stands_still(world, coach, client, me):
    plan, _, (step,) = draft_plan(coach, client)
    answer = objected(step, me)
    consent.send_for_consent(plan=plan, by=coach)
    board = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert reverse("werkplan:step_reply", args=[client.public_id, step.pk]) in board
    consent.agree_by_client(plan=plan, by=me)
    step.refresh_from_db()
    assert step.state == "voorgesteld", "yes to the plan is not yes to the step she objected to"
    plans.close(plan=plan, reason="werk", by=coach)
    assert reply(answer, coach).replied_by == coach.user
    with pytest.raises(Conflict, match="plan is afgesloten"):
        objected(step, me)


def test_paper_and_desk_count_as_screen(world, coach, client, me):
    _, _, (step,) = draft_plan(coach, client)
    form = {"said": "eens", "way": "papier", "said_on": f"{TODAY():%d-%m-%Y}", "version": step.version}
    assert desk(world, coach, client, "step_said", step.pk, **form).status_code == 302
    step.refresh_from_db()
    assert step.state == "afgesproken" and "U bent het hiermee eens." in my_plan(world, me)
    form |= {"said": "oneens", "way": "balie"}
    assert desk(world, coach, client, "step_said", step.pk, **form).status_code == 422
    assert desk(world, coach, client, "step_said", step.pk, **form, words="Te ver weg.").status_code == 302
    assert "Te ver weg." in my_plan(world, me)
    tomorrow = {"said_on": f"{TODAY() + datetime.timedelta(days=1):%d-%m-%Y}"}
    page = desk(world, coach, client, "step_said", step.pk, **form | tomorrow)
    assert page.status_code == 422 and "moet nog komen" in page.content.decode()


def test_she_answers_what_she_read(world, coach, client, me):
    """The coach edits while she reads: nothing she typed is lost, and she reads the new text first."""
    _, _, (step,) = draft_plan(coach, client)
    facts = {"title": "Ga langs bij de taalschool", "who": "klant", "due_on": None, "proof": ""}
    steps.edit_step(step=step, version=1, by=coach, **facts)
    page = own(world, me, "my_step_agree", step.pk, version=1)
    text = page.content.decode()
    assert page.status_code == 409 and "net veranderd" in text and "Ga langs bij de taalschool" in text
    page = own(world, me, "my_step_object", step.pk, version=1, words=NOT_HAPPY)
    text = page.content.decode()
    assert page.status_code == 409 and NOT_HAPPY in text and 'name="version" value="2"' in text
    assert not StepAnswer.objects.exists()
    assert own(world, me, "my_step_object", step.pk, version=2, words=NOT_HAPPY).status_code == 302


def test_a_step_that_changed_after_her_yes_asks_again(world, coach, client, me):
    _, _, (step,) = draft_plan(coach, client)
    answers.agree_step(step=step, version=1, by=me)
    step.refresh_from_db()
    facts = {"title": "Bel vandaag", "who": "klant", "due_on": None, "proof": ""}
    steps.edit_step(step=step, version=1, by=coach, **facts)
    page = my_plan(world, me)
    assert "U bent het hiermee eens." not in page and "Ja, dit is goed" in page


@pytest.mark.django_db(transaction=True)
def test_yes_and_edit_at_the_same_moment(committed_world):
    coach = committed_world.coach()
    client = committed_world.client_of(coach)
    _, _, (step,) = draft_plan(coach, client)
    user = self_of(committed_world, client).user
    facts = {"title": "Ga langs", "who": "klant", "due_on": None, "proof": ""}

    def deed(number):
        if number:
            return steps.edit_step(step=Step.objects.get(), version=1, by=of_user(coach.user), **facts)
        return answers.agree_step(step=Step.objects.get(), version=1, by=of_user(user))

    outcome = race(2, deed)
    step.refresh_from_db()
    assert (step.title, step.version) == ("Ga langs", 2), outcome
    said = StepAnswer.objects.first()
    if isinstance(outcome[0], Stale):
        assert said is None
    else:
        assert said.step_version == 1 and "Bel de taalschool 0" in said.step_text, "she agreed to the old words"


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_answer_once(committed_world):
    coach = committed_world.coach()
    client = committed_world.client_of(coach)
    _, _, (step,) = draft_plan(coach, client)
    answer = objected(step, self_of(committed_world, client))
    outcome = race(
        4, lambda number: reply(StepAnswer.objects.get(pk=answer.pk), of_user(coach.user), f"Nummer {number}.")
    )
    assert one_won(outcome) == ""


def test_only_she_and_only_her_coach(world, coach, client, me):
    _, _, (step,) = draft_plan(coach, client)
    other = self_of(world, world.client_of(coach, surname="Bos"))
    answer = objected(step, me)
    for deed in (
        lambda: answers.agree_step(step=step, version=1, by=coach),
        lambda: answers.agree_step(step=step, version=1, by=other),
        lambda: reply(answer, world.coach(name="Ander")),
        lambda: reply(answer, me),
        lambda: proposals.propose_goal(plan=step.plan, text="Ik wil.", kind="werkfit", by=coach),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert own(world, other, "my_step_agree", step.pk, version=1).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_version_that_is_none(world, coach, client, me, version):
    _, _, (step,) = draft_plan(coach, client)
    assert own(world, me, "my_step_agree", step.pk, version=version).status_code in (409, 422)
    assert not StepAnswer.objects.exists()


def test_she_proposes_a_step_and_hears_why_not(world, coach, client, me):
    _, goal, _ = running_plan(coach, client)
    late = own(world, me, "my_step_propose", goal=goal.pk, title="Bel mijn oude baas", due_on="1-1-2020")
    assert late.status_code == 422 and "al voorbij" in late.content.decode()
    assert own(world, me, "my_step_propose", goal=goal.pk, title="Bel mijn oude baas").status_code == 302
    step = Step.objects.get(title="Bel mijn oude baas")
    assert (step.by_client, step.state, step.who) == (True, "voorgesteld", "klant")
    assert "Uw voorstel" in my_plan(world, me)
    board = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "De klant stelt een stap voor: ‘Bel mijn oude baas’" in board
    steps.move_step(step=step, move="drop", reason="Hij is gestopt met zijn bedrijf.", by=coach)
    assert "Hij is gestopt met zijn bedrijf." in my_plan(world, me)


def test_the_coach_says_yes_to_her_step(world, coach, client, me):
    plan, goal, _ = running_plan(coach, client)
    step = proposals.propose_step(plan=plan, goal=goal, title="Bel mijn oude baas", due_on=None, by=me)
    steps.move_step(step=step, move="agree", by=coach)
    assert "U bent het hiermee eens." in my_plan(world, me), "she agreed when she wrote it"


def test_she_proposes_a_goal(world, coach, client, me):
    plan, _, _ = running_plan(coach, client)
    page = world.browser(me).get(reverse("werkplan:my_goal_propose"), {"zin": "fit-1"}).content.decode()
    assert "Ik wil beter Nederlands spreken en schrijven." in page
    assert own(world, me, "my_goal_propose", text="Ik wil zwemmen leren.", kind="meedoen").status_code == 302
    goal = Goal.objects.get(text="Ik wil zwemmen leren.")
    assert goal.proposed and goal.by_client
    board = world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "De klant stelt een doel voor" in board
    assert desk(world, coach, client, "goal_adopt", goal.pk).status_code == 302
    again = desk(world, coach, client, "goal_adopt", goal.pk)
    assert again.status_code == 409 and "al antwoord" in again.content.decode()
    other = proposals.propose_goal(plan=plan, text="Ik wil een auto.", kind="meedoen", by=me)
    goals.drop_goal(goal=other, reason="Daar gaat dit plan niet over.", by=coach)
    assert "Daar gaat dit plan niet over." in my_plan(world, me)


def test_a_goal_she_wrote_is_one_of_the_plan_that_is_laid_before_her(coach, client, me):
    plan, goal, _ = draft_plan(coach, client)
    mine = proposals.propose_goal(plan=plan, text="Ik wil zwemmen leren.", kind="meedoen", by=me)
    consent.send_for_consent(plan=plan, by=coach)
    mine.refresh_from_db()
    assert not mine.proposed and mine.by_client
    with pytest.raises(Conflict, match="ligt nu bij u"):
        proposals.propose_step(plan=plan, goal=goal, title="Bel", due_on=None, by=me)


def test_ten_wait_at_most(coach, client, me):
    plan, goal, _ = draft_plan(coach, client)
    for number in range(10):
        proposals.propose_step(plan=plan, goal=goal, title=f"Stap {number}", due_on=None, by=me)
    with pytest.raises(Conflict, match="Er wachten al 10 voorstellen"):
        proposals.propose_goal(plan=plan, text="Ik wil.", kind="meedoen", by=me)


def test_a_goal_of_another_is_no_choice(world, coach, client, me):
    draft_plan(coach, client)
    _, foreign, _ = draft_plan(coach, world.client_of(coach, surname="Bos"))
    assert own(world, me, "my_step_propose", goal=foreign.pk, title="Bel").status_code == 422


def test_what_is_over_asks_nothing(coach, client, me):
    plan, goal, (step,) = running_plan(coach, client)
    steps.move_step(step=step, move="drop", reason="Niet nodig", by=coach)
    step.refresh_from_db()
    with pytest.raises(Conflict, match="niets meer te kiezen"):
        objected(step, me)
    assert add_step(coach, plan, goal).state == "voorgesteld"


def test_without_a_goal_she_starts_with_one(world, coach, client, me):
    plans.start_plan(client=client, by=coach)
    page = world.browser(me).get(reverse("werkplan:my_step_propose")).content.decode()
    assert "nog geen doel" in page and reverse("werkplan:my_goal_propose") in page
