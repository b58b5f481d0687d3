"""The screens of the menukaart: who gets which answer, and nothing typed is lost."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from services import actions
from services.models import Offer
from tests.services.test_offers import ABOLISHED
from werkcentrum.audit.models import Event

MENU = reverse("services:menu")
NEW = reverse("services:offer_new")
MANAGE = reverse("services:manage")


def to(name, offer):
    return reverse(f"services:{name}", args=[offer.public_id])


def text(answer):
    return answer.content.decode()


def queries(browser, url):
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    # The life of a session is written once a minute, whatever the page.
    aside = ("SAVEPOINT", "RELEASE", 'UPDATE "access_session"')
    return sum(not query["sql"].startswith(aside) for query in seen)


@pytest.mark.parametrize(
    ("role", "menu_status", "manage", "figures"),
    [
        ("gids", 200, 403, 403),
        ("coach", 200, 200, 403),
        ("werkgeversadviseur", 200, 200, 403),
        ("regiocoordinator", 200, 200, 200),
        ("programmamanager", 200, 403, 200),
        ("teamleider", 200, 403, 200),
        ("privacyofficer", 403, 403, 403),
        ("beheerder", 200, 403, 403),
        ("werkgever", 200, 403, 403),
        ("klant", 200, 403, 403),
    ],
)
def test_which_role_sees_which_page(menu, role, menu_status, manage, figures):
    offer, browser = menu.published(), menu.world.browser(menu.world.actor(role))
    assert browser.get(MENU).status_code == menu_status
    assert browser.get(to("offer", offer)).status_code == menu_status
    assert browser.get(MANAGE).status_code == manage
    assert browser.get(NEW).status_code == manage
    assert browser.get(reverse("services:figures")).status_code == figures


@pytest.mark.parametrize(
    ("role", "partner", "region", "draft", "published"),
    [
        # What one may do with a draft and with a published offer of the municipality: read, edit, propose, publish.
        ("coach", "gemeente-leeuwarden", None, (200, 200, 200, 403), (200, 302, 200, 403)),
        ("coach", "uwv", None, (404, 404, 404, 404), (200, 403, 403, 403)),
        ("gids", None, None, (404, 404, 404, 404), (200, 403, 403, 403)),
        ("regiocoordinator", None, None, (200, 200, 200, 200), (200, 200, 200, 200)),
        ("regiocoordinator", None, "FoodValley", (404, 404, 404, 404), (200, 403, 403, 403)),
    ],
)
def test_invisible_is_404_and_visible_without_the_right_is_403(menu, role, partner, region, draft, published):
    browser = menu.world.browser(menu.world.actor(role, partner, region))
    for offer, expected in ((menu.draft(title="Concept"), draft), (menu.published(), published)):
        routes = ("offer", "offer_edit", "offer_propose", "offer_publish")
        assert tuple(browser.get(to(name, offer)).status_code for name in routes) == expected
        assert browser.post(to("offer_withdraw", offer), {"reason": "x"}).status_code in {expected[3], 302, 409}


def test_the_menu_asks_need_first_and_counts_what_is_left_out(menu):
    menu.published("PP_UWV_WW", partner="uwv", title="Proef met WW")
    menu.published(title="Taal in Leeuwarden", reach=["GM0080"])
    browser = menu.world.browser(menu.world.gids())
    page = text(browser.get(MENU))
    assert page.index("Wat is er nodig?") < page.index("2 mogelijkheden") < page.index("Proef met WW")
    page = text(browser.get(MENU, {"gemeente": "GM0090", "situatie": "bijstand", "leeftijd": "40"}))
    assert "2 niet getoond: 1 niet voor deze gemeente, 1 niet voor deze situatie" in page
    assert "Proef met WW" not in page and "Taal in Leeuwarden" not in page
    page = text(browser.get(MENU, {"gemeente": "GM0090", "situatie": "bijstand", "niet": "1"}))
    assert "alleen voor inwoners van Leeuwarden" in page and "alleen voor WW, niet voor bijstand" in page


def test_only_the_changing_part_goes_to_htmx(menu):
    menu.published()
    browser = menu.world.browser(menu.world.gids())
    answer = browser.get(MENU, {"q": "taal", "gemeente": ""}, headers={"HX-Request": "true"})
    assert "<h1" not in text(answer) and "1 mogelijkheid" in text(answer)
    assert answer["HX-Replace-Url"] == "/menukaart/?q=taal"
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<h1" in text(browser.get(MENU, headers=restored))


def test_a_wrong_filter_is_named_and_the_rest_counts(menu):
    menu.published()
    answer = menu.world.browser(menu.world.gids()).get(MENU, {"gemeente": "GM9999", "leeftijd": "x", "q": "taal"})
    assert answer.status_code == 422
    assert "hoort niet bij Friesland" in text(answer) and "leeftijd in van 12" in text(answer)
    assert "1 mogelijkheid" in text(answer) and 'value="taal"' in text(answer)


def test_a_price_is_not_for_clients(menu):
    offer = menu.published(price_payer="1.900 euro")
    assert "1.900 euro" in text(menu.world.browser(menu.world.coach()).get(to("offer", offer)))
    assert "1.900 euro" not in text(menu.world.browser(menu.world.actor("klant")).get(to("offer", offer)))


def test_from_choosing_to_the_menu(menu):
    coach, boss = menu.world.browser(menu.world.coach("gemeente-leeuwarden")), menu.world.browser(menu.coordinator())
    page = text(coach.get(NEW))
    assert "?instrument=TAAL" in page and "?instrument=PP_UWV_WW" not in page
    assert 'value="Gratis."' in text(coach.get(NEW, {"instrument": "TAAL"}))
    answer = coach.post(NEW, menu.form(propose="1", submit_key=str(uuid.uuid4())))
    offer = Offer.objects.get()
    assert answer.url == to("offer", offer) and offer.state == "voorgesteld"
    assert "Vandaag wacht er niets op u." in text(coach.get(MANAGE))
    assert "Taalles" in text(boss.get(MANAGE)) and "1 aanbod vraagt" in text(boss.get(MANAGE))
    assert boss.post(to("offer_return", offer), {"reason": ""}).status_code == 422
    assert boss.post(to("offer_return", offer), {"reason": "Noem de plaats."}).status_code == 302
    assert "Noem de plaats." in text(coach.get(MANAGE)) and "Noem de plaats." in text(coach.get(to("offer", offer)))
    assert coach.post(to("offer_propose", offer)).status_code == 302
    assert "meteen" in text(boss.get(to("offer_publish", offer)))
    assert boss.post(to("offer_publish", offer)).status_code == 302
    assert "Taalles" in text(menu.world.browser(menu.world.gids()).get(MENU))
    assert "Op de menukaart gezet" in text(coach.get(to("offer", offer)))
    assert boss.post(to("offer_withdraw", offer), {"reason": "Te weinig vraag."}).status_code == 302
    page = text(menu.world.browser(menu.world.gids()).get(to("offer", offer)))
    assert "Te weinig vraag." in page and "Verloop" not in page


@pytest.mark.parametrize("code", ABOLISHED)
def test_the_screens_refuse_what_was_abolished(menu, code):
    offer, browser = menu.smuggled(code, partner="uwv"), menu.world.browser(menu.coordinator())
    day, reason = ABOLISHED[code]
    for answer in (
        browser.post(to("offer_publish", offer), {"version": offer.version}),
        browser.post(NEW, menu.form(code, needs=["scholing"], situations=[])),
    ):
        assert answer.status_code == 422
        assert day in text(answer) and reason in text(answer)
    assert Offer.objects.filter(state="gepubliceerd").count() == 0 and Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Vul “Titel” in."),
        ({"reach": ["GM0228"]}, "GM0228 is geen gemeente van Friesland"),
        ({"valid_until": "1-12-2025"}, "Het einde ligt voor het begin"),
        ({"valid_from": "31-2-2026"}, "Vul een datum in als dag-maand-jaar"),
        ({"places": "2", "places_taken": "5"}, "Er zijn al 5 plaatsen bezet"),
        ({"places": "veel"}, "heel getal"),
        ({"instrument": "PP_UWV_WW"}, "is geen taak van Gemeente Leeuwarden"),
        ({"instrument": "PP_GEM", "situations": ["WW"]}, "mag niet voor: WW-uitkering"),
        ({"instrument": "BESTAATNIET"}, "staat niet in de landelijke lijst"),
    ],
)
def test_a_refusal_loses_nothing(menu, changes, words):
    browser = menu.world.browser(menu.world.coach("gemeente-leeuwarden"))
    answer = browser.post(NEW, menu.form(description="Heel veel werk om te typen") | changes)
    assert answer.status_code == 422
    assert words in text(answer) and "Heel veel werk om te typen" in text(answer)
    assert not Offer.objects.exists()


def test_a_stale_page_shows_both_texts(menu):
    offer, browser = menu.draft(), menu.world.browser(menu.world.coach("gemeente-leeuwarden"))
    assert 'name="version" value="1"' in text(browser.get(to("offer_edit", offer)))
    actions.change_offer(offer=offer, values={"title": "Van een collega"}, version=1, by=menu.coordinator())
    answer = browser.post(to("offer_edit", offer), menu.form(title="Van mij", version="1"))
    assert answer.status_code == 409
    page = text(answer)
    assert "Van een collega" in page and 'value="Van mij"' in page and 'name="version" value="2"' in page
    assert browser.post(to("offer_edit", offer), menu.form(title="Van mij", version="2")).status_code == 302
    offer.refresh_from_db()
    assert offer.title == "Van mij"
    page = text(browser.get(to("offer", offer)))
    assert "Eerst: titel: Van een collega" in page and "Nu: titel: Van mij" in page


def test_a_double_click_makes_one_offer(menu):
    browser, key = menu.world.browser(menu.world.coach("gemeente-leeuwarden")), str(uuid.uuid4())
    answers = [browser.post(NEW, menu.form(submit_key=key)) for _ in range(2)]
    assert answers[0].url == answers[1].url and Offer.objects.count() == 1
    offer, again = Offer.objects.get(), {"submit_key": str(uuid.uuid4())}
    assert [browser.post(to("offer_propose", offer), again).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(action="services.propose_offer").count() == 1
    assert browser.post(to("offer_propose", offer)).status_code == 409


def test_publishing_something_else_than_was_read_is_refused(menu):
    offer, browser = menu.proposed(), menu.world.browser(menu.coordinator())
    read = offer.version
    coach = menu.world.coach("gemeente-leeuwarden")
    actions.change_offer(offer=offer, values={"title": "Anders"}, version=read, by=coach)
    answer = browser.post(to("offer_publish", offer), {"version": read})
    assert answer.status_code == 409 and "net gewijzigd" in text(answer) and "Anders" in text(answer)


def test_the_number_of_queries_does_not_grow(menu):
    browser = menu.world.browser(menu.coordinator())
    coach = menu.world.browser(menu.world.coach("gemeente-leeuwarden"))
    offer = menu.published(title="De eerste", places=3, places_taken=3)
    menu.proposed()
    menu.draft()
    asked = f"{MENU}?q=taal&gemeente=GM0080&situatie=ww&leeftijd=31"
    pages = [(coach, MENU), (coach, asked), (browser, MANAGE), (browser, reverse("services:figures"))]
    pages += [(browser, to("offer", offer))]
    few = [queries(*page) for page in pages]
    fill(menu, 30)
    assert [queries(*page) for page in pages] == few
    fill(menu, 270)
    assert [queries(*page) for page in pages] == few
    assert few[0] <= 9 and few[1] <= 9  # two tell the database who acts


def fill(menu, number):
    """Many offers at once, a third of them waiting."""
    cell, author = menu.world.cell("gemeente-leeuwarden"), menu.coordinator().user
    values = menu.values() | {"provider": cell, "region": cell.region, "places": 4, "places_taken": 4}
    published = {"state": "gepubliceerd", "published_at": timezone.now(), "published_by": author}
    states = (published, published, {"state": "voorgesteld"})
    Offer.objects.bulk_create(Offer(**values, **states[place % 3]) for place in range(number))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE services_offer, services_instrument, regions_participation, regions_partner")
