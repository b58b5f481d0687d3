"""Income periods: several at once, one leading, no overlap, no hole, and a sentence for every refusal."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from clients.actions import income
from clients.facts import facts_of, responsible_for
from clients.models import Entry, IncomePeriod
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused

D = datetime.date
SOURCE = "klant"


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def client(world, gids):
    return world.client_of(gids, situation="WW", since="2026-01-01", until="2026-12-31")


def shape(client):
    return [
        (row.code, row.valid_from, row.valid_until, row.leading)
        for row in client.income_periods.order_by("valid_from", "code")
    ]


def test_a_second_situation_beside_the_first_does_not_lead(client, gids):
    row = income.add_period(
        client=client, code="LOONDIENST", valid_from=D(2026, 9, 1), valid_until=D(2026, 12, 31), source=SOURCE, by=gids
    )
    assert not row.leading
    event = Event.objects.get(action="income.add_period")
    assert event.dossier_id == client.pk
    assert Entry.objects.get(event_id=event.pk).text.startswith("Inkomen: In loondienst van 1 september 2026")
    assert row.history.get().event_id == event.pk


def test_what_comes_after_leads_by_itself(client, gids):
    assert income.add_period(client=client, code="BIJSTAND", valid_from=D(2027, 1, 1), source=SOURCE, by=gids).leading


def test_two_leading_at_once_are_refused_and_both_are_named(client, gids):
    with pytest.raises(Conflict) as no:
        income.add_period(
            client=client, code="BIJSTAND", valid_from=D(2026, 12, 1), source=SOURCE, leading=True, by=gids
        )
    assert "Bijstandsuitkering vanaf 1 december 2026" in no.value.sentence
    assert "WW-uitkering van 1 januari 2026 tot en met 31 december 2026" in no.value.sentence
    assert len(shape(client)) == 1


def test_the_same_situation_twice_is_refused_and_both_are_named(client, gids):
    with pytest.raises(Conflict, match="WW-uitkering vanaf 1 juni 2026 valt samen met WW-uitkering van 1 januari 2026"):
        income.add_period(client=client, code="WW", valid_from=D(2026, 6, 1), source=SOURCE, leading=False, by=gids)


def test_a_day_without_a_leading_situation_is_refused(client, gids):
    with pytest.raises(Refused, match="tijd zonder belangrijkste inkomen") as no:
        income.add_period(
            client=client, code="LOONDIENST", valid_from=D(2026, 9, 1), source=SOURCE, leading=False, by=gids
        )
    assert no.value.status == 422


def test_the_database_itself_refuses_overlap_and_hole(client, gids):
    values = {"client": client, "obtained_on": D(2026, 1, 1), "recorded_by": gids.user, "valid_from": D(2026, 6, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomePeriod.objects.create(code="BIJSTAND", leading=True, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomePeriod.objects.create(code="BIJSTAND", leading=False, **values)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"valid_from": D(1950, 1, 1)}, "nog niet geboren"),
        ({"valid_from": D(2066, 1, 1)}, "meer dan twee jaar vooruit"),
        ({"valid_from": D(2027, 5, 1), "valid_until": D(2027, 4, 1)}, "ligt vóór de eerste"),
        ({"valid_from": D(2027, 1, 1), "code": "WAT"}, "Kies een situatie uit de lijst"),
    ],
)
def test_impossible_periods_are_told(client, gids, values, sentence):
    with pytest.raises(Refused, match=sentence):
        income.add_period(**{"client": client, "code": "BIJSTAND", "source": SOURCE, "by": gids} | values)


def test_changing_the_lead_cuts_the_rows_where_needed(client, gids):
    job = income.add_period(
        client=client, code="LOONDIENST", valid_from=D(2026, 3, 1), valid_until=D(2026, 10, 31), source=SOURCE, by=gids
    )
    income.change_leading(period=job, on=D(2026, 6, 1), by=gids)
    assert shape(client) == [
        ("WW", D(2026, 1, 1), D(2026, 5, 31), True),
        ("LOONDIENST", D(2026, 3, 1), D(2026, 5, 31), False),
        ("LOONDIENST", D(2026, 6, 1), D(2026, 10, 31), True),
        ("WW", D(2026, 6, 1), D(2026, 10, 31), False),
        ("WW", D(2026, 11, 1), D(2026, 12, 31), True),
    ]


def test_ending_what_leads_needs_another_first(client, gids):
    job = {"client": client, "code": "LOONDIENST", "valid_from": D(2026, 3, 1), "valid_until": D(2026, 12, 31)}
    income.add_period(**job, source=SOURCE, by=gids)
    ww = client.income_periods.get(code="WW")
    with pytest.raises(Refused, match="Kies eerst wat in die tijd het belangrijkste is"):
        income.end_period(period=ww, on=D(2026, 8, 31), by=gids)
    income.change_leading(period=client.income_periods.get(code="LOONDIENST"), on=D(2026, 9, 1), by=gids)
    assert facts_of(client, D(2026, 10, 1)).on(D(2026, 10, 1))[0].code == "LOONDIENST"


def test_replacing_the_lead_closes_the_day_before(client, gids):
    row = income.replace_leading(client=client, code="BIJSTAND", on=D(2026, 12, 1), source=SOURCE, by=gids)
    assert row.leading
    assert shape(client) == [("WW", D(2026, 1, 1), D(2026, 11, 30), True), ("BIJSTAND", D(2026, 12, 1), None, True)]
    assert responsible_for(client, D(2026, 12, 1)).partner_kind == "municipality"
    assert responsible_for(client, D(2026, 11, 30)).partner_kind == "uwv"


def test_replacing_by_the_same_or_over_something_later_is_refused(client, gids):
    with pytest.raises(Conflict, match="is al het belangrijkste inkomen"):
        income.replace_leading(client=client, code="WW", on=D(2026, 12, 1), source=SOURCE, by=gids)
    income.add_period(client=client, code="BIJSTAND", valid_from=D(2027, 1, 1), source=SOURCE, by=gids)
    with pytest.raises(Conflict, match="Er staat al wat vanaf dan"):
        income.replace_leading(client=client, code="ZW_VANGNET", on=D(2026, 12, 15), source=SOURCE, by=gids)


def queries_of_replacing(world, gids, others):
    client = world.client_of(gids, situation="WW", since="2026-01-01")
    for number in range(others):
        code = ("LOONDIENST", "FLEX_UITZEND", "ZELFSTANDIGE", "INBURGERAAR")[number]
        income.add_period(client=client, code=code, valid_from=D(2026, 2, 1), source=SOURCE, by=gids)
    assert gids.permissions
    with CaptureQueriesContext(connection) as queries:
        income.replace_leading(client=client, code="BIJSTAND", on=D(2026, 12, 1), source=SOURCE, by=gids)
    return len(queries)


def test_replacing_costs_the_same_for_one_and_five_situations(world, gids):
    assert queries_of_replacing(world, gids, 0) == queries_of_replacing(world, gids, 4) <= 16


def test_who_may_not_change_income_is_refused(world, client):
    stranger = world.coach()
    with pytest.raises(PermissionDenied):
        income.add_period(client=client, code="BIJSTAND", valid_from=D(2027, 1, 1), source=SOURCE, by=stranger)


def test_a_period_noted_by_mistake_can_be_taken_away(client, gids):
    row = income.add_period(client=client, code="BIJSTAND", valid_from=D(2027, 1, 1), source=SOURCE, by=gids)
    income.remove_period(period=row, by=gids)
    assert len(shape(client)) == 1
    with pytest.raises(Conflict, match="weggehaald"):
        income.end_period(period=row, on=D(2027, 2, 1), by=gids)
