"""Coverage of the menu: the quick way says of every cell what the definition says."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audience import BY_SLUG
from services.coverage.cells import Axes, Offered, Room, State, picture, room_of
from services.coverage.norms import GROUP_SLUGS, ages, norms, occurs, tiles
from tests.support.size import size
from werkcentrum.vocabulary import SITUATIONS

TODAY = datetime.date(2026, 11, 21)
PLACES = ("GM0080", "GM0090", "GM0059")
NORM = norms(TODAY)
PLAIN = Offered(1, "opleiden", (), (), (), None, None, None, 0, 0, 14, None, TODAY)


def days(number):
    return TODAY + datetime.timedelta(days=number)


def test_the_norms_are_dated_and_the_axes_whole():
    assert (NORM.ending_days, NORM.lead_days, NORM.source) == (90, 42, "M")
    assert [age.code for age in ages(TODAY)] == ["LG01", "LG02", "LG03", "LG04", "LG05", "LG06"]
    assert (ages(TODAY)[-1].first, ages(datetime.date(2028, 1, 1))[-1].first) == (67, 67)
    assert len(tiles()) == 7 and len(GROUP_SLUGS) == 14
    assert occurs("ww", "opleiden", "LG04") and not occurs("ww", "opleiden", "LG06")
    assert occurs("werk", "voorzorg", "LG04") and not occurs("ww", "voorzorg", "LG04")


@pytest.mark.parametrize(
    ("changes", "room"),
    [
        ({}, Room.OPEN),
        ({"places": 5, "taken": 2}, Room.OPEN),
        ({"places": 5, "taken": 3}, Room.LAST),
        ({"places": 5, "taken": 5}, Room.FULL),
        ({"places": 0}, Room.FULL),
        ({"waiting_days": 42}, Room.OPEN),
        ({"waiting_days": 43}, Room.FULL),
        ({"lead_days": 43}, Room.FULL),
        ({"valid_until": days(89)}, Room.STALE),
        ({"valid_until": days(90)}, Room.OPEN),
        ({"right_until": TODAY}, Room.OPEN),
        ({"right_until": days(-1)}, Room.STALE),
        ({"valid_until": days(3), "places": 1, "taken": 1}, Room.FULL),
    ],
)
def test_whether_one_can_start(changes, room):
    assert room_of(PLAIN._replace(**changes), TODAY, NORM) == room


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ([], State.NONE),
        ([{}], State.THIN),
        ([{}, {}], State.COVERED),
        ([{"places": 3, "taken": 2}, {"places": 3, "taken": 2}], State.THIN),
        ([{"places": 3, "taken": 2}, {}], State.COVERED),
        ([{"places": 3, "taken": 3}], State.FULL),
        ([{"places": 3, "taken": 3}, {"valid_until": days(10)}], State.STALE),
        ([{"valid_until": days(10)}, {"places": 3, "taken": 2}], State.THIN),
        ([{"reach": ("GM0090",)}], State.NONE),
        ([{"reach": ("GM0080",)}], State.THIN),
        ([{"lawful": ("BIJSTAND",)}], State.NONE),
        ([{"lawful": ("WW_OVERHEID",)}], State.THIN),
        ([{"situations": ("WW",), "lawful": ("WW_OVERHEID",)}], State.NONE),
        ([{"min_age": 28}], State.NONE),
        ([{"min_age": 27, "max_age": 55}], State.THIN),
        ([{"max_age": 54}], State.NONE),
        ([{"tile": "nazorg"}], State.NONE),
        ([{"tile": "werving_en_selectie"}], State.NONE),
    ],
)
def test_the_state_of_a_cell(changes, state):
    found = picture([PLAIN._replace(pk=at, **change) for at, change in enumerate(changes)], Axes(TODAY, PLACES))
    assert found.state("ww", "opleiden", "LG04", "GM0080") == state


def test_a_cell_without_people_has_no_state():
    assert picture([PLAIN], Axes(TODAY, PLACES)).state("ww", "opleiden", "LG06", "GM0080") is None


def by_definition(offers, group, tile, age, place):
    """The same in the words of the definition, offer by offer: slow, and without a trick."""
    open_, last, stale, full = 0, 0, 0, 0
    for offer in offers:
        if offer.tile != tile or (offer.reach and place not in offer.reach):
            continue
        codes = set(BY_SLUG[group].codes)
        codes &= set(offer.situations) or codes
        codes &= set(offer.lawful) or codes
        years = range(age.first, age.last + 1)
        too_young = offer.min_age is not None and any(year < offer.min_age for year in years)
        too_old = offer.max_age is not None and any(year > offer.max_age for year in years)
        if not codes or too_young or too_old:
            continue
        room = room_of(offer, TODAY, NORM)
        open_, last = open_ + (room == Room.OPEN), last + (room == Room.LAST)
        stale, full = stale + (room == Room.STALE), full + (room == Room.FULL)
    if open_ + last >= 2 and open_:
        return State.COVERED
    if open_ + last:
        return State.THIN
    if stale:
        return State.STALE
    return State.FULL if full else State.NONE


CODES = st.lists(st.sampled_from(sorted(SITUATIONS)), max_size=5, unique=True).map(tuple)
OFFERS = st.builds(
    Offered,
    pk=st.integers(1, 9999),
    tile=st.sampled_from([*tiles(), "werving_en_selectie"]),
    situations=CODES,
    lawful=CODES,
    reach=st.lists(st.sampled_from([*PLACES, "GM0228"]), max_size=2, unique=True).map(tuple),
    min_age=st.none() | st.integers(12, 70),
    max_age=st.none() | st.integers(18, 110),
    places=st.none() | st.integers(0, 6),
    taken=st.integers(0, 6),
    waiting_days=st.integers(0, 60),
    lead_days=st.integers(0, 60),
    valid_until=st.none() | st.integers(0, 200).map(days),
    right_until=st.integers(-100, 300).map(days),
)


@settings(max_examples=size("coverage pictures"), deadline=None)
@given(st.lists(OFFERS, max_size=40), st.data())
def test_quick_is_what_the_definition_says(offers, data):
    """After any change of the offers: an offer gone, an offer changed."""
    for _ in range(2):
        found = picture(offers, Axes(TODAY, PLACES))
        for tile in tiles():
            for group in GROUP_SLUGS:
                for age in ages(TODAY):
                    for place in PLACES:
                        expected = by_definition(offers, group, tile, age, place)
                        there = occurs(group, tile, age.code)
                        assert found.state(group, tile, age.code, place) == (expected if there else None)
        if offers:
            offers = [*data.draw(st.permutations(offers))[1:], data.draw(OFFERS)]


def test_every_cell_is_in_exactly_one_state():
    found = picture([PLAIN, PLAIN._replace(pk=2, tile="nazorg", reach=("GM0080",))], Axes(TODAY, PLACES))
    for tile, sets in found.sets.items():
        assert sum(cells.bit_count() for cells in sets.values()) == found.axes.existing[tile].bit_count() > 0
