"""Signals: four weeks before or earlier, once, gone with their reason, and never about a dossier that stands still."""

import datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.models import IncomePeriod, Intake, IntakeAnswer
from clients.responsibility.facts import PartialDate
from tests.factories.fatima import fatima
from tests.support.size import size
from werkcentrum.access import door
from werkcentrum.vocabulary import shift
from werkplan.models import CarryOver, Signal, Werkplan
from werkplan.signals.refresh import refresh
from werkplan.signals.rules import BY_KIND, LEAST, RULES

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 11, 20)


def days(client, kind=None, on=TODAY):
    """What is open for somebody on a date: {kind: day}, or the day of one kind."""
    refresh(on=on)
    found = dict(Signal.objects.open().filter(client=client).values_list("kind", "on"))
    return found.get(kind) if kind else found


def answer(client, by, field, said=TODAY, **value):
    intake, _ = Intake.objects.get_or_create(client=client, started_by=by.user)
    IntakeAnswer.objects.update_or_create(
        intake=intake, client=client, field=field,
        defaults={"value": value, "obtained_on": said, "recorded_by": by.user},
    )  # fmt: skip


def income(client, by, code, since, until=None, leading=True):
    return IncomePeriod.objects.create(
        client=client, code=code, valid_from=since, valid_until=until, leading=leading, obtained_on=TODAY,
        recorded_by=by.user,
    )  # fmt: skip


# The date that a case puts in the dossier, per kind: what is coming for somebody on `day`.
def ww(world, day, **who):
    return world.client_of(world.coach(), since="2020-01-01", until=str(day), **who)


def job(world, day):
    return world.client_of(world.coach(), situation="LOONDIENST", since="2020-01-01", until=str(day))


def sick(world, day):
    return world.client_of(world.coach(), situation="ZW_VANGNET", since="2020-01-01", until=str(day))


def changes(world, day):
    client = world.client_of(world.coach(), situation="NUG", since="2020-01-01", until=str(day - datetime.timedelta(1)))
    income(client, world.coach(), "LOONDIENST", day)
    return client


def looks_back(world, day):
    client = world.client_of(world.coach(), situation="BIJSTAND", since="2020-01-01")
    lead = world.coach().cell
    Werkplan.objects.create(client=client, region=client.region, lead=lead, state="in_uitvoering", evaluate_on=day)
    return client


def registered(world, day):
    client = world.client_of(world.coach(), situation="NUG", since="2020-01-01")
    answer(client, world.coach(), "registered_jobseeker", registered=True, since="2020-01-01", expires=str(day))
    return client


def parent(world, day):
    client = world.client_of(world.coach(), situation="BIJSTAND", since="2015-01-01")
    answer(client, world.coach(), "care_tasks", shift(day, -2, "years"), single_parent=True, youngest_age=2)
    return client


def old(world, day):
    return world.client_of(world.coach(), situation="BIJSTAND", since="2015-01-01", birth_on=shift(day, -67, "years"))


def reported(world, day):
    client = world.client_of(world.coach(), situation="BIJSTAND_JONG", since="2020-01-01")
    CarryOver.objects.create(
        submit_key="00000000-0000-4000-8000-000000000001", client=client, from_code="WW", to_code="BIJSTAND_JONG",
        on=day, before={}, after={}, recorded_by=world.coach().user,
        deadlines=[{"code": "ASSISTANCE_SEARCH_PERIOD", "on": str(day)}],
    )  # fmt: skip
    return client


def began(world, day):
    start = shift(day, -6, "months")
    before = start - datetime.timedelta(1)
    client = world.client_of(world.coach(), situation="PRO_VSO_ENTREE", since="2020-01-01", until=str(before))
    income(client, world.coach(), "LOONDIENST", start)
    return client


def young(world, day):
    return ww(world, day + datetime.timedelta(28), birth_on=shift(day, -24, "years"))


CASES = {
    "ww_end": ww, "contract_end": job, "income_end": sick, "change": changes, "evaluation": looks_back,
    "registration": registered, "youngest_child": parent, "pension": old, "search_end": reported,
    "subsidy_window": began, "early_report": young,
}  # fmt: skip


def test_every_kind_is_tried_here():
    assert set(CASES) == set(BY_KIND)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@settings(max_examples=size("signal dates"), deadline=None, suppress_health_check=list(HealthCheck))
@given(day=st.dates(D(2026, 12, 1), D(2027, 11, 30)), before=st.integers(-40, 250))
def test_it_comes_four_weeks_before_or_earlier_and_stays_until_it_is_over(rule, world, day, before):
    client = CASES[rule.kind](world, day)
    try:
        today = day - datetime.timedelta(before)
        last = rule.last(today)
        assert (last - today).days >= LEAST
        shown = days(client, rule.kind, today)
        expected = day if today - datetime.timedelta(rule.after) <= day <= last else None
        if rule.kind == "change" and before <= 0:
            expected = None
        if rule.kind == "subsidy_window" and today < shift(day, -6, "months"):
            expected = None
        assert shown == expected
        if 0 < before <= LEAST:
            assert shown == day, "too late to do anything about it"
    finally:
        Signal.objects.filter(client=client).delete()
        CarryOver.objects.all().delete()
        client.income_periods.all().delete()
        IntakeAnswer.objects.all().delete()
        Werkplan.objects.filter(client=client).delete()
        client.birth_on = D(1995, 3, 14)
        client.save()


@settings(max_examples=size("pension days"), deadline=None, suppress_health_check=list(HealthCheck))
@given(born=st.dates(D(1957, 1, 1), D(1972, 12, 31)), precision=st.sampled_from(["day", "month", "year"]))
def test_the_day_of_the_pension_is_that_of_the_rules(world, born, precision):
    born = born.replace(**{"day": {}, "month": {"day": 1}, "year": {"day": 1, "month": 1}}[precision])
    client = world.client_of(world.coach(), situation=None, birth_on=born, birth_precision=precision)
    known = PartialDate(born.year, born.month if precision != "year" else 0, born.day if precision == "day" else 0)
    day = known.pension_day()
    try:
        assert days(client, "pension", day - datetime.timedelta(30)) == day
    finally:
        Signal.objects.filter(client=client).delete()
        type(client).objects.filter(pk=client.pk).update(birth_on=D(1995, 3, 14), birth_precision="day")


def test_case_1_fatima_is_told_of_four_months_before_her_ww_ends(world):
    client = fatima(world, until=D(2026, 12, 31)).client
    assert days(client, "ww_end", D(2026, 8, 30)) is None
    assert days(client, "ww_end", D(2026, 8, 31)) == D(2026, 12, 31)
    assert "early_report" not in days(client, on=D(2026, 11, 20)), "she is 31"


def test_case_1_at_24_she_may_report_from_four_weeks_before(world):
    client = fatima(world, until=D(2026, 12, 31)).client
    client.birth_on = D(2002, 5, 1)
    client.save()
    assert days(client, "early_report", D(2026, 10, 20)) == D(2026, 12, 3)


def test_computing_again_changes_nothing(world):
    client = fatima(world).client
    assert refresh(on=TODAY)[0] >= 1
    before = list(Signal.objects.filter(client=client).values())
    assert refresh(on=TODAY) == (0, 0)
    assert list(Signal.objects.filter(client=client).values()) == before


def test_it_goes_with_its_reason_and_another_date_is_another_signal(world):
    client = fatima(world).client
    refresh(on=TODAY)
    assert client.signals.open().get(kind="ww_end").on == D(2026, 12, 31)
    client.income_periods.update(valid_until=D(2027, 1, 31))
    refresh(on=TODAY)
    assert [row.on for row in client.signals.open().filter(kind="ww_end")] == [D(2027, 1, 31)]
    client.income_periods.update(valid_until=None)
    refresh(on=TODAY)
    assert not client.signals.open().filter(kind="ww_end").exists()
    client.income_periods.update(valid_until=D(2026, 12, 31))
    refresh(on=TODAY)
    assert client.signals.filter(kind="ww_end").count() == 2, "the same date is the same signal"


def test_what_comes_after_takes_its_place(world):
    client = fatima(world).client
    income(client, world.coach(), "BIJSTAND", D(2027, 1, 1))
    assert days(client) == {"change": D(2027, 1, 1)}


@pytest.mark.parametrize("still", ["closed_at", "restricted_at"])
def test_nobody_is_told_of_a_dossier_that_stands_still(world, still):
    client = fatima(world).client
    assert days(client)
    setattr(client.dossier, still, "2026-11-20T09:00Z")
    client.dossier.save()
    assert days(client) == {}


def test_one_person_alone_leaves_the_others_as_they_are(world):
    one, other = ww(world, D(2027, 1, 1)), ww(world, D(2027, 1, 2))
    refresh(on=TODAY)
    IncomePeriod.objects.update(valid_until=D(2027, 1, 3))
    refresh(on=TODAY, people=[one.pk])
    assert one.signals.open().get().on == D(2027, 1, 3) and other.signals.open().get().on == D(2027, 1, 2)


@pytest.mark.parametrize("typed", ["31-12-2026", "2026-02-31", "2026-13-01", "morgen", "", None])
def test_a_day_that_is_none_breaks_nothing(world, typed):
    client = world.client_of(world.coach(), situation="NUG", since="2026-01-01")
    answer(client, world.coach(), "registered_jobseeker", registered=True, expires=typed)
    assert days(client) == {}


@pytest.mark.parametrize("age", ["3", 3.5, -1, 12, None, "drie"])
def test_an_age_that_is_none_breaks_nothing(world, age):
    client = world.client_of(world.coach(), situation="BIJSTAND", since="2026-01-01")
    answer(client, world.coach(), "care_tasks", single_parent=True, youngest_age=age)
    assert set(days(client)) <= {"youngest_child"}


def test_a_change_that_is_called_off_brings_no_days(world):
    client = reported(world, D(2026, 12, 10))
    assert days(client, "search_end") == D(2026, 12, 10)
    CarryOver.objects.update(state=CarryOver.State.CANCELLED, settled_at="2026-11-20T09:00Z", reason="Gaat niet door.")
    assert days(client) == {}


def test_without_assistance_there_is_no_exemption_to_lose(world):
    client = world.client_of(world.coach(), situation="NUG", since="2026-01-01")
    answer(client, world.coach(), "care_tasks", single_parent=True, youngest_age=4)
    assert days(client) == {}


def test_the_number_of_statements_does_not_depend_on_the_number_of_people(world, django_assert_num_queries):
    for _ in range(5):
        ww(world, D(2027, 1, 1))
    with django_assert_num_queries(3):  # the statement, and the savepoint around it
        assert refresh(on=TODAY)[0] == 5


def test_only_the_installation_makes_signals(world):
    fatima(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.door', '', true)")
    assert refresh(on=TODAY) == (0, 0), "without a door the owner sees nobody"
    with door.as_system("test"):
        assert refresh(on=TODAY)[0] >= 1


def test_every_rule_says_why_and_what_to_do(world):
    for rule in RULES:
        assert rule.article and rule.sentence.count("{day}") == 1 and rule.deed and rule.route, rule.kind
        assert len(rule.sentence) < 160 and len(rule.own) < 160, rule.kind
