"""The arithmetic: lines that sum to zero, shares that are whole, amounts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.money import rules
from services.money.amounts import in_euros, plain_euros, read_euros
from services.money.prices import PLAIN, PriceModel

CENTS = st.integers(0, rules.MOST)


@given(st.sampled_from(sorted(rules.MOVES)), st.dictionaries(st.integers(1, 9), CENTS.filter(bool), min_size=1))
def test_every_move_balances_and_its_counter_undoes_it(deed, amounts):
    lines = rules.lines_of(deed, amounts)
    assert rules.balanced(lines) and rules.balanced(rules.counter(lines))
    assert rules.counter(rules.counter(lines)) == lines


@given(CENTS, st.dictionaries(st.integers(1, 9), CENTS, min_size=1))
def test_a_split_loses_no_cent_and_gives_nobody_more_than_there_is(cents, weights):
    if not sum(weights.values()):
        with pytest.raises(ValueError):
            rules.split(cents, weights)
        return
    found = rules.split(cents, weights)
    assert sum(found.values()) == cents
    if cents <= sum(weights.values()):
        assert all(found[key] <= weights[key] for key in weights)


def test_a_single_line_a_zero_and_an_odd_sum_are_no_posting():
    assert not rules.balanced([])
    assert not rules.balanced([("vrij", 1, 0), ("vrij", 2, 0)])
    assert not rules.balanced([("vrij", 1, 5), ("gereserveerd", 1, -4)])


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1.250,00", 125_000), ("1250", 125_000), ("€ 12,05", 1_205), ("1.000.000", 100_000_000), ("75,-", 7_500)],
)
def test_amounts_are_read_the_dutch_way(typed, cents):
    assert read_euros(typed) == cents


@pytest.mark.parametrize("typed", ["", "12.50", "1,2", "-5", "1.25,00", "tien", "1e3", "١٢", "1.250.00", "9" * 13])
def test_what_is_no_amount_gets_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\."):
        read_euros(typed)


@given(CENTS)
def test_an_amount_that_is_written_is_read_back(cents):
    assert read_euros(in_euros(cents)) == read_euros(plain_euros(cents)) == cents


def test_shares_must_be_the_whole():
    assert rules.why_not_shares({1: 5_000, 2: 5_000}) is None
    assert rules.why_not_shares({}) and rules.why_not_shares({1: 10_000, 2: 0})
    assert "90,5 procent" in rules.why_not_shares({1: 9_050})


def test_every_price_model_is_explained():
    assert set(PLAIN) == set(PriceModel)
    assert all(sentence.endswith(".") for sentence in PLAIN.values())
