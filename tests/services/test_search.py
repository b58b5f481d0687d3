"""Searching in Dutch: stems, beginnings, synonyms, sentences and typos."""

import pytest
from django.utils import timezone

from services.audience import Person
from services.load import load_demo_offers
from services.menu import menu_for, menu_page
from services.models import Instrument, Offer
from services.search import search, words_of
from werkcentrum.access.demo import load_accounts


@pytest.fixture
def friesland(menu, world):
    """The demo's offers of Friesland."""
    load_accounts()
    load_demo_offers()
    return world.region()


def found(region, text):
    return [card.title for card in menu_for(region=region, date=timezone.localdate(), text=text)]


PAIRS = {
    "lessen": "Taalpunt Dokkum",
    "cursussen": "Heftruck en VCA met WW",
    "heftr": "Heftruck en VCA met WW",
    "nederlands leren": "Nederlands leren op het werk, Heerenveen",
    "schuldhlup": "Hulp bij schulden in Leeuwarden",
    "solicitatie": "Training Succesvol solliciteren",
    "jobcoch": "Jobcoach van gemeente Leeuwarden",
    "kinderopvng": "Kinderopvang tijdens uw traject",
    "cv": "Training Succesvol solliciteren",
    "uwv proefplaats": "Op proef werken met WW",
    "Súdwest": "Schuldhulp Súdwest-Fryslân",
    "sudwest schuldhulp": "Schuldhulp Súdwest-Fryslân",
    "iemand met schulden die geld zoekt": "Hulp bij geldzorgen in Heerenveen",
}


def test_people_find_what_they_mean(friesland):
    missed = {text: title for text, title in PAIRS.items() if title not in found(friesland, text)}
    assert missed == {}
    assert found(friesland, "jobcoach")[0].startswith("Jobcoach")
    assert found(friesland, "inburgering")[0] == "Inburgering en werk in Leeuwarden"
    assert found(friesland, "xyzzyplugh") == found(friesland, "kwantumfysica") == []
    hefturck = menu_page(
        region=friesland, person=Person(), date=timezone.localdate(), names={}, needs=(), text="hefturck"
    )
    assert hefturck.guessed and "Heftruck en VCA met WW" in [card.title for card in hefturck.cards]


@pytest.mark.parametrize("text", ["", "   ", "de het een", "'", "\\", "a & b | !", "'); drop", "\x00", ":*", "%" * 300])
def test_any_text_is_a_question(db, text):
    assert list(search(Offer.objects.all(), text)) == []


def test_words_that_say_nothing_do_not_count():
    assert words_of("Ik wil een cursus voor de heftruck") == ["cursus", "heftruck"]
    assert len(words_of(" ".join(f"woord{n}" for n in range(40)))) <= 8


def test_search_follows_the_catalogue(menu):
    offer = menu.published()
    Instrument.objects.filter(pk="TAAL").update(synonyms="zonnebloem")
    assert list(search(Offer.objects.all(), "zonnebloemen")) == [offer]
