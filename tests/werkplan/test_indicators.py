"""How the work goes in a region: counted by the database, shown from ten people on."""

import datetime

import pytest
from django.urls import reverse

from clients.models import Handover
from services.load import load_catalogue
from services.models import Instrument
from tests.werkplan.plans import running_plan
from werkcentrum.access import door
from werkplan.indicators import HIDDEN, indicators
from werkplan.models import CarryOver, Inzet, Signal

YEAR = datetime.date(2026, 1, 1), datetime.date(2026, 10, 31)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def coach(world):
    return world.coach()


def at(month, day):
    return datetime.datetime(2026, month, day, 12, tzinfo=datetime.UTC)


def handed(world, coach, number, state="geaccepteerd", days=4):
    """So many handovers from this coach to the municipality, decided `days` after the offer."""
    to = world.cell("gemeente-leeuwarden")
    for _ in range(number):
        row = Handover.objects.create(
            client=world.client_of(coach), from_participation=coach.cell, to_participation=to, offered_by=coach.user,
            due_on=at(5, 8).date(), expires_on=at(5, 20).date(), reason="Einde WW", state=state,
            decided_at=at(5, 1) + days * DAY, decided_by=None if state == "verlopen" else coach.user,
            assigned_to=coach.user if state == "geaccepteerd" else None,
            **({"refusal": "Vol", "refusal_code": "geen_ruimte"} if state == "geweigerd" else {}),
        )  # fmt: skip
        Handover.objects.filter(pk=row.pk).update(offered_at=at(5, 1))


def figures(world):
    found = indicators(world.region().pk, *YEAR)
    return {tile.name: (tile.figure, tile.over) for tile in found["tiles"]}, found["handovers"]


def test_fewer_than_ten_tell_nothing(world, coach):
    handed(world, coach, 9)
    tiles, table = figures(world)
    assert tiles["Duur van een overdracht"] == (HIDDEN, "") and tiles["Overdracht zonder verlies"] == (HIDDEN, "")
    assert {cell for row in table["rows"] for cell in row["cells"]} == {HIDDEN}


def test_ten_handovers_and_how_long_they_took(world, coach):
    handed(world, coach, 10)
    handed(world, coach, 11, state="geweigerd", days=9)
    tiles, table = figures(world)
    assert tiles["Duur van een overdracht"] == ("4 dagen", "over 10")
    assert tiles["Overdracht zonder verlies"] == ("100 %", "van 10")
    rows = {row["name"]: row["cells"] for row in table["rows"]}
    # Nobody withdrew and nothing expired: so few that the ten have to keep them company.
    assert rows["Geweigerd"][0] == 11 and rows["Geaccepteerd"][0] == HIDDEN


def test_a_change_that_was_seen_in_time(world, coach):
    for number in range(24):
        client = world.client_of(coach)
        report = CarryOver.objects.create(
            submit_key=f"00000000-0000-0000-0000-{number:012}", client=client, from_code="WW", to_code="BIJSTAND",
            on=at(6, 1).date(), before={}, after={}, recorded_by=coach.user, state="ingegaan", settled_at=at(6, 1),
        )  # fmt: skip
        CarryOver.objects.filter(pk=report.pk).update(recorded_at=at(5, 28))
        if number < 12:
            Signal.objects.create(
                client=client, kind="ww_ends", subject="x", on=at(5, 31).date(), since=at(5, 31).date() - 30 * DAY
            )
    tiles, _ = figures(world)
    assert tiles["Wijziging op tijd gezien"] == ("50 %", "van 24")


def test_a_share_that_would_tell_of_a_few_is_kept_back(world, coach):
    handed(world, coach, 12)
    load_catalogue()
    plan, _, (step,) = running_plan(coach, Handover.objects.first().client)
    instrument = Instrument.objects.first()
    Inzet.objects.create(
        plan=plan, step=step, instrument=instrument, state="voortijdig_beeindigd", starts_on=at(4, 1).date(),
        ends_on=at(5, 10).date(), reason="Gestopt",
    )  # fmt: skip
    tiles, _ = figures(world)
    assert tiles["Overdracht zonder verlies"] == (HIDDEN, "")


def test_another_region_and_another_role_count_nothing(world, coach):
    handed(world, coach, 12)
    manager = world.actor("programmamanager")
    page = world.browser(manager).get(reverse("werkplan:indicators"), {"jaar": "2026"})
    assert page.status_code == 200 and "Duur van een overdracht" in page.content.decode()
    door.enter(coach)
    try:
        assert door.call("werkplan_indicators", world.region().pk, *YEAR) == []
    finally:
        door.leave()
    assert world.browser(coach).get(reverse("werkplan:indicators")).status_code == 403


def test_one_query_whatever_the_numbers(world, coach, django_assert_num_queries):
    handed(world, coach, 11)
    region = world.region().pk
    with django_assert_num_queries(1):
        indicators(region, *YEAR)
