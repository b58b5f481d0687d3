"""Emergency access from the person who takes it: after a look-up, with a reason, for an hour, told to the lead."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clients.lookup import glass_token
from tests.factories.world import test_bsn
from tests.support.dossiers import full
from werkcentrum.access.actor import of_user
from werkcentrum.access.glass import queries
from werkcentrum.access.glass.actions import end_glass, take_glass
from werkcentrum.access.models import Dossier, Glass, Involvement, Notice, Review
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Refused

pytestmark = pytest.mark.django_db
FIND, TAKE = "/klanten/opzoeken/", "/noodtoegang/"
WHY = "De klant staat aan de balie en UWV neemt niet op."
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def whole(world):
    from services.load import load_catalogue

    load_catalogue()
    world.team_leader()
    return full(world, world.coach(name="Ulla"), 1)


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def later(monkeypatch):
    """Move the clock forward."""
    really, moved = timezone.now, []
    monkeypatch.setattr(timezone, "now", lambda: really() + sum(moved, datetime.timedelta()))
    return moved.append


def take(whole, by, **more):
    return take_glass(**{"dossier": whole.client.pk, "by": by, "reason": "balie", "explanation": WHY} | more)


def token(page):
    return page.split('name="token" value="')[1].split('"')[0]


def test_from_the_look_up_to_the_page_and_back(world, whole, gids, later):
    browser = world.browser(gids)
    page = browser.post(FIND, {"q": whole.bsn}).content.decode()
    assert "Naar noodtoegang" in page and str(whole.client.public_id) not in page
    page = browser.post(TAKE, {"begin": "1", "token": token(page)}).content.decode()
    assert "Noodtoegang nemen" in page and "3 van de 3 keer" in page
    said = {"token": token(page), "reason": "balie", "explanation": WHY}
    answer = browser.post(TAKE, said, follow=True)
    text, path = answer.content.decode(), answer.request["PATH_INFO"]
    assert path == f"/noodtoegang/{Glass.objects.get().public_id}/"
    assert "Fatima" in text and "000-0000000" in text and "Cv maken" in text and "WW" in text
    assert whole.bsn not in text and "Ik wil werk." not in text and "Wij bellen." not in text
    assert list(Reading.objects.filter(part="glass").values_list("dossier", "purpose")) == [
        (whole.client.pk, "noodtoegang")
    ]
    for other in (f"/klanten/{whole.client.public_id}/", f"/klanten/{whole.client.public_id}/plan/"):
        assert browser.get(other).status_code == 404, "emergency access opens its own page only"
    later(HOUR)
    over = world.browser(gids).get(path, follow=True).content.decode()
    assert "voorbij" in over and "Fatima" not in over


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"explanation": "Te kort."}, "minstens 20 tekens"),
        ({"explanation": f"Het gaat om {test_bsn(5)}, ze staat hier."}, "op een BSN lijkt"),
        ({"explanation": "Zij heeft een depressie en staat hier."}, "ziekte of diagnose"),
        ({"reason": ""}, "Kies een reden"),
    ],
)
def test_a_reason_and_words_are_needed(world, whole, gids, wrong, says):
    browser = world.browser(gids)
    browser.post(FIND, {"q": whole.bsn})
    said = {"token": glass_token(gids.user, whole.client.pk), "reason": "balie", "explanation": WHY} | wrong
    page = browser.post(TAKE, said)
    assert page.status_code == 422 and says in page.content.decode()
    assert not Glass.objects.exists()


def test_without_a_look_up_of_ones_own_there_is_none(world, whole, gids, later):
    browser = world.browser(gids)
    said = {"token": glass_token(gids.user, whole.client.pk), "reason": "balie", "explanation": WHY}
    assert browser.post(TAKE, said).url == FIND
    world.browser(world.gids(name="Other")).post(FIND, {"q": whole.bsn})
    assert browser.post(TAKE, said).url == FIND, "somebody else looked her up"
    browser.post(FIND, {"q": whole.bsn})
    later(datetime.timedelta(minutes=16))
    assert world.browser(gids).post(TAKE, said).url == FIND, "too long ago"
    assert not Glass.objects.exists()


def test_lead_and_reviewer_hear_at_once_and_it_is_one_transaction(world, whole, gids):
    glass = take(whole, gids)
    leader = world.team_leader()
    told = set(Notice.objects.exclude(kind="report").values_list("user", "kind"))
    assert told == {(whole.lead.user.pk, "glass_lead"), (leader.user.pk, "glass_review")}
    assert glass.review.participation == whole.lead.cell
    assert Event.objects.filter(action="glass.take", dossier=whole.client.pk).count() == 1
    page = world.browser(whole.lead).get("/vandaag/").content.decode()
    assert "1 ongelezen bericht" in page
    page = world.browser(whole.lead).get("/toegang/berichten/").content.decode()
    assert "noodtoegang genomen tot een dossier waarvan u regiehouder bent" in page and "Fatima" not in page


def test_a_failing_log_leaves_no_access(world, whole, gids, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("werkcentrum.access.glass.actions.record", fail)
    with pytest.raises(RuntimeError):
        take(whole, gids)
    assert not Glass.objects.exists() and not Involvement.objects.filter(relation="glass").exists()


def test_the_same_person_within_the_hour_is_the_same_access(whole, gids):
    assert take(whole, gids) == take(whole, gids)
    assert Glass.objects.count() == 1


def test_at_most_three_in_seven_days_in_a_row(world, whole, gids, later):
    others = [full(world, whole.lead, number) for number in (2, 3, 4)]
    for one in (whole, *others[:2]):
        take(one, gids)
    with pytest.raises(Conflict, match="3 keer noodtoegang"):
        take(others[2], gids)
    later(datetime.timedelta(days=7, minutes=1))
    Review.objects.update(due_on=timezone.localdate())
    assert take(others[2], gids)


@pytest.mark.parametrize("partner", ["sociale-partners"])
def test_never_on_consent(world, whole, partner):
    union = world.coach(partner, name="Anne")
    browser = world.browser(union)
    page = browser.post(FIND, {"q": "14-03-1995 el Amrani 12"}).content.decode()
    assert "Er is een dossier" in page and "noodtoegang" not in page
    with pytest.raises(PermissionDenied):
        take(whole, union)


def test_never_sealed_restricted_closed_kin_or_of_another_region(world, whole, gids):
    far = world.actor("coach", "gemeente-ede", "FoodValley")
    with pytest.raises(Refused):
        take(whole, far)
    now = timezone.now()
    for state in ({"sealed": True}, {"restricted_at": now}, {"closed_at": now}):
        Dossier.objects.filter(pk=whole.client.pk).update(**state)
        with pytest.raises(Refused):
            take(whole, gids)
        Dossier.objects.filter(pk=whole.client.pk).update(sealed=False, restricted_at=None, closed_at=None)
    world.involve(gids, whole.client, "kin")
    with pytest.raises(Refused):
        take(whole, gids)
    assert not Glass.objects.exists()


def test_sealed_meanwhile_it_ends_at_the_next_request(world, whole, gids):
    path = f"/noodtoegang/{take(whole, gids).public_id}/"
    browser = world.browser(gids)
    assert "Fatima" in browser.get(path).content.decode()
    Dossier.objects.filter(pk=whole.client.pk).update(sealed=True)
    assert "Fatima" not in browser.get(path, follow=True).content.decode()


def test_ended_early_and_only_by_oneself(world, whole, gids):
    glass = take(whole, gids)
    with pytest.raises(PermissionDenied):
        end_glass(glass=glass, by=world.gids(name="Other"))
    browser = world.browser(gids)
    assert browser.post(f"/noodtoegang/{glass.public_id}/stoppen/").status_code == 302
    assert not queries.live_glass(of_user(gids.user)).exists()
    assert "Fatima" not in browser.get(f"/noodtoegang/{glass.public_id}/", follow=True).content.decode()


def test_a_colleague_does_not_come_in_with_the_address(world, whole, gids):
    glass = take(whole, gids)
    assert world.browser(world.gids(name="Other")).get(f"/noodtoegang/{glass.public_id}/").status_code == 404


def test_unreviewed_after_five_working_days_it_is_off_until_reviewed(world, whole, gids):
    other = full(world, whole.lead, 2)
    take(whole, gids)
    Review.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="niet op tijd getoetst"):
        take(other, gids)
    from werkcentrum.access.review.actions import decide

    decide(review=Review.objects.get(kind="glass"), justified=True, by=world.team_leader())
    assert take(other, gids)


def test_the_term_is_five_working_days_and_knows_christmas():
    from werkcentrum.access.review.actions import due_from

    assert due_from(datetime.date(2026, 11, 24)) == datetime.date(2026, 12, 1)
    assert due_from(datetime.date(2026, 12, 23)) == datetime.date(2026, 12, 31)


def test_the_client_sees_it(world, whole, gids):
    sanne = world.actor("klant", name="Sanne")
    Involvement.objects.create(
        dossier=whole.client.dossier, user=sanne.user, participation=None, relation="self", ground="self",
        valid_from=timezone.now(), created_by=sanne.user,
    )  # fmt: skip
    glass = take(whole, gids)
    world.browser(gids).get(f"/noodtoegang/{glass.public_id}/")
    assert "oodtoegang" in world.browser(sanne).get("/mijn/gegevens/").content.decode()
