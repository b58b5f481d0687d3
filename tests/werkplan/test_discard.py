"""A step made by mistake is thrown away while nobody else saw it; after that it falls away with a reason."""

import pytest
from django.urls import reverse

from clients.models import Entry
from tests.werkplan.plans import add_step, draft_plan, make_offer
from tests.werkplan.test_consent import self_of
from werkcentrum.audit.models import Event
from werkplan.actions import answers, consent, steps
from werkplan.models import Step


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def throw(world, actor, client, step):
    return world.browser(actor).post(reverse("werkplan:step_discard", args=[client.public_id, step.pk]))


def test_a_slip_goes_and_the_event_stays(world, coach, client):
    plan, goal, _ = draft_plan(coach, client)
    step = add_step(coach, plan, goal, title="Verkeerde klant", offer=make_offer(world))
    page = world.browser(coach).get(reverse("werkplan:step", args=[client.public_id, step.pk])).content.decode()
    assert "Gooi de stap weg" in page
    assert throw(world, coach, client, step).status_code == 302
    assert not Step.objects.filter(pk=step.pk).exists() and not plan.inzetten.exists()
    assert Event.objects.filter(dossier=client.pk, action="werkplan.add_step", object_id=str(step.pk)).exists()
    assert Event.objects.filter(dossier=client.pk, action="werkplan.discard_step").exists()
    assert Entry.objects.filter(client=client, text="Per ongeluk gemaakt en weggegooid: ‘Verkeerde klant’").exists()


@pytest.mark.parametrize("what", ["seen", "agreed", "said", "sent", "colleague"])
def test_what_is_more_than_a_slip_stays(world, coach, client, what):
    plan, goal, _ = draft_plan(coach, client)
    step, who = add_step(coach, plan, goal, title="Bel de school"), coach
    if what == "seen":
        world.browser(self_of(world, client)).get(reverse("werkplan:my_plan"))
    elif what == "agreed":
        steps.move_step(step=step, move="agree", by=coach)
    elif what == "said":
        answers.object_to_step(step=step, version=1, words="Nee.", by=self_of(world, client))
    elif what == "sent":
        consent.send_for_consent(plan=plan, by=coach)
        consent.take_back(plan=plan, by=coach)
    else:
        who = world.coach(name="Vervanger")
        world.involve(who, client)
    answer = throw(world, who, client, step)
    assert answer.status_code == 409 and "met een reden" in answer.content.decode()
    assert Step.objects.filter(pk=step.pk).exists()
