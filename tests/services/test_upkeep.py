"""Standing still for a while, and looking whether an offer is still right: what leaves the menu and what stays."""

import datetime
import itertools
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from services import actions, freshness, queries
from services.models import Cycle, Offer
from services.rules import why_closed
from tests.support.dossiers import full
from werkcentrum.refusal import Conflict, Refused

MANAGE, MENU = reverse("services:manage"), reverse("services:menu")
MUNICIPAL = "gemeente-leeuwarden"
SOON = datetime.timedelta(days=20)


def to(name, offer):
    return reverse(f"services:{name}", args=[offer.public_id])


def key():
    return {"submit_key": str(uuid.uuid4())}


def text(answer):
    return answer.content.decode()


def aged(offer, days):
    """Nobody looked at it for so many days."""
    Offer.objects.filter(pk=offer.pk).update(reviewed_on=timezone.localdate() - datetime.timedelta(days=days))
    offer.refresh_from_db()
    return offer


def test_the_provider_lets_an_offer_stand_still_and_goes_on(menu):
    offer, today = menu.published(), timezone.localdate()
    coach, gids = menu.world.browser(menu.world.coach(MUNICIPAL)), menu.world.browser(menu.world.gids())
    assert "Pauzeren" in text(coach.get(to("offer", offer))) and "Taalles" in text(gids.get(MENU))
    until = f"{today + SOON:%d-%m-%Y}"
    answer = coach.post(to("offer_pause", offer), {"reason": "De docent is ziek.", "until": until} | key())
    assert answer.status_code == 302
    assert "Taalles" not in text(gids.get(MENU))
    page = text(gids.get(to("offer", offer)))
    assert "staat stil tot en met" in page and "De docent is ziek." in page
    assert "Gepauzeerd" in text(coach.get(MANAGE))
    assert coach.post(to("offer_resume", offer), key()).status_code == 302
    assert "Taalles" in text(gids.get(MENU))
    offer.refresh_from_db()
    assert (offer.state, offer.paused_reason, offer.paused_until) == ("gepubliceerd", "", None)
    told = text(coach.get(to("offer", offer)))
    assert "Gepauzeerd: De docent is ziek." in told and "Weer op de menukaart gezet" in told


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"until": "1-1-2020"}, "Deze dag is voorbij"),
        ({"until": "1-1-2099"}, "hoogstens een jaar"),
        ({"until": ""}, "Pauze tot en met"),
        ({"reason": " "}, "Schrijf waarom dit aanbod even stilstaat"),
    ],
)
def test_a_pause_that_cannot_be_says_why_and_keeps_what_was_typed(menu, typed, words):
    offer = menu.published()
    coach = menu.world.browser(menu.world.coach(MUNICIPAL))
    sent = {"reason": "De docent is ziek.", "until": f"{timezone.localdate() + SOON:%d-%m-%Y}"} | typed
    answer = coach.post(to("offer_pause", offer), sent | key())
    assert answer.status_code == 422 and words in text(answer)
    assert all(value in text(answer) for value in sent.values())
    offer.refresh_from_db()
    assert offer.state == "gepubliceerd"


def test_a_plan_keeps_an_offer_that_stands_still_or_was_not_looked_at(menu):
    offer, lead = menu.published(), menu.world.coach("uwv")
    inzet = full(menu.world, lead, 1, offer=offer).inzet
    actions.pause_offer(offer=offer, reason="Vol.", until=timezone.localdate() + SOON, by=menu.world.coach(MUNICIPAL))
    aged(offer, 400)
    inzet.refresh_from_db()
    assert inzet.offer_id == offer.pk
    assert menu.world.browser(lead).get(to("offer", offer)).status_code == 200


def test_who_may_let_it_stand_still(menu):
    offer, until = menu.published(), timezone.localdate() + SOON
    for stranger in (menu.world.coach("uwv"), menu.coordinator("FoodValley")):
        with pytest.raises(PermissionDenied):
            actions.pause_offer(offer=offer, reason="x", until=until, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.confirm_offer(offer=offer, by=stranger)
    paused = actions.pause_offer(offer=offer, reason="Vakantie.", until=until, by=menu.coordinator())
    with pytest.raises(Conflict, match="gepauzeerd"):
        actions.pause_offer(offer=offer, reason="x", until=until, by=menu.coordinator())
    gone = actions.withdraw_offer(offer=paused, reason="Klaar.", by=menu.coordinator())
    assert (gone.state, gone.paused_reason, gone.paused_until) == ("ingetrokken", "", None)
    with pytest.raises(Conflict, match="ingetrokken"):
        actions.resume_offer(offer=offer, by=menu.coordinator())


def test_what_ended_in_the_meantime_does_not_come_back(menu):
    today = timezone.localdate()
    offer = menu.published(valid_until=today + SOON)
    actions.pause_offer(offer=offer, reason="Vakantie.", until=today, by=menu.coordinator())
    Offer.objects.filter(pk=offer.pk).update(valid_until=today - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="Vul een nieuwe einddatum in"):
        actions.resume_offer(offer=offer, by=menu.coordinator())
    assert why_closed(Offer.objects.get(pk=offer.pk), today).startswith("Dit aanbod staat stil")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "gepauzeerd"},
        {"state": "gepauzeerd", "paused_reason": "x"},
        {"paused_reason": "x"},
        {"paused_until": datetime.date(2026, 12, 1)},
        {"review_months": 4},
    ],
)
def test_the_database_ties_a_pause_to_its_columns(menu, columns):
    offer = menu.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**columns)


def test_the_rule_and_the_query_agree_on_every_day(menu):
    today = timezone.localdate()
    offer = menu.published()
    for months, days in itertools.product(Cycle.values, range(0, 370, 1)):
        offer.review_months, offer.reviewed_on = months, today - datetime.timedelta(days=days)
        left = freshness.CYCLES[months] - days
        expected = "overdue" if left < 0 else "advised" if left <= freshness.ADVISED else "fresh"
        assert freshness.freshness(offer, today) == expected
    for months, left in itertools.product(Cycle.values, (-1, 0, freshness.ADVISED, freshness.ADVISED + 1)):
        Offer.objects.filter(pk=offer.pk).update(review_months=months)
        aged(offer, freshness.CYCLES[months] - left)
        rows = Offer.objects.filter(pk=offer.pk)
        found = {"overdue": rows.filter(queries.overdue(today)), "advised": rows.filter(queries.advised(today))}
        assert {name: row.exists() for name, row in found.items()} == {
            name: freshness.freshness(offer, today) == name for name in found
        }


def test_nobody_looked_so_it_leaves_the_advice_until_one_click(menu):
    offer = menu.published()
    coach, gids = menu.world.browser(menu.world.coach(MUNICIPAL)), menu.world.browser(menu.world.gids())
    assert "Klopt het nog?" not in text(coach.get(MANAGE))
    aged(offer, freshness.CYCLES[6] - 3)
    assert "Klopt het nog?" in text(coach.get(MANAGE)) and "Taalles" in text(gids.get(MENU))
    aged(offer, freshness.CYCLES[6] + 1)
    boss = menu.world.browser(menu.coordinator())
    for keeper in (coach, boss):
        assert "Niet meer in het advies" in text(keeper.get(MANAGE))
    assert "Taalles" not in text(gids.get(MENU))
    assert "Niemand keek dit na" in text(gids.get(to("offer", offer)))
    assert "Klopt nog" not in text(gids.get(to("offer", offer)))
    assert "Klopt nog" in text(coach.get(to("offer", offer)))
    before = offer.version
    answer = coach.post(to("offer_confirm", offer), key())
    assert answer.status_code == 302
    assert "Taalles" in text(gids.get(MENU)) and "Niet meer in het advies" not in text(coach.get(MANAGE))
    offer.refresh_from_db()
    assert (offer.reviewed_on, offer.version) == (timezone.localdate(), before)
    assert "het klopt nog" in text(coach.get(to("offer", offer)))


def test_saying_it_is_right_of_what_is_not_ones_own_or_nothing(menu):
    offer, draft = menu.published(), menu.draft(title="Concept")
    other = menu.world.browser(menu.world.coach("uwv"))
    assert other.post(to("offer_confirm", offer), key()).status_code == 403
    assert other.post(to("offer_confirm", draft), key()).status_code == 404
    own = menu.world.browser(menu.world.coach(MUNICIPAL))
    assert "valt niets na te kijken" in text(own.post(to("offer_confirm", draft), key(), follow=True))


def test_the_provider_chooses_how_often(menu):
    coach = menu.world.browser(menu.world.coach(MUNICIPAL))
    assert coach.post(reverse("services:offer_new"), menu.form(review_months="12") | key()).status_code == 302
    assert Offer.objects.get().review_months == 12
    wrong = coach.post(reverse("services:offer_new"), menu.form(review_months="5") | key())
    assert wrong.status_code == 422 and "Kies hoe vaak u kijkt" in text(wrong)
