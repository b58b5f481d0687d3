"""The life of an offer through the actions: who, when, what is refused with which sentence."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from services import actions
from services.load import load_catalogue, load_demo_offers
from services.models import Instrument, Offer
from services.rules import why_closed
from werkcentrum.access.demo import load_accounts
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused, Stale

ABOLISHED = {
    "LIV": ("1 januari 2025", "afgeschaft"),
    "LKV_OUD": ("1 januari 2026", "afgeschaft"),
    "STAP": ("1 december 2023", "gestopt"),
    "CRISIS_RMT": ("1 januari 2025", "opvolger"),
}


@pytest.mark.parametrize("code", ABOLISHED)
def test_an_abolished_instrument_is_refused_with_date_and_reason(menu, code):
    day, reason = ABOLISHED[code]
    offer = menu.smuggled(code)
    with pytest.raises(Refused) as no:
        actions.publish_offer(offer=offer, by=menu.coordinator())
    assert day in no.value.sentence and reason in no.value.sentence and "ander instrument" in no.value.sentence
    with pytest.raises(Refused, match=day):
        actions.create_offer(values=menu.values(code), by=menu.world.coach())
    draft = menu.smuggled(code, state=Offer.State.DRAFT, title="Nog een")
    with pytest.raises(Refused, match=day):
        actions.propose_offer(offer=draft, by=menu.world.coach())
    offer.refresh_from_db()
    assert offer.state == "voorgesteld"


@pytest.mark.parametrize("code", ABOLISHED)
def test_the_database_itself_publishes_nothing_abolished(menu, code):
    offer = menu.smuggled(code)
    published = {"state": "gepubliceerd", "published_at": timezone.now(), "published_by": menu.coordinator().user}
    with pytest.raises(IntegrityError, match=str(Instrument.objects.get(pk=code).abolished_on)), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**published)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(provider=offer.provider, region=offer.region, **menu.values(code), **published)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=menu.published().pk).update(instrument=code)


def test_what_was_published_can_still_be_withdrawn_after_abolition(menu):
    offer = menu.published()
    Instrument.objects.filter(pk="TAAL").update(abolished_on=timezone.localdate(), abolished_reason="Klaar.")
    actions.withdraw_offer(offer=offer, reason="Bestaat niet meer.", by=menu.coordinator())


def test_an_instrument_of_next_year_waits_for_its_day(menu):
    offer = menu.draft("BUFFERBUDGET")
    with pytest.raises(Refused, match="1 januari 2027"):
        actions.propose_offer(offer=offer, by=menu.world.coach("gemeente-leeuwarden"))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reach": ["GM0228"]}, "reach", "hoort niet bij Friesland"),
        ({"reach": ["GM9999"]}, "reach", "GM9999 hoort niet"),
        ({"situations": ["WW"], "instrument": "PP_GEM"}, "situations", "mag niet voor: WW-uitkering"),
        ({"situations": ["FOUT"]}, "situations", "geen bekende situatie"),
        ({"valid_until": timezone.datetime(2025, 1, 1).date()}, "valid_until", "einde ligt voor het begin"),
        ({"places": 3, "places_taken": 4}, "places", "Er zijn al 4 plaatsen bezet"),
        ({"instrument": "PP_UWV_WW"}, "instrument", "geen taak van Gemeente Leeuwarden"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(menu, changes, field, words):
    values = menu.values(changes.pop("instrument", "TAAL"), **changes)
    with pytest.raises(Refused) as no:
        actions.create_offer(values=values, by=menu.world.coach("gemeente-leeuwarden"))
    assert no.value.field == field and words in no.value.sentence
    assert not Offer.objects.exists()


def test_a_partner_keeps_its_own_offers_only(menu):
    offer = menu.draft()
    with pytest.raises(PermissionDenied):
        actions.change_offer(offer=offer, values={"title": "Anders"}, version=1, by=menu.world.coach("uwv"))
    with pytest.raises(PermissionDenied):
        actions.publish_offer(offer=offer, by=menu.world.coach("gemeente-leeuwarden"))
    with pytest.raises(PermissionDenied):
        actions.create_offer(
            values=menu.values(), provider=menu.world.cell("uwv"), by=menu.world.coach("gemeente-leeuwarden")
        )
    with pytest.raises(PermissionDenied):
        actions.withdraw_offer(offer=menu.published(), reason="x", by=menu.coordinator("FoodValley"))


def test_back_and_forth(menu):
    coach, coordinator = menu.world.coach("gemeente-leeuwarden"), menu.coordinator()
    offer = actions.return_offer(offer=menu.proposed(), reason="  Noem de \n plaats. ", by=coordinator)
    assert (offer.state, offer.returned_reason) == ("concept", "Noem de plaats.")
    offer = actions.propose_offer(offer=offer, by=coach)
    assert offer.returned_reason == ""
    offer = actions.publish_offer(offer=offer, by=coordinator, version=offer.version)
    assert offer.published_by == coordinator.user
    offer = actions.withdraw_offer(offer=offer, reason="Te weinig vraag.", by=coordinator)
    assert why_closed(offer, timezone.localdate()).startswith("Dit aanbod is ingetrokken: Te weinig vraag.")
    with pytest.raises(Conflict, match="ingetrokken"):
        actions.publish_offer(offer=offer, by=coordinator)
    with pytest.raises(Conflict, match="verandert niet meer"):
        actions.change_offer(offer=offer, values={"title": "X"}, version=offer.version, by=coordinator)
    done = Event.objects.filter(object_id=str(offer.pk)).values_list("action", flat=True)
    assert {name.split(".")[1] for name in done} == {
        "create_offer", "propose_offer", "return_offer", "publish_offer", "withdraw_offer"
    }  # fmt: skip
    assert set(offer.history.values_list("event_id", flat=True)) == set(
        Event.objects.values_list("pk", flat=True)
    ) & set(offer.history.values_list("event_id", flat=True))


def test_what_was_read_is_what_is_published(menu):
    offer = menu.proposed()
    read = offer.version
    coach = menu.world.coach("gemeente-leeuwarden")
    actions.change_offer(offer=offer, values={"title": "Iets heel anders"}, version=read, by=coach)
    with pytest.raises(Conflict, match="net gewijzigd"):
        actions.publish_offer(offer=offer, by=menu.coordinator(), version=read)


def test_the_second_to_save_is_told(menu):
    offer, coach = menu.draft(), menu.world.coach("gemeente-leeuwarden")
    actions.change_offer(offer=offer, values={"title": "Eerste"}, version=1, by=coach)
    with pytest.raises(Stale) as no:
        actions.change_offer(offer=offer, values={"title": "Tweede"}, version=1, by=coach)
    assert no.value.current.title == "Eerste"


def test_only_the_coordinator_changes_what_is_on_the_menu(menu):
    offer = menu.published()
    with pytest.raises(Conflict, match="Vraag de regiocoördinator"):
        actions.change_offer(
            offer=offer, values={"places": 9}, version=offer.version, by=menu.world.coach("gemeente-leeuwarden")
        )
    changed = actions.change_offer(offer=offer, values={"places": 9}, version=offer.version, by=menu.coordinator())
    assert (changed.places, changed.state) == (9, "gepubliceerd")


def test_loading_twice_changes_nothing(menu):
    load_accounts()
    load_demo_offers()
    before = list(Offer.objects.order_by("pk").values_list("pk", "version", "updated_at"))
    load_catalogue()
    load_demo_offers()
    assert list(Offer.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before
    assert Instrument.objects.count() == 62 and len(before) == 80
    assert not Offer.objects.filter(state="gepubliceerd", instrument__abolished_on__isnull=False).exists()
