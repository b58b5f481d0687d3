"""The administrator sees whether the system does its work, and lets it try again what got stuck."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import running_plan
from werkcentrum import outbox
from werkcentrum.access import door
from werkcentrum.audit.models import Event
from werkcentrum.outbox import work
from werkcentrum.outbox.models import Beat, Message
from werkplan.models import Signal

pytestmark = pytest.mark.django_db
PAGE = "staff:jobs"


@pytest.fixture
def admin(world):
    return world.browser(world.actor("beheerder"))


def stuck():
    now = timezone.now()
    return Message.objects.create(
        name="signals", payload={"dossier": 1}, run_at=now, stuck_at=now, tries=6, error="ValueError in x.py, regel 3"
    )


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_without_a_worker_it_says_what_to_do(admin):
    page = text(admin.get(reverse(PAGE)))
    assert "Nog nooit gezien" in page and "manage.py worker" in page and "Er is niets vastgelopen" in page


def test_a_worker_that_lives_and_one_that_went_away(admin):
    Beat.objects.create(name="a", at=timezone.now())
    assert "Draait niet" not in text(admin.get(reverse(PAGE)))
    Beat.objects.update(at=timezone.now() - timedelta(hours=1))
    assert "Draait niet" in text(admin.get(reverse(PAGE)))


def test_what_is_stuck_is_tried_again_once(admin):
    row = stuck()
    page = text(admin.get(reverse(PAGE)))
    assert "Signalen van een klant berekenen" in page and "ValueError in x.py, regel 3" in page
    answer = admin.post(reverse("staff:job_retry", args=[row.pk]), follow=True)
    assert "wordt nu opnieuw geprobeerd" in text(answer)
    row.refresh_from_db()
    assert row.stuck_at is None and row.tries == 0
    assert Event.objects.get(action="outbox.retry").object_id == str(row.pk)
    again = admin.post(reverse("staff:job_retry", args=[row.pk]), follow=True)
    assert "wacht al weer, of is al gelukt" in text(again)


def test_the_night_is_told_task_by_task(admin):
    Message.objects.create(
        name="night:signals", key="2026-11-25", run_at=timezone.now(), done_at=timezone.now(), said="7"
    )
    page = text(admin.get(reverse(PAGE)))
    assert "Signalen berekenen" in page and "Logboek verzegelen" in page and "Nog niet geweest" in page


def test_who_works_on_the_web_can_promise_but_not_read_or_change_work(world):
    coach, row = world.coach(), stuck()
    with transaction.atomic():
        door.enter(coach)
        outbox.later("signals", dossier=1)
        assert Message.objects.count() == 0 and Message.objects.update(tries=0) == 0
        door.leave()
    assert Message.objects.filter(stuck_at=None).count() == 1 and Message.objects.get(pk=row.pk).tries == 6


def test_a_deed_of_a_coach_brings_the_signals_up_to_date(world):
    """The whole way: a form, the row that goes with it, the worker, and what the coach then sees."""
    coach = world.coach()
    client = world.client_of(coach, until=str(timezone.localdate() + timedelta(60)))
    running_plan(coach, client)
    Message.objects.all().delete()
    url = reverse("werkplan:goal_add", args=[client.public_id])
    answer = world.browser(coach).post(url, {"text": "Ik wil werk.", "kind": "betaald_werk"})
    assert answer.status_code == 302
    work.run(list(Message.objects.filter(name="signals").values_list("pk", flat=True)))
    assert Signal.objects.open().get(client=client, kind="ww_end")
    page = text(world.browser(coach).get(reverse("werkplan:plan", args=[client.public_id])))
    assert "Wat komt eraan" in page and "WW loopt af" in page and "WW 42" in page
    assert "WW loopt tot en met" in text(world.browser(coach).get(reverse("werkplan:today")))
