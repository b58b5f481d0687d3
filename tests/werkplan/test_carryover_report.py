"""The report afterwards, the pages of the change, and deciding about what waits."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry, Handover
from tests.factories.fatima import NEW_YEAR, golden
from tests.support.clock import story_day
from tests.werkplan.test_handover import offered
from werkcentrum.access.models import Relation
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import carryover as actions
from werkplan.actions import handover as handovers
from werkplan.models import CarryOver, CarryOverLine, Inzet
from werkplan.report import told
from werkplan.timebar import Axis, bar_of

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


@pytest.fixture
def story(world):
    return golden(world)


@pytest.fixture
def taken(world):
    """The plan under its new lead."""
    story = offered(world)
    handovers.assign(handover=story.handover, coach=story.town.user, by=story.leader)
    handovers.accept(handover=story.handover, by=story.town)
    story.report = CarryOver.objects.get()
    story.line = story.report.lines.get(kind="B", item_type="inzet")
    return story


def change_url(story):
    return reverse("werkplan:income_change", args=[story.client.public_id])


def report_url(story):
    return reverse("werkplan:carryover", args=[story.client.public_id, CarryOver.objects.get().pk])


def said(**data):
    return {"submit_key": str(uuid4()), "code": "BIJSTAND", "on": "1-1-2027", "source": "klant", **data}


def digest_in(text):
    return text.split('name="digest" value="')[1].split('"')[0]


def test_three_steps_in_the_browser(world, story):
    browser = world.browser(story.coach)
    text = browser.get(change_url(story)).content.decode()
    assert "Komt hierna vaak voor" in text and text.count("<option") == 41, "the 40 situations and the empty one"
    answer = browser.post(change_url(story), said(preview="1"))
    text = answer.content.decode()
    assert answer.status_code == 200 and not CarryOver.objects.exists()
    for part in (
        "Van WW-uitkering naar bijstandsuitkering, per 1 januari 2027",
        "Bevestigen en aanbieden aan gemeente Leeuwarden",
        "Er verdwijnt niets zonder reden",
        "nog niet nagekeken",
        "Blijft bij UWV",
        "Dezelfde balken als tabel",
    ):
        assert part in text
    for title in CarryOverLine.Kind.labels[:4]:
        assert title in text
    answer = browser.post(change_url(story), said(confirm="1", digest=digest_in(text)))
    assert answer.url == report_url(story)
    text = browser.get(answer.url).content.decode()
    assert "Mbo-certificaat zorg" in text and "Aangeboden aan Gemeente Leeuwarden" in text


def test_back_keeps_what_was_typed_and_scolds_nobody(world, story):
    text = world.browser(story.coach).post(change_url(story), said(back="1")).content.decode()
    assert 'value="1-1-2027"' in text or 'value="01-01-2027"' in text
    assert '<option value="BIJSTAND" selected>' in text and "Kijk dit nog even na" not in text


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        ({"on": "31-2-2027"}, 422, "Vul een datum in als dag-maand-jaar"),
        ({"on": ""}, 422, "Vanaf welke dag"),
        ({"code": "NIETS"}, 422, "Kies een situatie uit de lijst"),
        ({"code": "WW", "on": "1-12-2026"}, 409, "is al het belangrijkste inkomen"),
        ({"on": "1-1-1980"}, 422, "nog niet geboren"),
        ({"on": "1-1-2036"}, 422, "meer dan twee jaar vooruit"),
    ],
)
def test_what_cannot_be_is_a_sentence(world, story, data, status, sentence):
    answer = world.browser(story.coach).post(change_url(story), said(preview="1", **data))
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not CarryOver.objects.exists()


def test_a_change_meanwhile_is_409_with_the_new_preview(world, story):
    browser = world.browser(story.coach)
    text = browser.post(change_url(story), said(preview="1")).content.decode()
    story.step("Stap van een collega")
    answer = browser.post(change_url(story), said(confirm="1", digest=digest_in(text)))
    fresh = answer.content.decode()
    assert answer.status_code == 409 and "Intussen is er iets veranderd" in fresh and "Stap van een collega" in fresh
    assert digest_in(fresh) != digest_in(text) and not CarryOver.objects.exists()
    assert browser.post(change_url(story), said(confirm="1", digest=digest_in(fresh))).status_code == 302


def test_a_double_click_is_one_change_and_the_same_date_twice_is_409(world, story):
    browser = world.browser(story.coach)
    text = browser.post(change_url(story), said(preview="1")).content.decode()
    data = said(confirm="1", digest=digest_in(text))
    urls = {browser.post(change_url(story), data).url for _ in range(2)}
    assert urls == {report_url(story)} and Handover.objects.count() == 1
    again = browser.post(change_url(story), said(code="NUG", preview="1"))
    assert again.status_code == 409 and "is al een wijziging vastgelegd" in again.content.decode()


def test_without_a_plan_one_sees_who_is_responsible_and_can_offer(world):
    world.team_leader("gemeente-leeuwarden")
    gids = world.gids()
    client = world.client_of(gids)
    browser, url = world.browser(gids), reverse("werkplan:income_change", args=[client.public_id])
    text = browser.post(url, said(preview="1", on="1-11-2026")).content.decode()
    assert "Er is nog geen plan" in text and "Gemeente Leeuwarden" in text
    answer = browser.post(url, said(confirm="1", on="1-11-2026", digest=digest_in(text)))
    text = browser.get(answer.url).content.decode()
    assert "Aanbieden aan gemeente Leeuwarden" in text


def test_the_report_is_reached_through_the_dossier_only(world, taken):
    assert world.browser(taken.town).get(report_url(taken)).status_code == 200
    assert world.browser(taken.coach).get(report_url(taken)).status_code == 404
    other = world.client_of(taken.town)
    url = reverse("werkplan:carryover", args=[other.public_id, taken.report.pk])
    assert world.browser(taken.town).get(url).status_code == 404


def test_the_new_owner_lets_it_go_on(taken):
    actions.decide(line=taken.line, goes_on=True, decision_ref="LWD-1", by=taken.town)
    use = Inzet.objects.get(pk=taken.line.item_id)
    assert (use.state, use.decision_ref, use.decide_by) == ("gestart", "LWD-1", None)
    row = next(
        row for group in told(taken.report, taken.client).groups for row in group.rows if row.pk == taken.line.pk
    )
    assert row.since == ("done", "Gaat door: gestart")
    with pytest.raises(Conflict, match="al beslist"):
        actions.decide(line=taken.line, goes_on=False, reason="Toch niet", by=taken.town)


def test_or_not_with_a_reason_that_the_client_reads(world, taken):
    url = reverse("werkplan:carryover_decide", args=[taken.client.public_id, taken.report.pk, taken.line.pk])
    browser, prefix = world.browser(taken.town), f"l{taken.line.pk}"
    answer = browser.post(url, {"submit_key": str(uuid4()), f"{prefix}-choice": "stopt", f"{prefix}-reason": ""})
    assert answer.status_code == 422 and "Schrijf op waarom het niet doorgaat" in answer.content.decode()
    data = {"submit_key": str(uuid4()), f"{prefix}-choice": "stopt", f"{prefix}-reason": "Te ver weg van werk."}
    assert browser.post(url, data).status_code == 302
    use = Inzet.objects.get(pk=taken.line.item_id)
    assert (use.state, use.reason) == ("voortijdig_beeindigd", "Te ver weg van werk.")
    assert "bezwaar" in browser.get(report_url(taken)).content.decode()
    assert Entry.objects.filter(client=taken.client, text__contains="eerder gestopt").exists()


def test_the_old_lead_does_not_decide_for_the_new_one(world):
    story = offered(world)
    line = CarryOver.objects.get().lines.get(kind="B", item_type="inzet")
    with pytest.raises(Refused, match="Hierover beslist gemeente Leeuwarden"):
        actions.decide(line=line, goes_on=True, by=story.coach)


def test_about_an_agreement_there_is_nothing_to_decide_here(taken):
    with pytest.raises(Refused, match="Pas de afspraak zelf aan"):
        actions.decide(line=taken.report.lines.get(kind="B", item_type="agreement"), goes_on=True, by=taken.town)


def test_bars_stand_where_the_days_are():
    axis = Axis(NEW_YEAR)
    bar = bar_of(title="Cursus", kind="A", starts=None, ends=None, term=None, axis=axis, old="UWV")
    assert (bar.before_x, bar.before_width, bar.after_width) == (0, 400, 600)
    bar = bar_of(
        title="Proef",
        kind="C",
        starts=NEW_YEAR.replace(year=2026, month=11),
        ends=None,
        term=None,
        axis=axis,
        old="UWV",
    )
    assert 190 < bar.before_x < 210 and bar.sentence == "Proef: vanaf 1 november 2026, wordt omgezet."
    bar = bar_of(title="Plicht", kind="D", starts=None, ends=None, term=None, axis=axis, old="UWV")
    assert bar.after_width == 0 and bar.stops_at == 400 and "stopt na 31 december 2026" in bar.sentence


def test_who_supports_without_the_group_of_income_does_not_read_it(world, taken):
    helper = world.coach("gemeente-leeuwarden", name="Taal")
    until = timezone.now() + datetime.timedelta(days=9)
    row = world.involve(helper, taken.client, Relation.SUPPORT, until=until, field_groups=["G8"])
    assert world.browser(helper).get(report_url(taken)).status_code == 403
    type(row).objects.filter(pk=row.pk).update(field_groups=["G4", "G8"])
    assert world.browser(helper).get(report_url(taken)).status_code == 200
