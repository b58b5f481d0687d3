"""No way to find out by trying that a sealed person is there: look-up, registration, number, cards, log-in (B8).

Red without its guards: `test_the_comparison_sees_…` answers "elsewhere" for a sealed person, and refuses her number.
"""

import logging
import re
import time
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clients import doubles, lookup
from clients.actions import number as numbers
from clients.models import Client, NationalNumber
from tests.factories.world import test_bsn
from tests.support.doors import Door
from tests.support.dossiers import full, rich
from tests.support.results import result
from tests.support.size import size
from werkcentrum.access.models import Dossier, Involvement, Review
from werkcentrum.audit.models import Reading

pytestmark = pytest.mark.django_db
SEALED, FREE = test_bsn(71), test_bsn(72)
BY_NATURE = re.compile(
    r'name="(?:submit_key|csrfmiddlewaretoken)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|begrip-\d+'
    r"|name=\"token\" value=\"\w+|/\d+/|\d\d:\d\d|X-CSRFToken\": \"\w+|csrftoken=\w+|nonce-[\w-]+"
)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        world = rich()
        world.named = world.world.coach(name="Named")
        world.hidden = full(world.world, world.named, 71, surname="Zilvervos", offer=world.offer)
        Dossier.objects.filter(pk=world.hidden.client.pk).update(sealed=True)
        Involvement.objects.filter(dossier=world.hidden.client.pk, user=world.named.user).update(sealed_named=True)
        world.gids, world.joost = world.world.gids(name="Gerda"), world.world.gids(name="Joost")
        # Made here: who a single test makes is gone after it.
        world.curious, world.leader = world.world.coach(name="Curious"), world.world.team_leader()
        world.officer = world.world.actor("privacyofficer")
        yield world
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@contextmanager
def undone():
    """What happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def knock(actor, path, data=None, *, method="POST"):
    return Door(actor.user, actor.membership).knock(method, path, data, keep=True)


def picture(answer, number):
    """Everything that can be compared of an answer, without what is new every time, and without the number typed."""
    headers = {name: BY_NATURE.sub("", str(value)) for name, value in answer.response.headers.items()}
    for name in ("Content-Length", "Expires"):
        headers.pop(name, None)
    return answer.status, BY_NATURE.sub("", answer.text).replace(number, "*"), headers


def differences(one, other):
    """The lines in which two pictures differ."""
    if (one[0], one[2]) != (other[0], other[2]):
        return one[0], other[0], one[2].items() ^ other[2].items()
    return list(set(one[1].splitlines()) ^ set(other[1].splitlines()))[:6]


def shape(answer):
    """The statements of an answer, in order, without values."""
    kept = [sql for sql in answer.sql if "SAVEPOINT" not in sql.upper() and "django_session" not in sql]
    return [re.sub(r"'[^']*'|\d+", "n", re.sub(r"'[^']*'::bytea", "n", sql)) for sql in kept]


def told(actor, number):
    with undone():
        return knock(actor, reverse("clients:find"), {"q": number})


def compare_pages(one, number, other, free):
    same = picture(one, number) == picture(other, free)
    result("B8", pairs=1, different=int(not same))
    assert same, differences(picture(one, number), picture(other, free))


def compare(one, number, other, free):
    compare_pages(one, number, other, free)
    assert shape(one) == shape(other), [sql for sql in shape(one) if sql not in shape(other)][:2]


def test_a_sealed_person_is_looked_up_as_nobody(made):
    for actor in (made.gids, made.curious, made.main.lead):
        compare(told(actor, SEALED), SEALED, told(actor, FREE), FREE)
    assert "Geen dossier gevonden" in told(made.gids, SEALED).text


def test_by_name_too_and_beside_a_namesake(made):
    asked = {"birth_day": "14", "birth_month": "3", "birth_year": "1995", "surname": "Zilvervos", "house_number": "12"}
    with undone():
        hit = knock(made.gids, reverse("clients:find"), asked)
    with undone():
        miss = knock(made.gids, reverse("clients:find"), asked | {"surname": "Goudsmid"})
    compare(hit, "Zilvervos", miss, "Goudsmid")
    with undone():
        plain = made.world.client_of(made.gids, surname="Zilvervos")
        page = knock(made.gids, reverse("clients:find"), asked).text
        assert str(plain.public_id) in page and "meer dan één" not in page


def test_the_other_answers_do_the_same_work(made):
    none = shape(told(made.gids, FREE))
    for number in (made.main.bsn, made.elsewhere.bsn, SEALED):
        assert shape(told(made.gids, number)) == none


def test_who_is_named_finds_it(made):
    answer = told(made.named, SEALED)
    assert "Dossier gevonden" in answer.text and str(made.hidden.client.public_id) in answer.text


def test_it_is_written_down_and_the_privacy_officer_gets_a_task(made):
    with undone():
        for _ in range(2):
            knock(made.gids, reverse("clients:find"), {"q": SEALED})
        assert Reading.objects.filter(actor=made.gids.user, part="lookup", dossier=made.hidden.client.pk).count() == 2
        task = Review.objects.get(kind="sealed")
        assert (task.subject, task.dossier_id, task.participation) == (made.gids.user, made.hidden.client.pk, None)
        page = knock(made.officer, reverse("access:review_task", args=[task.public_id]), method="GET").text
        assert "Besloten dossier opgezocht" in page and "Zilvervos" not in page
        assert not Review.objects.visible_to(made.leader).filter(kind="sealed").exists()
        assert not Review.objects.about(made.gids).exists(), "the employee hears nothing of it"
    with undone():
        knock(made.named, reverse("clients:find"), {"q": SEALED})
        knock(made.gids, reverse("clients:find"), {"q": FREE})
        assert not Review.objects.filter(kind="sealed").exists()


def typed(number):
    return {
        "call_name": "Nieuw", "first_names": "Nieuw", "surname": "Bezoeker", "name_use": "E", "birth_day": "2",
        "birth_month": "2", "birth_year": "1988", "postcode": "8911 AA", "house_number": "7",
        "municipality_sure": "on", "bsn": number, "document": "passport",
        "seen_on": timezone.localdate().strftime("%d-%m-%Y"), "reason": "werk", "channel": "balie", "privacy": "on",
    }  # fmt: skip


def registered(made, number):
    """Every answer the desk gets from registering on, in order, and who was made."""
    data = typed(number) | {"municipality": str(made.world.municipality().pk)}
    first = knock(made.gids, reverse("clients:register"), data)
    client = Client.objects.get(surname="Bezoeker")
    later = [
        knock(made.gids, reverse(name, args=args), method="GET")
        for name, args in (
            ("clients:intake", (client.public_id, 1)),
            ("clients:person", (client.public_id,)),
            ("clients:list", ()),
            ("clients:desk", ()),
            ("clients:watchers", (client.public_id,)),
        )
    ]
    again = knock(made.gids, reverse("clients:find"), {"q": number})
    second = knock(made.joost, reverse("clients:register"), data)
    stranger = knock(made.curious, reverse("clients:find"), {"q": number})
    return [first, *later, again, second, stranger], client


def test_registering_on_her_number_looks_like_any_registration(made):
    with undone():
        parked, client = registered(made, SEALED)
        assert NationalNumber.objects.get(client=client).parked_for_id == made.hidden.client.pk
        assert numbers.NationalNumber.objects.get(client=client).text() == SEALED, "a coach with the task can read it"
        task = Review.objects.get(kind="parked")
        assert task.dossier_id == made.hidden.client.pk
        number = str(client.dossier.public_id)[:8]
        assert task.findings == {"instead": number}
        page = knock(made.officer, reverse("access:review_task", args=[task.public_id]), method="GET").text
        assert number in page and "gewone inschrijving" in page
    with undone():
        plain, _ = registered(made, FREE)
    assert parked[0].status == plain[0].status == 302 and parked[7].status == 409
    for one, other in zip(parked, plain, strict=True):
        compare(one, SEALED, other, FREE)


def test_adding_or_putting_right_the_number_later_does_so_too(made):
    def added(number):
        client = made.world.client_of(made.gids, surname="Later", call_name="Later")
        return knock(made.gids, reverse("clients:bsn_add", args=[client.public_id]), {"bsn": number}), client

    with undone():
        one, client = added(SEALED)
        assert NationalNumber.objects.get(client=client).parked_for_id == made.hidden.client.pk
        numbers.correct_bsn(client=client, number=FREE, why="typed", by=made.gids)
        assert NationalNumber.objects.get(client=client).parked_for_id is None
        numbers.correct_bsn(client=client, number=SEALED, why="typed", by=made.gids)
        assert NationalNumber.objects.get(client=client).parked_for_id == made.hidden.client.pk
    with undone():
        other, _ = added(FREE)
    assert one.status == other.status == 302
    compare(one, SEALED, other, FREE)


def test_the_named_coach_gets_the_sealed_dossier_not_what_stands_in_for_it(made):
    with undone():
        registered(made, SEALED)
        page = knock(made.named, reverse("clients:find"), {"q": SEALED}).text
        assert str(made.hidden.client.public_id) in page


def test_no_card_of_a_double_shows_her(made):
    client = made.hidden.client
    asked = {"birth_on": client.birth_on, "surname": "Zilvervos", "postcode": client.postcode}
    assert client.pk not in [card.dossier_id for card in doubles.find(**asked)]
    with undone():
        Dossier.objects.filter(pk=client.pk).update(sealed=False)
        assert client.pk in [card.dossier_id for card in doubles.find(**asked)], "the test would prove nothing"


@pytest.mark.parametrize("route", ["account_login", "account_reset_password"])
def test_an_account_that_is_there_answers_as_one_that_is_not(made, route):
    from django.urls import NoReverseMatch

    try:
        path = reverse(route)
    except NoReverseMatch:
        pytest.skip("the product has no such page")
    known = made.gids.user.email
    for name in ("login", "email"):
        with undone():
            one = Door().knock("POST", path, {name: known, "password": "niet-het-wachtwoord"}, keep=True)
        with undone():
            free = "zzz" + known[3:]
            other = Door().knock("POST", path, {name: free, "password": "niet-het-wachtwoord"}, keep=True)
        assert picture(one, known) == picture(other, free)
        result("B8", pairs=1, different=0)


def test_the_comparison_sees_who_answers_elsewhere(made, monkeypatch):
    real = lookup.matches
    monkeypatch.setattr(lookup, "matches", lambda question: [lookup.Match(fit.dossier_id) for fit in real(question)])
    with pytest.raises(AssertionError):
        compare(told(made.gids, SEALED), SEALED, told(made.gids, FREE), FREE)


def test_the_comparison_sees_who_refuses_her_number(made, monkeypatch):
    monkeypatch.setattr(numbers, "_park", lambda row, hidden: None)
    with undone():
        data = typed(SEALED) | {"municipality": str(made.world.municipality().pk)}
        assert knock(made.gids, reverse("clients:register"), data).status != 302


def auc(hits, misses):
    """How well one can tell hits from misses by a number: 0.5 is not at all, 1 is always."""
    ranked = sorted([(value, 1) for value in hits] + [(value, 0) for value in misses])
    ranks = sum(place for place, (_, hit) in enumerate(ranked, 1) if hit)
    found = (ranks - len(hits) * (len(hits) + 1) / 2) / (len(hits) * len(misses))
    return max(found, 1 - found)


def test_the_measure_of_telling_apart():
    assert auc([1, 2, 3], [4, 5, 6]) == 1 and auc([1, 4], [2, 3]) == 0.5


@pytest.mark.deep
def test_time_does_not_tell(made, monkeypatch):
    """Look-ups of a sealed person and of nobody, in turn, measured in the server."""
    monkeypatch.setattr(lookup, "DAILY_LIMIT", ((lookup.DAILY_LIMIT[0][0], 10**6),))
    rounds, times = min(size("B8 look-ups"), 2_000), {SEALED: [], FREE: []}
    door, path = Door(made.gids.user, made.gids.membership), reverse("clients:find")
    for turn in range(rounds + 20):
        for number in (SEALED, FREE) if turn % 2 else (FREE, SEALED):
            start = time.perf_counter()
            door.knock("POST", path, {"q": number})
            if turn >= 20:
                times[number].append(time.perf_counter() - start)
    found = auc(times[SEALED], times[FREE])
    result("B8", most_auc=round(found, 3), look_ups=2 * rounds)
    assert found <= 0.55


def registering(made, number):
    """The answer to a registration on a number, and the seconds it took in the server; then it did not happen."""
    data = typed(number) | {"municipality": str(made.world.municipality().pk)}
    with undone():
        start = time.perf_counter()
        answer = knock(made.gids, reverse("clients:register"), data)
        return answer, time.perf_counter() - start


def test_registering_does_the_same_work_again_and_again(made):
    """What a clock could tell apart is not there: the same statements in the same order, and the same bytes."""
    for _ in range(size("B8 registrations") + 1):
        (one, _), (other, _) = registering(made, SEALED), registering(made, FREE)
        assert one.status == other.status == 302
        compare(one, SEALED, other, FREE)


@pytest.mark.deep
def test_time_does_not_tell_who_registers_her(made):
    """Registrations on the number of a sealed person and on a free one, in turn, measured in the server."""
    rounds, times = size("B8 registrations"), {SEALED: [], FREE: []}
    for turn in range(rounds + 20):
        for number in (SEALED, FREE) if turn % 2 else (FREE, SEALED):
            _, seconds = registering(made, number)
            if turn >= 20:
                times[number].append(seconds)
    found = auc(times[SEALED], times[FREE])
    result("B8", registrations=2 * rounds, most_auc=round(found, 3))
    assert found <= 0.55
