"""Work for later: promised with its deed, done once, tried again, and shown when a person has to look."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from tests.support.clock import at
from werkcentrum import outbox
from werkcentrum.access.models import User
from werkcentrum.outbox import night, registry, relay, work
from werkcentrum.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """A task that notes what it was given, and fails while `done.fail` is set."""

    class Done(list):
        fail = None

    found = Done()

    def handler(*, by, **payload):
        User.objects.create_user(f"{len(found)}@job.example", "job", None)
        found.append((by.job, payload))
        if found.fail:
            raise found.fail
        return "Een."

    monkeypatch.setitem(registry._tasks, "test", registry.Task("test", handler))
    return found


@pytest.fixture
def together(monkeypatch):
    """A task that takes everything at once, and fails on a bad one."""
    found = []

    def handler(*, by, payloads):
        if any(payload["number"] == 13 for payload in payloads):
            raise ValueError("geheim")
        found.append([payload["number"] for payload in payloads])

    monkeypatch.setitem(registry._tasks, "many", registry.Task("many", handler, together=True))
    return found


def only():
    return Message.objects.get(name="test")


def promise(**payload):
    with transaction.atomic():
        outbox.later("test", **payload)
    return only()


def test_a_deed_that_fails_promises_nothing(done):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.later("test", dossier=7)
        raise ZeroDivisionError
    assert not Message.objects.filter(name="test").exists()


def test_it_is_done_once_however_often_the_worker_is_told(done):
    row = promise(dossier=7, on=datetime.date(2026, 12, 1))
    for _ in range(3):
        work.run([row.pk])
    assert done == [("test", {"dossier": 7, "on": "2026-12-01"})]
    row.refresh_from_db()
    assert row.done_at and row.said == "Een." and not row.error


def test_a_key_is_promised_once(done):
    for _ in range(3):
        promise(key="one")
    assert Message.objects.filter(name="test").count() == 1


@pytest.mark.parametrize("value", ["Fatima el Amrani", "o'Neill", 1.5, ["a"], "x" * 61])
def test_a_message_holds_no_names_and_no_text(done, value):
    with pytest.raises(TypeError), transaction.atomic():
        outbox.later("test", value=value)


def test_a_task_that_nobody_registered_is_refused():
    with pytest.raises(KeyError), transaction.atomic():
        outbox.later("no such task")


def test_what_fails_leaves_nothing_and_is_tried_later(done):
    row, now, done.fail = promise(), timezone.now(), ValueError("Fatima woont in Sneek")
    work.run([row.pk])
    row.refresh_from_db()
    assert row.done_at is None and row.tries == 1 and row.run_at >= now + work.WAITS[0]
    assert not User.objects.filter(email__endswith="@job.example").exists(), "half of the work stayed"
    assert row.error.startswith("ValueError in test_outbox.py") and "Fatima" not in row.error
    work.run([row.pk])
    assert len(done) == 1, "it did not wait"


def test_after_so_many_tries_a_person_has_to_look_and_can_let_it_try_again(done, world):
    row, done.fail = promise(), ValueError()
    for _ in range(work.MOST_TRIES):
        Message.objects.update(run_at=timezone.now())
        work.run([row.pk])
    row.refresh_from_db()
    assert row.stuck_at and len(done) == work.MOST_TRIES
    relay.forward()
    assert not OrmQ.objects.exists(), "what is stuck is left alone"
    done.fail = None
    from werkcentrum.outbox.actions import retry

    retry(message=row, by=world.actor("beheerder"))
    work.run([row.pk])
    row.refresh_from_db()
    assert row.done_at and row.stuck_at is None


def test_work_that_kills_its_worker_is_not_tried_for_ever(done):
    row = promise()
    Message.objects.update(tries=work.MOST_TRIES)
    work.run([row.pk])
    row.refresh_from_db()
    assert row.stuck_at and row.error == work.LOST and done == []


def test_what_is_done_together_is_one_piece_of_work_and_one_bad_one_spoils_only_itself(together):
    with transaction.atomic():
        for number in (1, 2, 3):
            outbox.later("many", number=number)
    work.run(list(Message.objects.filter(name="many").values_list("pk", flat=True)))
    assert together == [[1, 2, 3]]
    with transaction.atomic():
        for number in (12, 13, 14):
            outbox.later("many", number=number)
    work.run(list(Message.objects.open().filter(name="many").values_list("pk", flat=True)))
    assert together[1:] == [[12], [14]]
    assert Message.objects.open().get(name="many").payload == {"number": 13}


def test_the_relay_hands_over_what_is_due_once_and_again_when_no_result_comes(done):
    row = promise()
    assert relay.forward() == 1 and relay.forward() == 0
    assert OrmQ.objects.get().func() == relay.WORK and OrmQ.objects.get().args() == ([row.pk],)
    Message.objects.update(sent_at=timezone.now() - relay.PATIENCE)
    assert relay.forward() == 1


def test_the_queue_stays_short_when_workers_cannot_keep_up(done):
    with transaction.atomic():
        for _ in range(relay.MOST_QUEUED + 5):
            outbox.later("test")
    relay.forward()
    assert relay.forward() == 0 and OrmQ.objects.count() == relay.MOST_QUEUED


def test_what_is_for_later_waits(done):
    with transaction.atomic():
        outbox.later("test", run_at=timezone.now() + datetime.timedelta(hours=1))
    work.run([only().pk])
    assert relay.forward() == 0 and done == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25 02:29", "2026-11-25 01:30"),  # UTC
        ("2026-11-25 02:31", "2026-11-26 01:30"),
        ("2027-03-27 12:00", "2027-03-28 01:30"),  # the clock goes forward: 02:30 does not exist, it becomes 03:30
        ("2026-10-24 12:00", "2026-10-25 00:30"),  # the clock goes back: 02:30 comes twice, the first one counts
    ],
)
def test_the_next_night_is_promised_once_however_often_we_start(now, expected):
    with at(now):
        for _ in range(3):
            night.plan_ahead()
    rows = Message.objects.filter(name=night.START)
    assert [f"{row.run_at:%Y-%m-%d %H:%M}" for row in rows] == [expected]


def test_the_tasks_of_the_night_come_one_after_another_and_one_that_fails_stops_none(monkeypatch):
    tasks = {}
    for place, name in enumerate(("a", "b", "c")):

        def handler(*, by, on, name=name):
            if name == "b":
                raise ValueError
            return f"{name} {on}"

        tasks[f"night:{name}"] = registry.Task(f"night:{name}", handler, title=name, order=place)
    monkeypatch.setattr(registry, "_tasks", {night.START: registry._tasks[night.START]} | tasks)
    with at("2026-11-24 12:00"):
        night.plan_ahead()
    with at("2026-11-25 02:30"):
        while row := Message.objects.due(timezone.now()).first():
            work.run([row.pk])
    rows = {row.name: row for row in Message.objects.all()}
    assert set(rows) == {"night", *tasks}
    assert rows["night:a"].said == "a 2026-11-25" and rows["night:c"].done_at
    assert rows["night:b"].done_at is None and rows["night:b"].tries == 1


def test_every_task_of_the_night_runs_on_an_empty_day(world, settings, tmp_path):
    settings.LOG_ANCHOR = str(tmp_path / "anchor")
    with transaction.atomic():
        outbox.later(night.START, key="2026-11-25")
    while row := Message.objects.due(timezone.now()).first():
        work.run([row.pk])
    rows = Message.objects.filter(name__startswith="night:")
    assert {row.name for row in rows} == {task.name for task in registry.night_tasks()}
    assert [(row.name, row.error) for row in rows if not row.done_at or not row.said] == []


def test_what_was_done_long_ago_is_forgotten_and_what_is_stuck_is_not(done):
    old = timezone.now() - night.KEPT - datetime.timedelta(days=1)
    promise(key="done"), Message.objects.update(done_at=old)
    with transaction.atomic():
        outbox.later("test", key="stuck")
    Message.objects.filter(key="stuck").update(stuck_at=old)
    night.tidy(by=None, on=timezone.localdate())
    assert only().key == "stuck"
