"""A thief with a dump of the database, its log, our log and the temporary files finds no secret in them (B24).

Red without its guards: `test_the_search_sees_a_secret` writes one BSN in plain, and one in each disguise.
"""

import base64
import logging
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client, HiddenAddress
from tests.factories.world import test_bsn
from tests.support.keyring import Ring
from tests.support.results import result
from werkcentrum.access.models import KeptForm
from werkcentrum.keys import keys
from werkcentrum.pg import binaries, places
from werkcentrum.web.logfilter import Lines, NoPersonalNumbers

PASSWORD, WRONG = "wachtwoord-voor-test", "vergist-wachtwoord-91"
TOTP_SECRET, TYPED = "KRSXG5CTMVRXEZLUKRSXG5CT", "Zij belde over haar schulden bij de zorgverzekeraar"
LOGIN = reverse("account_login")


def disguises(secret: str) -> set[bytes]:
    """How a secret can stand in a file: as it is, in hexadecimal, and in base64 at each of three places."""
    raw = secret.encode()
    found = {raw, raw.hex().encode(), raw.hex().upper().encode()}
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw)
        found.add(text[4 if shift else 0 : -4])
    return {part for part in found if len(part) >= 8}


def hits(places_, secrets_) -> list[str]:
    """Which secret stands in which place: "dump: BSN 3"."""
    wanted = {part: name for name, secret in secrets_.items() for part in disguises(secret)}
    return [
        f"{where}: {name}" for where, content in places_.items() for part, name in wanted.items() if part in content
    ]


def dump() -> bytes:
    """Everything that pg_dump gives of the tests' own database."""
    directory, _ = binaries.find(subprocess.run)
    found = connection.settings_dict
    server = ["--host", found["HOST"], "--port", str(found["PORT"]), "--username", found["USER"], "--no-password"]
    # FORCE row-level security holds for the owner too: a back-up says who makes it, or pg_dump refuses.
    command = [directory / "pg_dump", "--enable-row-security", *server, found["NAME"]]
    outcome = subprocess.run(command, capture_output=True, check=False, env={"PGOPTIONS": "-c app.door=backup"})
    assert outcome.returncode == 0, outcome.stderr.decode()
    return outcome.stdout


@pytest.fixture
def ring(settings, tmp_path):
    ring = Ring(settings, tmp_path / "keys.json")
    ring.use("dump")
    yield ring
    keys.cache_clear()


class Life:
    """People at work for a while: what they type, read and get wrong, and every secret in it."""

    def __init__(self, world, number, ring):
        self.world, self.secrets = world, {"password": PASSWORD, "wrong password": WRONG, "code": TOTP_SECRET}
        self.secrets |= {"typed text": TYPED}
        for key_id, row in ring.made.items():
            self.secrets |= {f"key {key_id}": row["encrypt"], f"index key {key_id}": row["index"]}
        self.coach = world.coach()
        self.browser = Browser()
        self._log_in()
        for n in range(number):
            self._person(n)
        self._mistakes()

    def _log_in(self):
        self.browser.post(LOGIN, {"login": self.coach.user.email, "password": WRONG})
        self.browser.post(LOGIN, {"login": self.coach.user.email, "password": PASSWORD})
        self.secrets["session"] = self.browser.cookies[settings.SESSION_COOKIE_NAME].value
        TOTP.activate(self.world.gids().user, TOTP_SECRET)

    def _person(self, n):
        bsn = test_bsn(40 + n)
        client = self.world.client_of(self.coach, bsn=bsn, situation=None)
        street = f"Schuilhoekje{n}laan"
        Client.objects.filter(pk=client.pk).update(street="", house_number=None, postcode="", place="")
        row = HiddenAddress(client=client)
        row.put_parts({"street": street, "house_number": 7, "postcode": f"90{n % 100:02}ZQ", "place": "Verborgenoord"})
        row.save()
        self.secrets |= {f"BSN {n}": bsn, f"address {n}": street}
        if n < 5:
            self.browser.post(reverse("clients:bsn", args=[client.public_id]))
            self.browser.post(reverse("clients:find"), {"q": bsn})
            wrong = {"bsn": bsn, "why": "typed"}
            self.browser.post(reverse("clients:bsn_correct", args=[client.public_id]), wrong)

    def _mistakes(self):
        row = KeptForm(user=self.coach.user)
        row.put(TYPED)
        row.save()
        self.browser.raise_request_exception = False
        self.browser.get(f"/klanten/?q={self.secrets['BSN 0']}")
        self.browser.get(f"/bestaat-niet/{self.secrets['BSN 0']}/")
        Browser().post(reverse("account_reset_password"), {"email": self.coach.user.email})


def searched(world, number, ring):
    """The places where a thief looks, after a life; and the secrets of it."""
    own = []
    handler = logging.Handler()
    handler.setFormatter(Lines())
    handler.addFilter(NoPersonalNumbers())
    handler.emit = lambda record: handler.filter(record) and own.append(handler.format(record))
    logging.getLogger().addHandler(handler)
    log, begin = places.current().log, time.time()
    before = log.stat().st_size if log.exists() else 0
    try:
        life = Life(world, number, ring)
    finally:
        logging.getLogger().removeHandler(handler)
    found = {"dump": dump(), "own log": "\n".join(own).encode(), "mail": str([m.body for m in mail.outbox]).encode()}
    if log.exists():
        found["log of the database"] = log.read_bytes()[before:]
    for path in Path(tempfile.gettempdir()).iterdir():
        if path.is_file() and path.stat().st_mtime >= begin and path.stat().st_size < 5_000_000:
            found[f"temporary file {path.name}"] = path.read_bytes()
    return found, life.secrets


@pytest.mark.parametrize("number", [12, pytest.param(1000, marks=pytest.mark.deep)])
def test_a_thief_finds_nothing(committed_world, ring, number):
    found, secrets_ = searched(committed_world, number, ring)
    assert b"access_keptform" in found["dump"] and b"clients_nationalnumber" in found["dump"]
    assert found["dump"].count(b"dump:") + found["dump"].count(b"\tdump") >= number, "the rows are in the dump, sealed"
    assert hits(found, secrets_) == []
    result("B24", most_secrets=len(secrets_), most_places=len(found), hits=0)


def test_the_search_sees_a_secret():
    bsn = test_bsn(40)
    for text in (bsn, bsn.encode().hex(), base64.b64encode(f"a{bsn}".encode()).decode()):
        assert hits({"dump": f"…{text}…".encode()}, {"BSN": bsn})
