"""Dates as people type and read them."""

import contextlib
from datetime import date, timedelta

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.web import dates

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "4-3-2026",
        "04-03-2026",
        "4/3/2026",
        "4.3.2026",
        "4 3 2026",
        "04032026",
        "2026-03-04",
        " 4 maart 2026 ",
        "4 mrt. 2026",
    ],
)
def test_many_ways_to_write_a_day(text):
    assert dates.parse(text) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text", ["", "31-2-2026", "4-3-26", "eind maart", "4-13-2026", "0-1-2026", "2026-3", "4 ma 2026"]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError):
        dates.parse(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_what_we_write_we_can_read(day):
    assert dates.parse(dates.long_date(day)) == day
    assert dates.parse(day.isoformat()) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_refusal(text):
    with contextlib.suppress(ValueError):
        assert isinstance(dates.parse(text), date)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (-1, "gisteren"),
        (3, "over 3 dagen (di 24 nov)"),
        (-4, "4 dagen geleden (di 17 nov)"),
        (13, "over 13 dagen (vr 4 dec)"),
        (20, "over 2 weken (vr 11 dec)"),
        (50, "over 7 weken (zo 10 jan 2027)"),
        (61, "21 januari 2027"),
        (-400, "17 oktober 2025"),
    ],
)
def test_how_far_away(days, words):
    assert dates.relative(TODAY + timedelta(days=days), TODAY) == words


class Form(forms.Form):
    on = dates.DateField(required=False)
    born = dates.PartialDateField(required=False)


def cleaned(**data):
    form = Form(data)
    return form.cleaned_data if form.is_valid() else form.errors


def test_date_field_says_what_to_do_and_keeps_what_was_typed():
    assert cleaned(on="4-3-2026")["on"] == date(2026, 3, 4)
    assert cleaned(on="")["on"] is None
    form = Form({"on": "eind maart"})
    assert form.errors["on"] == [dates.NOT_A_DATE]
    assert 'value="eind maart"' in str(form["on"])
    assert 'value="04-03-2026"' in str(Form(initial={"on": date(2026, 3, 4)})["on"])


@pytest.mark.parametrize(
    ("parts", "stored", "words"),
    [
        (("4", "3", "1985"), "1985-03-04", "4 maart 1985"),
        (("", "mrt", "1985"), "1985-03-00", "maart 1985"),
        (("", "", "1985"), "1985-00-00", "1985"),
        (("29", "2", "1984"), "1984-02-29", "29 februari 1984"),
    ],
)
def test_partial_date(parts, stored, words):
    value = cleaned(born_day=parts[0], born_month=parts[1], born_year=parts[2])["born"]
    assert (str(value), value.words) == (stored, words)
    assert dates.PartialDate.of(stored) == value
    assert dates.PartialDateInput().decompress(stored) == [value.day or None, value.month or None, value.year]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("4", "", "1985"), "month"),
        (("4", "3", ""), "year"),
        (("4", "3", "85"), "year"),
        (("31", "2", "1985"), "never"),
        (("1", "13", "1985"), "never"),
        (("x", "1", "1985"), "never"),
        (("1", "1", "0000"), "never"),
    ],
)
def test_partial_date_refuses_in_words(parts, code):
    found = cleaned(born_day=parts[0], born_month=parts[1], born_year=parts[2])
    assert found["born"] == [dates.PartialDateField.default_error_messages[code]]


def test_partial_date_left_empty():
    assert cleaned()["born"] is None
    assert not dates.PartialDateField().has_changed("1985-03-00", ["", "3", "1985"])
    assert dates.PartialDateField().has_changed("1985-03-00", ["4", "3", "1985"])
