"""No published table gives fewer than ten people away, by itself or by subtraction (B26)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.figures import people_figures
from tests.support.results import result
from werkcentrum.access.models import Dossier
from werkcentrum.privacy.models import Statistic
from werkcentrum.privacy.small_cells import FEWEST, HIDDEN, _with_totals, lines_of, publish, solved

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12) | st.integers(0, 400), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def given_away(counts, shown):
    """What a reader finds: small numbers that stand there, or that follow from the others."""
    full = _with_totals(counts)
    hidden = {(r, c) for r, row in enumerate(shown) for c, cell in enumerate(row) if cell == HIDDEN}
    found = [f"{r},{c}" for r, row in enumerate(shown) for c, v in enumerate(row) if v != HIDDEN and v < FEWEST]
    found += [f"solved {cell}" for cell in solved(full, hidden)]
    for line in lines_of(full):
        body = [cell for cell in line[:-1] if cell in hidden]
        if body and line[-1] not in hidden and sum(full[r][c] for r, c in body) < FEWEST:
            found.append(f"together under ten: {body}")
    return found


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_nothing_is_given_away(counts):
    shown = publish(counts)
    wrong = given_away(counts, shown)
    result("B26", tables=1, cells=sum(map(len, shown)), given_away=len(wrong))
    assert wrong == []
    full = _with_totals(counts)
    assert all(cell in (HIDDEN, full[r][c]) for r, row in enumerate(shown) for c, cell in enumerate(row))


def test_hiding_only_what_is_small_would_give_it_away():
    """The guard, taken away: one cell hidden in a row is found by subtraction."""
    counts = [[40, 3, 50], [60, 70, 80], [30, 20, 90]]
    bare = [[HIDDEN if value < FEWEST else value for value in row] for row in _with_totals(counts)]
    assert given_away(counts, bare)
    shown = publish(counts)
    assert shown[0][1] == HIDDEN and not given_away(counts, shown)
    assert sum(cell == HIDDEN for row in shown for cell in row) == 4, "no more than it takes"


def test_large_numbers_stand_as_they_are():
    assert publish([[10, 20], [30, 40]]) == [[10, 20, 30], [30, 40, 70], [40, 60, 100]]
    assert publish([[0, 0]]) == [[HIDDEN] * 3] * 2


@pytest.mark.django_db
def test_the_page_counts_people_and_keeps_small_numbers_back(world):
    coach, year = world.coach(), timezone.localdate().year
    for _ in range(12):
        client = world.client_of(coach)
        Dossier.objects.filter(pk=client.pk).update(opened_at=datetime.datetime(year, 1, 9, 12, tzinfo=datetime.UTC))
    far = world.client_of(world.coach("gemeente-leeuwarden"))
    Dossier.objects.filter(pk=far.pk).update(opened_at=datetime.datetime(year, 2, 9, 12, tzinfo=datetime.UTC))
    today = datetime.date(year, 4, 2)
    before = people_figures(coach.region.pk, year, today)
    assert [row["name"] for row in before["rows"]] == ["januari", "februari", "maart", "Totaal"]
    assert 1 not in [cell for row in before["rows"] for cell in row["cells"]]
    Dossier.objects.filter(pk=far.pk).update(erased_at=timezone.now())
    Statistic.objects.create(
        region=coach.region, month=datetime.date(year, 2, 1), codes={"partner": "municipality", "situation": "WW"}
    )
    assert people_figures(coach.region.pk, year, today) == before, "erasing changes no figure"
    manager = world.browser(world.actor("programmamanager"))
    page = manager.get(reverse("clients:figures"))
    assert page.status_code == 200 and "Mensen in cijfers" in page.content.decode()
    assert world.browser(coach).get(reverse("clients:figures")).status_code == 403
