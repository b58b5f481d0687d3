"""What somebody tries who does not use the pages as they are: every answer is as if she had (B9, B32).

Red without its guards: `tests/test_holes.py` plants one hole after the other.
"""

import logging
import random
import re
import uuid
from contextlib import contextmanager
from itertools import islice
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.client import ClientHandler
from django.urls import reverse

from clients.models import Client
from tests.support.crawler import filled, forms_of
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, full, rich
from tests.support.referee import WRITES
from tests.support.results import result
from tests.support.size import size
from tests.support.sweep import CHILDREN, relate, routes
from werkcentrum.access.models import Dossier

pytestmark = pytest.mark.django_db
OWN = [route for route in routes() if not route.foreign]
# "Wie helpt mij?" is for everybody, keeps nothing and asks for no session, so it has no token to ask for.
TOKENLESS = {"clients:who_helps"}
POSTED = [route for route in OWN if "POST" in route.tag.methods and route.name not in TOKENLESS]
MARK = "zzmassazz"
SECRET = "Waterhoen"  # how the stranger is called: nobody of ours may read it


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)
    logging.getLogger("django.security").setLevel(logging.NOTSET)


def scene():
    """The rich world, a stranger with a dossier of her own, and doors of those who try."""
    made = rich()
    world = made.world
    made.stranger = full(world, world.coach(name="Other"), 71, offer=made.offer, surname=SECRET, call_name=SECRET)
    klant = world.actor("klant", name="Sanne")
    relate(klant, "self", made.main)
    actors = {
        "coach": made.main.lead, "klant": klant, "teamleider": world.team_leader(MUNICIPAL),
        "gids": world.gids(name="Gerda"), "privacyofficer": world.actor("privacyofficer"),
        "beheerder": world.actor("beheerder"), "regiocoordinator": world.actor("regiocoordinator"),
    }  # fmt: skip
    made.actors = actors
    made.doors = {name: Door(actor.user, actor.membership) for name, actor in actors.items()}
    return made


def send(door, method, path, data=None, **headers):
    """A request with headers of one's own, rolled back."""
    door.cookies.clear()
    if door.key:
        door.cookies["werkcentrum"] = door.key
    with noted() as writes, transaction.atomic():
        response = door.generic(method, path, data or "", headers=headers)
        transaction.set_rollback(True)
    response.writes = writes
    return response


@contextmanager
def noted():
    """Every statement that writes, with its values."""
    found = []

    def note(execute, sql, params, many, context):
        match = WRITES.match(sql)
        if match and not match[2].startswith(("django_session", "access_session", "audit_submission", "audit_reading")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def text_of(response):
    """The body of a page."""
    return response.content.decode("utf-8", "replace") if not response.streaming else ""


def plain(text):
    """A page without what differs each time."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", text)


OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


def test_no_header_or_parameter_makes_another_method_of_it(made):
    for route in POSTED:
        path = route.address(made.main, made)
        door = made.doors["coach"]
        for name in OVERRIDES:
            answer = send(door, "GET", f"{path}?_method=POST", **{name: "POST"})
            assert not answer.writes, f"{route.name} wrote on a GET with {name}"
    for method in ("TRACE", "PROPFIND", "FOO", "CONNECT"):
        for route in OWN[::7]:
            answer = send(made.doors["coach"], method, route.address(made.main, made))
            assert answer.status_code in {403, 404, 405} and not answer.writes, f"{method} {route.name}"


ACCEPTS = (
    "application/json",
    "text/csv",
    "application/pdf",
    "application/xml",
    "*/*;q=0.1",
    "text/html;version=../../x",
)


def test_what_a_browser_accepts_changes_nothing(made):
    """No other form of a page slips out: same status, same kind, same words."""
    for route in OWN:
        path = route.address(made.main, made)
        for door in (made.doors["coach"], made.doors["beheerder"]):
            usual = send(door, "GET", path, Accept="text/html")
            for accept in ACCEPTS[: 2 if route.name not in {"werkplan:plan", "clients:person"} else None]:
                other = send(door, "GET", path, Accept=accept)
                assert (other.status_code, other.headers.get("Content-Type")) == (
                    usual.status_code, usual.headers.get("Content-Type")), f"{route.name} {accept}"  # fmt: skip


# Who answers the requests of everybody sees whose they are: the matrix says so.
HER_WORK = {("privacyofficer", "clients:requests")}
HTMX = (
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Boosted": "true"},
    {"HX-Request": "true", "HX-Target": "main", "HX-Current-URL": "https://elsewhere.example/"},
)


def test_a_fragment_is_refused_where_its_page_is(made):
    for route in OWN:
        path = route.address(made.stranger, made)
        for name, door in made.doors.items():
            whole = send(door, "GET", path)
            for headers in HTMX[: None if name == "coach" else 1]:
                part = send(door, "GET", path, **headers)
                assert part.status_code == whole.status_code or {part.status_code, whole.status_code} <= {200, 302}, (
                    f"{route.name} as {name}: {whole.status_code}, and {part.status_code} with {headers}"
                )
                seen = SECRET in text_of(part) and (name, route.name) not in HER_WORK
                assert not seen, f"{route.name} shows {name} a stranger with {headers}"


def names_of_ids():
    """Every name by which a form or address could mean an object, and what else people try."""
    return (
        "client", "dossier", "plan", "user", "pk", "id", "participation", "region", "public_id", "uuid", "as", "role",
        "membership", "actor", "debug", "format", "expand", "include", "fields",
    )  # fmt: skip


def test_an_id_in_the_question_opens_nothing(made):
    """`?public_id=` and the like of a stranger, twice over, in every page: no word of hers, and nothing is written."""
    client = made.stranger.client
    ids = (str(client.public_id), str(client.pk), str(made.stranger.plan.pk))
    question = "&".join(f"{name}={ids[n % 3]}&{name}={ids[(n + 1) % 3]}" for n, name in enumerate(names_of_ids()))
    ordering = "&order=client__surname&ordering=-surname&sort=surname&o=1&q=" + SECRET
    number = 0
    for route in OWN:
        path = route.address(made.main, made)
        for name, door in made.doors.items():
            if (name, route.name) in HER_WORK:
                continue
            number += 1
            answer = send(door, "GET", f"{path}?{question}{ordering}")
            assert answer.status_code < 500, f"{route.name} as {name}"
            text = text_of(answer).replace(f'value="{SECRET}"', "")
            assert str(client.public_id) not in re.sub(r'(?:href|action)="[^"]*"', "", text), f"{route.name} as {name}"
            assert f">{SECRET}" not in text and f"{SECRET}<" not in text, f"{route.name} shows {name} a stranger"
    result("B5", requests=number, accepted=0)


def test_every_page_of_a_person_stays_in_no_cache(made):
    no_cache(made, OWN)


def no_cache(made, tried):
    """The headers of these pages."""
    for route in tried:
        for name in ("coach", "klant"):
            answer = send(made.doors[name], "GET", route.address(made.main, made))
            heads = answer.headers
            assert "no-store" in heads.get("Cache-Control", ""), f"{route.name}: {heads.get('Cache-Control')}"
            assert heads.get("X-Content-Type-Options") == "nosniff" and heads.get("X-Frame-Options") == "DENY", (
                route.name
            )
            assert "default-src 'none'" in heads.get("Content-Security-Policy", ""), route.name
            assert heads.get("Referrer-Policy") == "same-origin", route.name


def test_a_form_without_its_token_is_refused(made):
    """Every route that takes a POST, with a live session and no token, from here and from elsewhere."""
    refused_without_token(made, POSTED)


FROM_ELSEWHERE = (
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Referer": "https://testserver.elsewhere.example/"},
)


def refused_without_token(made, tried):
    """So do these routes."""
    for route in tried:
        door = Door()
        door.key, door.handler = made.doors["coach"].key, ClientHandler(enforce_csrf_checks=True)
        path = route.address(made.main, made)
        for origin in ({}, *FROM_ELSEWHERE, {"Referer": "http://testserver/"}):
            answer = send(door, "POST", path, **origin)
            # A form of our own whose time was over is kept, to be sent again by its sender; nothing else is done.
            kept = "Referer" in origin and answer.headers.get("Location") == reverse("access:resume")
            wrote = [sql for sql, _ in answer.writes if not (kept and "keptform" in sql)]
            assert (answer.status_code == 403 or kept) and not wrote, f"{route.name} {origin}: {answer.status_code}"
    assert not [route.name for route in tried if getattr(route.view, "csrf_exempt", False)]


HOSTS = ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "127.0.0.1.evil.example", "[::1", "")


def test_another_host_is_no_host(made):
    for host in HOSTS:
        answer = send(made.doors["coach"], "GET", "/", Host=host) if host else None
        assert answer is None or answer.status_code == 400, host
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"):
        answer = send(made.doors["coach"], "GET", reverse("access:choose_membership"), **{name: "evil.example"})
        assert "evil.example" not in text_of(answer) + str(answer.headers), name


ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "javascript:alert(1)", "/%2f%2fevil.example", "\t//evil.example", "https:evil.example",
    "////evil.example/%2e%2e", "data:text/html,x", "https://testserver@evil.example/", "/\t/evil.example",
)  # fmt: skip


def test_nobody_is_sent_elsewhere(made):
    """`next`, `back` and the like, in every page and every form."""
    stays_here(made)
    door = made.doors["coach"]
    for form in forms_of(door, made, made.main):
        for target in ELSEWHERE[:3]:
            data = filled(form) | {name: [target] for name in ("next", "back", "terug")}
            answer = door.knock("POST", form.action, data)
            assert "evil.example" not in urlsplit(answer.location).netloc, f"{form.action} → {answer.location}"


def stays_here(made):
    """The pages that may send somebody on, asked to send her elsewhere."""
    for target in ELSEWHERE:
        question = "&".join(f"{name}={target}" for name in ("next", "back", "return", "url", "redirect", "terug"))
        for path in (reverse("account_login"), reverse("access:choose_membership"), "/"):
            answer = send(made.doors["coach"], "GET", f"{path}?{question}")
            assert "evil.example" not in urlsplit(answer.headers.get("Location", "")).netloc, f"{path} {target}"


def every_column():
    """The name of every field of every model, and what frameworks of old were known to take."""
    names = {f.name for m in apps.get_models() for f in m._meta.concrete_fields}
    names |= {f.attname for m in apps.get_models() for f in m._meta.concrete_fields}
    return names | {"is_staff", "is_superuser", "admin", "groups", "user_permissions", "roles", "permissions", "_save"}


def shape(writes):
    """Which columns are written, and the words in them."""
    return [
        (re.sub(r"\d+", "n", sql), [value for value in params or () if isinstance(value, str | bool)])
        for sql, params in writes
    ]


CHANGES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|[0-9a-f]{32}|(?:[A-Z0-9]{4}-){2}[A-Z0-9]{4}|\d+")


WHO = ("coach", "klant", "teamleider", "gids", "beheerder", "privacyofficer", "regiocoordinator")


@pytest.mark.parametrize("name", WHO)
def test_more_fields_than_the_form_has_change_nothing(made, name):
    """Every field of every model is sent along (`is_staff`, `lead`, `state`, `version` of others …)."""
    overfill(made.doors[name], forms_of(made.doors[name], made, made.main), name)


def compare_with(door, form, data, name, one, was):
    """Send the form with more; what it writes must be what `one` wrote."""
    with noted() as more:
        other = door.knock("POST", form.action, data)
    now = CHANGES.sub("n", str(shape(more)))
    words = [value for _, params in more for value in params or () if MARK in str(value)]
    at = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    says = f"{one.status}, {other.status}, {words} …{was[max(0, at - 150) : at + 150]} | {now[at : at + 150]}"
    assert one.status == other.status and was == now and not words, f"{form.action} as {name} took more: {says}"


def batched(items, size):
    """Tuples of at most `size` items."""
    rest = iter(items)
    while part := tuple(islice(rest, size)):
        yield part


AT_ONCE = 400
"""Fields sent along at a time: more than 500 in all are refused unread (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""


def overfill(door, forms, name):
    """Send these forms as they are, and with more; the same must be written."""
    tried, columns = 0, every_column()
    for form in forms:
        data = filled(form)
        extra = {column: [MARK] for column in columns if column not in data and column not in form.choices}
        flags = ("is_staff", "is_superuser", "is_active", "sealed", "leading")
        extra |= {column: ["true"] for column in flags if column not in data}
        with noted() as usual:
            one = door.knock("POST", form.action, data)
        tried += 1
        was = CHANGES.sub("n", str(shape(usual)))
        for part in batched(extra.items(), AT_ONCE):
            compare_with(door, form, data | dict(part), name, one, was)
    result("B9", forms=tried, fields=tried * len(columns), changed=0)


def test_a_membership_of_another_is_no_choice(made):
    path = reverse("access:choose_membership")
    own = made.actors["coach"].membership.pk
    assert made.doors["coach"].knock("POST", path, {"membership": own}).status == 302
    for name, door in made.doors.items():
        for other in made.actors.values():
            if other.membership.user_id == made.actors[name].user.pk:
                continue
            answer = door.knock("POST", path, {"membership": other.membership.pk})
            assert answer.status == 404, f"{name} took the membership of {other.user}"
        for odd in ("0", "-1", "9" * 40, "٣", "1 or 1=1", ""):
            assert door.knock("POST", path, {"membership": odd}).status == 404


NEAR = ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")


def guesses(made, number):
    """Identifiers that somebody might try: random ones, and neighbours of what she knows."""
    rng, known = random.Random(32), made.main.client.public_id
    yield from NEAR
    yield from (str(uuid.UUID(int=(known.int ^ (1 << bit)))) for bit in range(0, 128, 4))
    for _ in range(number):
        yield str(uuid.UUID(int=rng.getrandbits(128), version=rng.choice([1, 4])))


def test_guessing_finds_nobody(made):
    door, tried, found = made.doors["coach"], 0, 0
    doors = [route for route in OWN if route.kwargs and route.kwargs[0] == "public_id" and "GET" in route.tag.methods]
    doors = [route for route in doors if not route.path.startswith("menukaart/")]
    for n, guess in enumerate(guesses(made, size("B32 guesses"))):
        route = doors[n % len(doors)]
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", guess, route.address(made.main, made), count=1)
        answer = door.knock("GET", path)
        tried, found = tried + 1, found + (answer.status < 400)
        assert answer.status in {403, 404, 405}, f"{path}: {answer.status}"
    theirs = str(made.stranger.client.public_id)
    for other in (theirs, theirs.upper(), theirs.replace("-", ""), f"{{{theirs}}}", f"urn:uuid:{theirs}"):
        assert door.knock("GET", f"/klanten/{other}/plan/").status == 404
    for route in OWN:
        numbers = [kwarg for kwarg in route.kwargs if kwarg in CHILDREN]
        if not numbers or "GET" not in route.tag.methods:
            continue
        own = route.address(made.main, made)
        for walk in (*range(1, 40), 2**31, 2**63, 2**64):
            path = re.sub(r"/\d+/", f"/{walk}/", own)
            tried += 1
            answer = door.knock("GET", path)
            assert answer.status in {200, 302, 403, 404, 405, 409}, f"{path}: {answer.status} {answer.error!r}"
            assert SECRET not in answer.text
    result("B32", guesses=tried, found=found)
    for model in (Client, Dossier):
        assert {uuid.UUID(str(found)).version for found in model.objects.values_list("public_id", flat=True)} == {4}
