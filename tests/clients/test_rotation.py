"""Changing keys while the product runs: nothing unreadable, nobody twice, and a kill in the middle does no harm."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from clients import lookup
from clients.actions import rotation
from clients.actions.number import put_number
from clients.models import NationalNumber, NumberIndex
from clients.standing import standing
from tests.factories.world import test_bsn
from tests.support.keyring import Ring
from werkcentrum.audit.models import Event
from werkcentrum.keys import KeysWrong, keys


@pytest.fixture
def ring(settings, tmp_path):
    ring = Ring(settings, tmp_path / "keys.json")
    ring.use("old")
    yield ring
    keys.cache_clear()


def people(world, number, start=1):
    coach = world.coach()
    return [world.client_of(coach, bsn=test_bsn(start + n), situation=None) for n in range(number)]


def found(number):
    return [fit.dossier_id for fit in lookup.matches(lookup.Question(bsn=test_bsn(number)))]


def test_everything_gets_the_newest_key_and_stays_readable(world, ring, capsys):
    clients = people(world, 7)
    ring.use("new", "old")
    assert found(3) == [clients[2].pk], "found by the old index before anything is rotated"
    call_command("rotate_keys", "--batch=2")
    assert "0 rijen houden nog een oude sleutel" in capsys.readouterr().out
    assert {row.key_id for row in NationalNumber.objects.all()} == {"new"}
    assert [row.text() for row in NationalNumber.with_owner().order_by("pk")] == [test_bsn(n + 1) for n in range(7)]
    assert NumberIndex.objects.count() == 14, "both indexes, until the old key is gone"
    event = Event.objects.get(action="clients.rotate_keys")
    assert event.detail == {"key": "new", "rows": 14, "dropped": 0}
    call_command("rotate_keys")
    assert Event.objects.filter(action="clients.rotate_keys").count() == 1, "idempotent: nothing left, nothing done"
    ring.use("new")
    assert found(3) == [clients[2].pk]
    call_command("rotate_keys")
    assert NumberIndex.objects.count() == 7 and not NumberIndex.objects.filter(key_id="old").exists()


@pytest.mark.parametrize("stage", ["before", "halfway", "after"])
@pytest.mark.parametrize("known", [("new", "old"), ("old", "new"), ("old",), ("new",)])
def test_a_number_is_unique_in_the_database_at_every_moment_of_a_rotation(world, ring, stage, known):
    """Whatever keys the process of a colleague knows that may run at that stage, the same BSN is refused."""
    if (stage, known) in {("before", ("new",)), ("halfway", ("new",)), ("after", ("old",))}:
        pytest.skip("ADR 0013: no such process runs at this stage")
    people(world, 4)
    ring.use("new", "old")
    if stage != "before":
        for n, _ in enumerate(rotation.rotate(size=1)):
            if stage == "halfway" and n == 1:
                break
    ring.use(*known)
    twin = world.client_of(world.coach(), situation=None)
    for n in range(1, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            put_number(client=twin, number=test_bsn(n), by=None)


def test_a_number_registered_halfway_is_unique_and_found_under_both_keys(world, ring):
    people(world, 3)
    ring.use("new", "old")
    next(rotation.rotate(size=1))
    put_number(client=world.client_of(world.coach(), situation=None), number=test_bsn(50), by=None)
    for known in (("old",), ("old", "new"), ("new", "old"), ("new",)):
        ring.use(*known)
        assert len(found(50)) == 1
        twin = world.client_of(world.coach(), situation=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            put_number(client=twin, number=test_bsn(50), by=None)


def test_the_old_index_stays_while_one_number_misses_the_new(world, ring):
    people(world, 3)
    ring.use("new", "old")
    next(rotation.rotate(size=1))
    ring.use("new")
    with pytest.raises(CommandError, match="een sleutel die er niet meer is"):
        call_command("rotate_keys")
    assert NumberIndex.objects.filter(key_id="old").count() == 3
    with pytest.raises(KeysWrong, match="Zet haar terug"):
        NationalNumber.with_owner().filter(key_id="old").first().text()
    ring.use("new", "old")
    call_command("rotate_keys")


def test_the_secret_behind_the_codes_goes_along(world, ring):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP
    from allauth.mfa.utils import decrypt

    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(world.gids().user, secret)
    ring.use("new", "old")
    assert standing().old == 1
    call_command("rotate_keys")
    ring.use("new")
    assert decrypt(Authenticator.objects.get().data["secret"]) == secret and standing().old == 0


def test_check_keys_counts_rows_per_key_and_never_shows_one(world, ring, capsys):
    people(world, 2)
    ring.use("new", "old")
    call_command("check_keys")
    text = capsys.readouterr().out
    assert "Sleutels in orde: new, old" in text and "4 rijen" in text
    assert not any(part in text for row in json.loads(ring.path.read_text()) for part in (row["encrypt"], row["index"]))
    ring.use("new")
    with pytest.raises(CommandError, match="zet haar terug"):
        call_command("check_keys")
    ring.path.write_text("[]")
    keys.cache_clear()
    with pytest.raises(CommandError, match="één sleutel"):
        call_command("check_keys")


def test_a_sealed_text_opens_for_its_own_owner_only(world, ring):
    one, other = people(world, 2)
    NationalNumber.objects.filter(client=other).update(sealed=NationalNumber.objects.get(client=one).sealed)
    with pytest.raises(InvalidTag):
        NationalNumber.objects.get(client=other).text()


def test_a_killed_rotation_goes_on_where_it_was(committed_world, ring):
    """A process of its own, killed with -9 by its own number while it is at work; what it left is finished after."""
    clients = people(committed_world, 60)
    ring.use("new", "old")
    script = (
        "import django; django.setup()\n"
        "from clients.actions import rotation\n"
        "from werkcentrum.access.door import as_system\n"
        "import time\n"
        "with as_system('test'):\n"
        "    for done in rotation.rotate(size=3):\n"
        "        print(done, flush=True); time.sleep(0.05)\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "werkcentrum.settings", "WERKCENTRUM_DEBUG": "1", "WERKCENTRUM_KEYS": str(ring.path),
        "DATABASE_URL": _url(connection.settings_dict), "PYTHONPATH": str(django_settings.BASE_DIR),
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(5):
            assert worker.stdout.readline().strip() == "3", worker.stderr.read() if worker.poll() else ""
        time.sleep(secrets.randbelow(40) / 1000)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(timeout=20)
    assert worker.returncode == -signal.SIGKILL
    halfway = NumberIndex.objects.filter(key_id="new").count()
    assert 0 < halfway < 60 and halfway % 3 == 0, "whole batches only"
    assert standing().old > 0
    call_command("rotate_keys")
    assert standing().old == 0 and standing().unknown == 0
    assert {row.text() for row in NationalNumber.with_owner()} == {test_bsn(n + 1) for n in range(60)}
    assert NumberIndex.objects.filter(key_id="new").count() == len(clients)


def _url(found):
    """The address of the tests' own database for another process."""
    from urllib.parse import quote, urlencode

    user = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    where = {"host": found["HOST"], "port": found["PORT"]}
    return f"postgresql://{user}@/{found['NAME']}?{urlencode({k: v for k, v in where.items() if v})}"
